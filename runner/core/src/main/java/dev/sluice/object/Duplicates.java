package dev.sluice.object;

/** What becomes of a key that stands twice in one mapping. */
public enum Duplicates {
    /** Refused, with both lines: for resource files. */
    REFUSED,
    /** The last one wins, with a warning: for kustomization and values files, and for live objects. */
    LAST_WINS
}
