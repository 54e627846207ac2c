package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A repository at a revision, as a directory on this machine.
 *
 * @param repository where it came from: a URL without credentials, or the path of the workspace
 * @param revision Flux's revision string, for example {@code main@sha1:9f4e…}
 * @param directory the tree; never written to by a run
 * @param summary what Flux says of it: {@code commit 'first line'} or {@code revision '…'}
 * @param filter what of the directory is no part of the source: the workspace is read where it lies, so that its ignore
 *     rules hide files that are there
 * @param verified what Flux says of its signature; empty where it was not asked for
 */
public record Source(
        String repository, String revision, Path directory, String summary, SourceFilter filter, String verified) {

    public Source {
        requireNonNull(repository, "repository");
        requireNonNull(revision, "revision");
        requireNonNull(directory, "directory");
        requireNonNull(summary, "summary");
        requireNonNull(filter, "filter");
        requireNonNull(verified, "verified");
    }

    /** A source whose signature was not asked for. */
    public Source(String repository, String revision, Path directory, String summary, SourceFilter filter) {
        this(repository, revision, directory, summary, filter, "");
    }

    /** The same, verified. */
    public Source verified(String said) {
        return new Source(repository, revision, directory, summary, filter, said);
    }

    /** A source of which every file counts. */
    public Source(String repository, String revision, Path directory, String summary) {
        this(repository, revision, directory, summary, SourceFilter.NONE);
    }
}
