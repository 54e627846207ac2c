package dev.sluice.tests.kustomize;

import dev.sluice.kustomize.KustomizeOptions;
import dev.sluice.kustomize.LoadRestriction;
import dev.sluice.kustomize.Reorder;

/** The flags of {@code kustomize build} that a case may have. */
public final class BuildFlags {

    private BuildFlags() {}

    /** The options that a line of flags asks for. */
    public static KustomizeOptions parse(String args) {
        KustomizeOptions options = KustomizeOptions.defaults();
        if (args.isEmpty()) {
            return options;
        }
        for (String arg :
                args.replaceAll("(--(?:reorder|load-restrictor)) +", "$1=").split(" +", -1)) {
            options = switch (arg) {
                case "--reorder=none" -> options.with(Reorder.NONE);
                case "--reorder=legacy" -> options.with(Reorder.LEGACY);
                case "--load-restrictor=LoadRestrictionsNone" -> options.with(LoadRestriction.NONE);
                case "--load-restrictor=LoadRestrictionsRootOnly" -> options.with(LoadRestriction.ROOT_ONLY);
                case "--enable-managedby-label" -> options.withManagedByLabel();
                default -> throw new IllegalArgumentException("a case cannot have the flag " + arg);
            };
        }
        return options;
    }
}
