package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A directory of a Git repository, as an entry of {@code resources} or {@code components} names it. After kustomize's
 * {@code api/internal/git/repospec.go}.
 *
 * @param repository the URL to clone: {@code https://…}, {@code ssh://…}, {@code file://…} or {@code user@host:path}
 * @param directory the directory in it, without a slash at either end; empty for its root
 * @param reference a branch, tag, commit or full reference name; empty for the default branch
 * @param timeout how long fetching it may take
 * @param submodules whether its submodules are fetched too
 */
public record RemoteBase(String repository, String directory, String reference, Duration timeout, boolean submodules) {

    public RemoteBase {
        requireNonNull(repository, "repository");
        requireNonNull(directory, "directory");
        requireNonNull(reference, "reference");
        requireNonNull(timeout, "timeout");
    }

    /** Without a login that the address may hold. */
    @Override
    public String toString() {
        return RemoteUrl.masked(repository)
                + (directory.isEmpty() ? "" : "//" + directory)
                + (reference.isEmpty() ? "" : "?ref=" + reference);
    }
}
