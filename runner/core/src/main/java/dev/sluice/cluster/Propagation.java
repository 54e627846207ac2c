package dev.sluice.cluster;

/** What becomes of the objects that a deleted object owns (Kubernetes' {@code propagationPolicy}). */
public enum Propagation {
    /** They are deleted after it, by the garbage collector. */
    BACKGROUND,
    /** They are deleted before it is gone. */
    FOREGROUND
}
