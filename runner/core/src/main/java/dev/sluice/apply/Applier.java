package dev.sluice.apply;

import dev.sluice.change.ChangeSet;
import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import java.time.Clock;
import java.util.concurrent.Executor;

/** Applies a change set, unit by unit along the graph: each starts the moment what it waits for is applied. */
public final class Applier {

    private final Cluster cluster;
    private final Executor executor;
    private final RunListener listener;
    private final CancelSignal cancel;
    private final Clock clock;

    /** The executor bounds how many units are worked on at once; the caller of {@link #apply} must not occupy it. */
    public Applier(Cluster cluster, Executor executor, RunListener listener, CancelSignal cancel, Clock clock) {
        this.cluster = cluster;
        this.executor = executor;
        this.listener = listener;
        this.cancel = cancel;
        this.clock = clock;
    }

    /** Makes all changes but the deletions. What fails is told in the outcomes, not thrown. */
    public Applied apply(ChangeSet changeSet) {
        throw new UnsupportedOperationException("" + cluster + executor + listener + cancel + clock + changeSet);
    }
}
