package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

/**
 * What {@code kustomize build} takes as flags.
 *
 * @param loadRestriction which files a kustomization may name
 * @param reorder the order of the result
 * @param managedByLabel whether every object gets the label {@code app.kubernetes.io/managed-by}
 */
public record KustomizeOptions(LoadRestriction loadRestriction, Reorder reorder, boolean managedByLabel) {

    public KustomizeOptions {
        requireNonNull(loadRestriction, "loadRestriction");
        requireNonNull(reorder, "reorder");
    }

    /** What {@code kustomize build} does without flags. */
    public static KustomizeOptions defaults() {
        return new KustomizeOptions(LoadRestriction.ROOT_ONLY, Reorder.UNSPECIFIED, false);
    }

    public KustomizeOptions with(LoadRestriction other) {
        return new KustomizeOptions(other, reorder, managedByLabel);
    }

    public KustomizeOptions with(Reorder other) {
        return new KustomizeOptions(loadRestriction, other, managedByLabel);
    }

    public KustomizeOptions withManagedByLabel() {
        return new KustomizeOptions(loadRestriction, reorder, true);
    }
}
