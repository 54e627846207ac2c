package dev.sluice.source;

import org.jspecify.annotations.Nullable;

/** {@code spec.ref} of a GitRepository; Flux takes the first of commit, name, tag, semver, branch that is given. */
public record GitReference(
        @Nullable String branch,
        @Nullable String tag,
        @Nullable String semver,
        @Nullable String name,
        @Nullable String commit) {

    /** An empty text is none, as in Go. */
    public GitReference {
        branch = given(branch);
        tag = given(tag);
        semver = given(semver);
        name = given(name);
        commit = given(commit);
    }

    /** The branch that Flux takes where nothing is said. */
    public static final GitReference DEFAULT = new GitReference("master", null, null, null, null);

    /** Whether it is a tag that leads to the commit; beside a commit, only its full name says so. */
    public boolean isTag() {
        if (name != null) {
            return name.startsWith("refs/tags/");
        }
        return commit == null && (tag != null || semver != null);
    }

    /** The branch that counts where nothing else is given. */
    String branchOrDefault() {
        return branch == null ? "master" : branch;
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
