package dev.sluice.kustomize;

/** Which files a kustomization may name beside the directories it builds on: {@code --load-restrictor}. */
public enum LoadRestriction {
    /** Only files below the kustomization's own directory: {@code LoadRestrictionsRootOnly}, kustomize's default. */
    ROOT_ONLY,
    /** Any file of the tree: {@code LoadRestrictionsNone}, as Flux builds. */
    NONE
}
