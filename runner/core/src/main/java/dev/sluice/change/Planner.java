package dev.sluice.change;

import dev.sluice.cluster.Cluster;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;

/** Finds out what a run would change; writes nothing. */
public final class Planner {

    private final Cluster cluster;
    private final boolean allowEmpty;

    /** With {@code allowEmpty}, a unit that prunes may render to nothing. */
    public Planner(Cluster cluster, boolean allowEmpty) {
        this.cluster = cluster;
        this.allowEmpty = allowEmpty;
    }

    /**
     * Compares everything that was rendered with the target.
     *
     * @throws dev.sluice.failure.InvalidInput naming every object that stands twice and every unit that would prune all
     *     it has
     * @throws dev.sluice.failure.Rejected naming every object that the target would refuse
     */
    public ChangeSet plan(Rendered rendered) {
        throw new UnsupportedOperationException(cluster.name() + allowEmpty + rendered);
    }

    /** What goes when all that a root's inventories hold is removed. */
    public DeletionPlan planDeletion(ObjectId root) {
        throw new UnsupportedOperationException(root.toString());
    }
}
