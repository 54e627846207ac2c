package dev.sluice.tests.cluster;

import dev.sluice.cluster.DryRun;
import dev.sluice.cluster.LiveObject;

/** The live object of an accepted dry run. */
final class LiveOf implements DryRun.Cases<LiveObject> {

    @Override
    public LiveObject accepted(DryRun.Accepted dryRun) {
        return dryRun.live().orElseThrow();
    }

    @Override
    public LiveObject immutable(DryRun.Immutable dryRun) {
        return dryRun.live();
    }

    @Override
    public LiveObject namespaceMissing(DryRun.NamespaceMissing dryRun) {
        throw new AssertionError(dryRun.refusal());
    }

    @Override
    public LiveObject kindUnknown(DryRun.KindUnknown dryRun) {
        throw new AssertionError(dryRun.refusal());
    }
}
