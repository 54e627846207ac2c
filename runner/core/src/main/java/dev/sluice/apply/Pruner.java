package dev.sluice.apply;

import dev.sluice.apply.Outcome.UnitApplied;
import dev.sluice.change.ChangeSet;
import dev.sluice.change.InventoryPlan;
import dev.sluice.change.Planner;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import dev.sluice.object.ObjectId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Deletes what left the repository, after the whole graph was applied. (Flux prunes each Kustomization for itself, before
 * another one could take an object over.)
 */
public final class Pruner {

    private final Cluster cluster;
    private final Deletions deletions;

    /** @param executor makes the requests, and bounds them; the caller of {@link #prune} must not occupy it */
    public Pruner(
            Cluster cluster,
            Planner planner,
            Executor executor,
            RunListener listener,
            CancelSignal cancel,
            Clock clock) {
        this.cluster = cluster;
        this.deletions = new Deletions(cluster, planner, new Requests(executor), listener, cancel, clock);
    }

    /**
     * Makes the deletions of the change set, and brings the inventories to what is there then. Does nothing at all where
     * a unit failed, is not ready, could not be rendered yet or was left out: that run did not see the whole graph, and
     * forgets nothing. What cannot be deleted stays in its inventory.
     */
    public Applied prune(Applied applied) {
        ChangeSet changeSet = applied.changeSet();
        if (!applied.succeeded() || !changeSet.rendered().seesAllUnits()) {
            return applied;
        }
        List<Outcome> outcomes = deletions.carryOut(changeSet.deletions(), remembered(changeSet), leaving(changeSet));
        var survivors = Deletions.survivors(outcomes);
        Map<ObjectId, Inventory> exact = exact(applied);
        List<InventoryPlan> plans = new ArrayList<>(changeSet.inventories().values());
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

    private static Set<ObjectId> leaving(ChangeSet changeSet) {
        return changeSet.inventories().values().stream()
                .filter(plan -> plan.target().isEmpty())
                .map(InventoryPlan::unit)
                .collect(Collectors.toSet());
    }

    /** A unit that is gone was applied last at the revision that its inventory knows. */
    private static Map<ObjectId, Inventory> remembered(ChangeSet changeSet) {
        var remembered = new HashMap<ObjectId, Inventory>();
        for (InventoryPlan plan : changeSet.inventories().values()) {
            plan.target().or(plan::recorded).ifPresent(inventory -> remembered.put(plan.unit(), inventory));
        }
        return remembered;
    }
}
