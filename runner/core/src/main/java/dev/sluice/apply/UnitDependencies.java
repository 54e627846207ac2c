package dev.sluice.apply;

import dev.sluice.change.ChangeSet;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.flux.DependencyReference;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import dev.sluice.render.Waiting;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the units of a run wait for before they begin, and before they are ready themselves. */
final class UnitDependencies {

    /**
     * What one unit waits for before it begins.
     *
     * @param ready the units that must be ready: its {@code dependsOn}
     * @param applied the units that must be applied, ready or not: the one that defines it, and those that write what it
     *     reads
     * @param over the units that must be applied or have failed: they bring what its deferred objects need
     */
    record Before(List<ObjectId> ready, List<ObjectId> applied, Set<ObjectId> over) {}

    private final Map<ObjectId, Before> before = new HashMap<>();
    private final Map<ObjectId, Set<ObjectId>> members = new HashMap<>();

    /** @param health whether the target tells what is ready; where it does not, nothing is waited for */
    UnitDependencies(ChangeSet changeSet, boolean health) {
        Rendered rendered = changeSet.rendered();
        var units = new LinkedHashSet<ObjectId>();
        rendered.units().stream().map(Unit::id).forEach(units::add);
        rendered.waiting().stream().map(Waiting::id).forEach(units::add);
        var order = new ReadyOrder();
        for (Unit unit : rendered.units()) {
            order.begins(unit.id(), unit.waitsFor());
            order.begins(unit.id(), changeSet.after().getOrDefault(unit.id(), Set.of()));
        }
        for (Unit unit : rendered.units()) {
            members.put(unit.id(), health ? members(unit, units, order) : Set.of());
        }
        for (Unit unit : rendered.units()) {
            Set<ObjectId> over = changeSet.after().getOrDefault(unit.id(), Set.of());
            before.put(unit.id(), before(unit, units, over, order));
        }
    }

    Before of(Unit unit) {
        return before.getOrDefault(unit.id(), new Before(List.of(), List.of(), Set.of()));
    }

    /** The units of the run that are ready before this one is. */
    Set<ObjectId> members(Unit unit) {
        return members.getOrDefault(unit.id(), Set.of());
    }

    /** A unit that waits for its objects waits for the units among them; else its health checks may name some. */
    private static Set<ObjectId> members(Unit unit, Set<ObjectId> units, ReadyOrder order) {
        Stream<ObjectId> named = unit.spec().waitForHealth()
                ? unit.executed().stream().map(Manifest::id)
                : unit.spec().healthChecks().stream().map(ObjectReference::id);
        var found = new LinkedHashSet<ObjectId>();
        named.filter(units::contains)
                .filter(id -> order.isReadyAfter(unit.id(), id))
                .forEach(found::add);
        return found;
    }

    /** A dependency that is ready only after the unit is need only be applied. */
    private static Before before(Unit unit, Set<ObjectId> units, Set<ObjectId> over, ReadyOrder order) {
        List<ObjectId> dependencies = unit.spec().dependsOn().stream()
                .map(DependencyReference::id)
                .filter(unit.waitsFor()::contains)
                .filter(units::contains)
                .distinct()
                .filter(id -> order.beginsAfterReady(unit.id(), id))
                .toList();
        List<ObjectId> others = unit.waitsFor().stream()
                .filter(units::contains)
                .filter(id -> !dependencies.contains(id))
                .toList();
        var bringers = new LinkedHashSet<ObjectId>(over);
        bringers.retainAll(units);
        return new Before(dependencies, others, bringers);
    }
}
