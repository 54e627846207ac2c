package dev.sluice.apply;

import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;

/** Deletes what left the repository, after the whole graph was applied. */
public final class Pruner {

    private final Cluster cluster;
    private final RunListener listener;
    private final CancelSignal cancel;

    public Pruner(Cluster cluster, RunListener listener, CancelSignal cancel) {
        this.cluster = cluster;
        this.listener = listener;
        this.cancel = cancel;
    }

    /**
     * Makes the deletions of the change set, and brings the inventories to what is there then. Does nothing at all where
     * a unit failed: that run did not see the whole graph.
     */
    public Applied prune(Applied applied) {
        throw new UnsupportedOperationException("" + cluster + listener + cancel + applied);
    }
}
