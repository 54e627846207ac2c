package dev.sluice.change;

import dev.sluice.object.Manifest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an object says of its own treatment, by a label or annotation {@code kustomize.toolkit.fluxcd.io/…} whose value is
 * compared without regard to case (fluxcd/pkg ssa/utils/meta.go, {@code AnyInMetadata}; kustomize-controller,
 * {@code apply} and {@code deleteObjects}).
 */
enum OptOut {
    RECONCILE_DISABLED("reconcile", "disabled"),
    PRUNE_DISABLED("prune", "disabled"),
    SSA_IGNORE("ssa", "Ignore"),
    SSA_IF_NOT_PRESENT("ssa", "IfNotPresent"),
    SSA_MERGE("ssa", "Merge"),
    FORCE_ENABLED("force", "enabled");

    private static final String PREFIX = "kustomize.toolkit.fluxcd.io/";
    private static final List<OptOut> FROM_APPLICATION = List.of(RECONCILE_DISABLED, SSA_IGNORE);
    private static final List<OptOut> FROM_DELETION = List.of(PRUNE_DISABLED, RECONCILE_DISABLED, SSA_IGNORE);

    private final String key;
    private final String value;

    OptOut(String name, String value) {
        this.key = PREFIX + name;
        this.value = value;
    }

    /** Why the object is not to be applied; empty where it is. The live object has a say, too. */
    static Optional<String> fromApplication(Manifest desired, @Nullable Manifest live) {
        Optional<String> excluded = first(FROM_APPLICATION, desired).or(() -> first(FROM_APPLICATION, live));
        if (excluded.isPresent() || live == null || !SSA_IF_NOT_PRESENT.in(desired)) {
            return excluded;
        }
        return Optional.of(SSA_IF_NOT_PRESENT.toString());
    }

    /** Why the live object is not to be deleted; empty where it is. */
    static Optional<String> fromDeletion(Manifest live) {
        return first(FROM_DELETION, live);
    }

    boolean in(@Nullable Manifest manifest) {
        return manifest != null
                && (manifest.label(key).equalsIgnoreCase(value)
                        || manifest.annotation(key).equalsIgnoreCase(value));
    }

    private static Optional<String> first(List<OptOut> reasons, @Nullable Manifest manifest) {
        return reasons.stream()
                .filter(reason -> reason.in(manifest))
                .map(OptOut::toString)
                .findFirst();
    }

    /** The label or annotation as it is written: {@code kustomize.toolkit.fluxcd.io/ssa: Ignore}. */
    @Override
    public String toString() {
        return key + ": " + value;
    }
}
