package dev.sluice.apply;

import dev.sluice.change.DeletionPlan;
import dev.sluice.change.Planner;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import dev.sluice.object.ObjectId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Removes all that a root brought to a target. */
public final class Deletion {

    private final Cluster cluster;
    private final Deletions deletions;

    /** @param executor makes the requests, and bounds them; the caller of {@link #delete} must not occupy it */
    public Deletion(
            Cluster cluster,
            Planner planner,
            Executor executor,
            RunListener listener,
            CancelSignal cancel,
            Clock clock) {
        this.cluster = cluster;
        this.deletions = new Deletions(cluster, planner, new Requests(executor), listener, cancel, clock);
    }

    /** Makes the deletions, and forgets the units whose objects are gone. What fails stays in the inventory. */
    public Deleted delete(DeletionPlan plan) {
        Map<ObjectId, Inventory> recorded =
                plan.released().stream().collect(Collectors.toMap(Inventory::unit, Function.identity()));
        List<Outcome> outcomes = deletions.carryOut(plan.deletions(), recorded, recorded.keySet());
        Map<ObjectId, List<ObjectId>> survivors = Deletions.survivors(outcomes);
        for (Inventory inventory : plan.released()) {
            List<ObjectId> left = survivors.getOrDefault(inventory.unit(), List.of());
            if (left.isEmpty()) {
                cluster.state().remove(inventory);
            } else {
                var objects = new TreeMap<>(inventory.objects());
                objects.keySet().retainAll(left);
                cluster.state().write(inventory.withObjects(objects));
            }
        }
        return new Deleted(plan, outcomes);
    }
}
