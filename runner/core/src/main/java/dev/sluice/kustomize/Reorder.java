package dev.sluice.kustomize;

/** In which order a build answers its objects where the kustomization itself has no {@code sortOptions}. */
public enum Reorder {
    /** As they were read. */
    NONE,
    /** Kustomize's old order by kind: namespaces and definitions first, webhooks last. */
    LEGACY,
    /** What {@code kustomize build} does when nobody asks, which is the old order by kind. */
    UNSPECIFIED
}
