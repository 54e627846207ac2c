package dev.sluice.change;

import static java.util.Objects.requireNonNull;

import dev.sluice.change.Change.Delete;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.LiveObject;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The difference between what was rendered and what the target holds; empty when they agree.
 *
 * @param rendered what the target should hold
 * @param changes in the order in which one after the other could make them: unit by unit, deletions at the end
 * @param unchanged how many objects are as they should be
 * @param exempt the objects that are left as they are because they say so
 * @param inventories how each unit's inventory is to change, also of units that are suspended or gone
 * @param refused the units of which the target would refuse an object, and why: nothing of them is applied
 * @param assumptions the objects that can be judged only once something else of this run is there (their kind, their
 *     namespace), and what that is: what becomes of them is found out anew before they are applied
 * @param after units that each unit starts after, beside those that it waits for, because they bring what its deferred
 *     objects need; whether they end well is of no matter
 * @param live the desired objects that exist, as they were seen
 */
public record ChangeSet(
        Rendered rendered,
        List<Change> changes,
        int unchanged,
        List<Exempt> exempt,
        Map<ObjectId, InventoryPlan> inventories,
        Map<ObjectId, RunFailure> refused,
        Map<ObjectId, String> assumptions,
        Map<ObjectId, Set<ObjectId>> after,
        Map<ObjectId, LiveObject> live) {

    public ChangeSet {
        requireNonNull(rendered, "rendered");
        changes = List.copyOf(changes);
        exempt = List.copyOf(exempt);
        inventories = Map.copyOf(inventories);
        refused = Map.copyOf(refused);
        assumptions = Map.copyOf(assumptions);
        after = Map.copyOf(after);
        live = Map.copyOf(live);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The objects whose change is an assumption, and is found out anew by {@link Planner#planAgain}. */
    public Set<ObjectId> deferred() {
        return assumptions.keySet();
    }

    /** What is to be applied, by unit, each in its order; a unit without changes is not among the keys. */
    public Map<ObjectId, List<Change>> applications() {
        return changes.stream()
                .filter(change -> change.desired().isPresent())
                .collect(Collectors.groupingBy(Change::unit));
    }

    /** What is to be deleted, in its order. */
    public List<Delete> deletions() {
        return changes.stream()
                .filter(Delete.class::isInstance)
                .map(Delete.class::cast)
                .toList();
    }

    /** What the target remembered when the plan was made, by unit. */
    Map<ObjectId, Inventory> recorded() {
        return inventories.values().stream()
                .flatMap(plan -> plan.recorded().stream())
                .collect(Collectors.toMap(Inventory::unit, Function.identity()));
    }

    /** The plan of one unit's inventory. */
    public InventoryPlan inventory(ObjectId unit) {
        return requireNonNull(inventories.get(unit), () -> "no such unit: " + unit);
    }
}
