package dev.sluice.object;

/** What becomes of a key that stands twice in one mapping. */
public enum Duplicates {
    /** Refused, with both lines: for resource files. */
    REFUSED,
    /**
     * The first one counts where the mapping is merged into another; where it is written as it is, the key is refused in
     * the end ({@link WrittenMapping}): for strategic merge patches.
     */
    FIRST_COUNTS,
    /** The last one wins, with a warning: for kustomization and values files, and for live objects. */
    LAST_WINS
}
