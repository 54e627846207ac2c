package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

/**
 * What {@code kustomize build} takes as flags.
 *
 * @param loadRestriction which files a kustomization may name
 * @param reorder the order of the result
 * @param managedByLabel whether every object gets the label {@code app.kubernetes.io/managed-by}
 * @param helm whether and how Helm charts are rendered
 * @param edition whose rules count; no flag
 */
public record KustomizeOptions(
        LoadRestriction loadRestriction, Reorder reorder, boolean managedByLabel, HelmOptions helm, Edition edition) {

    public KustomizeOptions {
        requireNonNull(loadRestriction, "loadRestriction");
        requireNonNull(reorder, "reorder");
        requireNonNull(helm, "helm");
        requireNonNull(edition, "edition");
    }

    /** What {@code kustomize build} does without flags. */
    public static KustomizeOptions defaults() {
        return new KustomizeOptions(
                LoadRestriction.ROOT_ONLY, Reorder.UNSPECIFIED, false, HelmOptions.DISABLED, Edition.PROGRAM);
    }

    public KustomizeOptions with(LoadRestriction other) {
        return new KustomizeOptions(other, reorder, managedByLabel, helm, edition);
    }

    public KustomizeOptions with(Reorder other) {
        return new KustomizeOptions(loadRestriction, other, managedByLabel, helm, edition);
    }

    public KustomizeOptions withManagedByLabel() {
        return new KustomizeOptions(loadRestriction, reorder, true, helm, edition);
    }

    public KustomizeOptions with(HelmOptions other) {
        return new KustomizeOptions(loadRestriction, reorder, managedByLabel, other, edition);
    }

    public KustomizeOptions with(Edition other) {
        return new KustomizeOptions(loadRestriction, reorder, managedByLabel, helm, other);
    }
}
