package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A repository at a revision, as a directory on this machine.
 *
 * @param repository where it came from: a URL without credentials, or the path of the workspace
 * @param revision Flux's revision string, for example {@code main@sha1:9f4e…}
 * @param directory the tree, after the source's ignore rules; never written to by a run
 * @param summary what Flux says of it: {@code commit 'first line'} or {@code revision '…'}
 */
public record Source(String repository, String revision, Path directory, String summary) {

    public Source {
        requireNonNull(repository, "repository");
        requireNonNull(revision, "revision");
        requireNonNull(directory, "directory");
        requireNonNull(summary, "summary");
    }
}
