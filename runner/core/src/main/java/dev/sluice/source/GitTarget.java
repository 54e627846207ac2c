package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which commit of a repository is meant.
 *
 * @param commit its full name
 * @param reference what led to it, for the revision; empty where the commit was named itself
 * @param absolute whether the revision names the reference in full ({@code spec.ref.name})
 * @param fetched the reference to fetch it by; empty where it must be fetched by its name
 * @param tag the tag that is meant; empty where none is
 */
record GitTarget(String commit, String reference, boolean absolute, String fetched, Optional<GitTag> tag) {

    GitTarget {
        requireNonNull(commit, "commit");
        requireNonNull(reference, "reference");
        requireNonNull(fetched, "fetched");
        requireNonNull(tag, "tag");
    }

    /** A commit that no tag led to. */
    GitTarget(String commit, String reference, boolean absolute, String fetched) {
        this(commit, reference, absolute, fetched, Optional.empty());
    }

    /** The same reference, which has moved on to another commit in the meantime. */
    GitTarget movedTo(String newCommit) {
        return new GitTarget(newCommit, reference, absolute, fetched, tag);
    }

    /** Flux's revision string. */
    String revision(GitCommit of) {
        return absolute ? of.absoluteRevision() : of.revision();
    }
}
