package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a person knows of a file that was made for a build: mistakes are told at the lines of this.
 *
 * @param before the file as it was written; empty where there was none
 * @param author {@code file:line} of what asked for all that is not in it
 */
public record Rewritten(Optional<byte[]> before, String author) {

    public Rewritten {
        requireNonNull(before, "before");
        requireNonNull(author, "author");
    }
}
