package dev.sluice.apply;

import dev.sluice.change.DeletionPlan;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import dev.sluice.object.ObjectId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Removes all that a root brought to a target. */
public final class Deletion {

    private final Cluster cluster;
    private final Deletions deletions;

    public Deletion(Cluster cluster, RunListener listener, CancelSignal cancel) {
        this.cluster = cluster;
        this.deletions = new Deletions(cluster, listener, cancel);
    }

    /** Makes the deletions, and forgets the units whose objects are gone. What fails stays in the inventory. */
    public Deleted delete(DeletionPlan plan) {
        Map<ObjectId, String> revisions =
                plan.released().stream().collect(Collectors.toMap(Inventory::unit, Inventory::revision));
        List<Outcome> outcomes = deletions.carryOut(plan.deletions(), unit -> revisions.getOrDefault(unit, ""));
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
