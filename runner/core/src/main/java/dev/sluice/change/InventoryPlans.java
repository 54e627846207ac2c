package dev.sluice.change;

import dev.sluice.change.Fates.Fate;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.Inventory.Policy;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Skipped;
import dev.sluice.render.Unit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what each unit's inventory is to hold after a run. */
final class InventoryPlans {

    private final Rendered rendered;
    private final Map<ObjectId, Inventory> recorded;
    private final Map<ObjectId, ObjectId> parents;
    private final Set<ObjectId> leftOut;

    InventoryPlans(Rendered rendered, Map<ObjectId, Inventory> recorded) {
        this.rendered = rendered;
        this.recorded = recorded;
        this.parents = new HashMap<>();
        Stream.concat(rendered.units().stream(), rendered.unselected().stream())
                .forEach(unit -> unit.executed().forEach(child -> parents.putIfAbsent(child.id(), unit.id())));
        this.leftOut = rendered.skipped().stream().map(Skipped::id).collect(Collectors.toCollection(HashSet::new));
        // Its new unit takes it over when that one is selected; until then the old one remembers it.
        rendered.unselected().forEach(unit -> unit.manifests().forEach(manifest -> leftOut.add(manifest.id())));
    }

    /** The plans of all units, also of those that are recorded but no part of this run. */
    Map<ObjectId, InventoryPlan> plans(Map<ObjectId, UnitPlan> compared, Fates fates) {
        var plans = new HashMap<ObjectId, InventoryPlan>();
        for (Unit unit : rendered.units()) {
            var objects = new TreeMap<ObjectId, Entry>(leftOutOf(unit.id()));
            UnitPlan result = compared.get(unit.id());
            if (result != null) {
                objects.putAll(result.entries());
            }
            plans.put(unit.id(), plan(unit.id(), Optional.of(inventory(unit, objects))));
        }
        recorded.forEach((unit, inventory) -> {
            Fate fate = fates.of(unit);
            if (fate == Fate.UNTOUCHED) {
                plans.put(unit, plan(unit, Optional.of(untouched(inventory))));
            } else if (fate != Fate.APPLIED) {
                plans.put(unit, plan(unit, rest(inventory, fate)));
            }
        });
        return plans;
    }

    private InventoryPlan plan(ObjectId unit, Optional<Inventory> target) {
        return new InventoryPlan(unit, Optional.ofNullable(recorded.get(unit)), target);
    }

    private Inventory inventory(Unit unit, SortedMap<ObjectId, Entry> objects) {
        KustomizationSpec spec = unit.spec();
        boolean kept = OptOut.fromDeletion(spec.manifest()).isPresent();
        boolean root = unit.id().equals(rendered.root());
        return new Inventory(
                unit.id(),
                rendered.root(),
                root ? Optional.empty() : Optional.ofNullable(parents.get(unit.id())),
                unit.source().revision(),
                new Policy(spec.prune(), spec.deletionPolicy(), spec.suspend(), kept, spec.timeout(), spec.user()),
                unit.waitsFor(),
                objects);
    }

    /** A unit that is suspended is remembered so: when it leaves the repository, its objects stay. */
    private Inventory untouched(Inventory inventory) {
        return rendered.suspended().contains(inventory.unit())
                ? inventory.withPolicy(inventory.policy().suspending())
                : inventory;
    }

    /** What entered a unit that this run leaves out is remembered by the unit that is gone until that one takes it over. */
    private Optional<Inventory> rest(Inventory inventory, Fate fate) {
        var left = new TreeMap<ObjectId, Entry>(leftOutOf(inventory.unit()));
        return fate == Fate.RELEASED || left.isEmpty() ? Optional.empty() : Optional.of(inventory.withObjects(left));
    }

    /** What the unit had of objects that this run leaves out: they are neither applied nor forgotten. */
    private Map<ObjectId, Entry> leftOutOf(ObjectId unit) {
        Inventory inventory = recorded.get(unit);
        if (inventory == null) {
            return Map.of();
        }
        var left = new HashMap<>(inventory.objects());
        left.keySet().retainAll(leftOut);
        return left;
    }
}
