package dev.sluice.change;

import java.util.Set;

/**
 * What a plan is told beside what was rendered.
 *
 * @param allowEmpty whether a unit that prunes may render to nothing
 * @param confirmedKinds protected kinds that may be pruned all the same; {@code all}: every kind
 */
public record PlanOptions(boolean allowEmpty, Set<String> confirmedKinds) {

    public PlanOptions {
        confirmedKinds = Set.copyOf(confirmedKinds);
    }
}
