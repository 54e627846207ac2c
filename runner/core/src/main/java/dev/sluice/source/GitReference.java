package dev.sluice.source;

import org.jspecify.annotations.Nullable;

/** {@code spec.ref} of a GitRepository; Flux takes the first of commit, name, tag, semver, branch that is given. */
public record GitReference(
        @Nullable String branch,
        @Nullable String tag,
        @Nullable String semver,
        @Nullable String name,
        @Nullable String commit) {

    /** The branch that Flux takes where nothing is said. */
    public static final GitReference DEFAULT = new GitReference("master", null, null, null, null);
}
