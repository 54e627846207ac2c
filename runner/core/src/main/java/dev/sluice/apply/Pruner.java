package dev.sluice.apply;

import dev.sluice.apply.Outcome.UnitApplied;
import dev.sluice.change.InventoryPlan;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Deletes what left the repository, after the whole graph was applied. (Flux prunes each Kustomization for itself, before
 * another one could take an object over.)
 */
public final class Pruner {

    private final Cluster cluster;
    private final Deletions deletions;

    public Pruner(Cluster cluster, RunListener listener, CancelSignal cancel) {
        this.cluster = cluster;
        this.deletions = new Deletions(cluster, listener, cancel);
    }

    /**
     * Makes the deletions of the change set, and brings the inventories to what is there then. Does nothing at all where
     * a unit failed or could not be rendered yet: that run did not see the whole graph. What cannot be deleted stays in its inventory.
     */
    public Applied prune(Applied applied) {
        if (!applied.succeeded() || !applied.changeSet().rendered().waiting().isEmpty()) {
            return applied;
        }
        List<Outcome> outcomes = deletions.carryOut(applied.changeSet().deletions(), unit -> revisionOf(applied, unit));
        var survivors = Deletions.survivors(outcomes);
        Map<ObjectId, Inventory> exact = exact(applied);
        List<InventoryPlan> plans =
                new ArrayList<>(applied.changeSet().inventories().values());
        plans.sort(Comparator.comparing(InventoryPlan::unit));
        for (InventoryPlan plan : plans) {
            settle(plan, Optional.ofNullable(exact.get(plan.unit())), survivors.getOrDefault(plan.unit(), List.of()));
        }
        return applied.with(outcomes);
    }

    private void settle(InventoryPlan plan, Optional<Inventory> applied, List<ObjectId> survivors) {
        Optional<Inventory> held = applied.map(
                        exact -> plan.recorded().map(exact::including).orElse(exact))
                .or(plan::recorded);
        Optional<Inventory> wanted = withSurvivors(plan, applied.or(plan::target), survivors);
        if (wanted.equals(held)) {
            return;
        }
        wanted.ifPresentOrElse(
                inventory -> cluster.state().write(inventory),
                () -> held.ifPresent(inventory -> cluster.state().remove(inventory)));
    }

    /** A unit that was to be forgotten is remembered as long as anything of it is there. */
    private static Optional<Inventory> withSurvivors(
            InventoryPlan plan, Optional<Inventory> wanted, List<ObjectId> survivors) {
        if (survivors.isEmpty() || plan.recorded().isEmpty()) {
            return wanted;
        }
        Inventory recorded = plan.recorded().get();
        var objects = new TreeMap<>(recorded.objects());
        objects.keySet().retainAll(survivors);
        wanted.ifPresent(inventory -> objects.putAll(inventory.objects()));
        return Optional.of(wanted.orElse(recorded).withObjects(objects));
    }

    private static Map<ObjectId, Inventory> exact(Applied applied) {
        return applied.outcomes().stream()
                .filter(UnitApplied.class::isInstance)
                .map(UnitApplied.class::cast)
                .collect(Collectors.toMap(UnitApplied::unit, UnitApplied::inventory));
    }

    /** A unit that is gone was applied last at the revision that its inventory knows. */
    private static String revisionOf(Applied applied, ObjectId unit) {
        InventoryPlan plan = applied.changeSet().inventory(unit);
        return plan.target().or(plan::recorded).map(Inventory::revision).orElse("");
    }
}
