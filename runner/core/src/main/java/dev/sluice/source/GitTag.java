package dev.sluice.source;

import static java.util.Objects.requireNonNull;

/**
 * A tag (fluxcd/pkg git/git.go).
 *
 * @param hash the name of the tag object; empty for a lightweight tag, which has none
 */
public record GitTag(String name, String hash) {

    public GitTag {
        requireNonNull(name, "name");
        requireNonNull(hash, "hash");
    }

    /** {@code name@hash}, or the name of a lightweight tag. */
    @Override
    public String toString() {
        return hash.isEmpty() ? name : name + "@" + hash;
    }
}
