package dev.sluice.apply;

import dev.sluice.change.DeletionPlan;
import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;

/** Removes all that a root brought to a target. */
public final class Deletion {

    private final Cluster cluster;
    private final RunListener listener;
    private final CancelSignal cancel;

    public Deletion(Cluster cluster, RunListener listener, CancelSignal cancel) {
        this.cluster = cluster;
        this.listener = listener;
        this.cancel = cancel;
    }

    /** Makes the deletions, and forgets the units whose objects are gone. What fails stays in the inventory. */
    public Deleted delete(DeletionPlan plan) {
        throw new UnsupportedOperationException("" + cluster + listener + cancel + plan);
    }
}
