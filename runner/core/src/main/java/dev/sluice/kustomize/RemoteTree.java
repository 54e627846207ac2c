package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The files of a repository at the reference that was asked for.
 *
 * @param warning what a reader of the result should know of it, for example which commit a branch was
 */
public record RemoteTree(FileTree files, Optional<String> warning) {

    public RemoteTree {
        requireNonNull(files, "files");
        requireNonNull(warning, "warning");
    }
}
