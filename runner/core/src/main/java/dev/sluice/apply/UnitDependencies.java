package dev.sluice.apply;

import dev.sluice.change.ChangeSet;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.flux.DependencyReference;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import dev.sluice.render.Waiting;
import java.util.ArrayDeque;
import java.util.Deque;
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
        for (Unit unit : rendered.units()) {
            members.put(unit.id(), health ? members(unit, units) : Set.of());
        }
        for (Unit unit : rendered.units()) {
            Set<ObjectId> over = changeSet.after().getOrDefault(unit.id(), Set.of());
            before.put(unit.id(), before(unit, units, over));
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
    private static Set<ObjectId> members(Unit unit, Set<ObjectId> units) {
        Stream<ObjectId> named = unit.spec().waitForHealth()
                ? unit.executed().stream().map(Manifest::id)
                : unit.spec().healthChecks().stream().map(ObjectReference::id);
        var found = new LinkedHashSet<ObjectId>();
        named.filter(units::contains).filter(id -> !id.equals(unit.id())).forEach(found::add);
        return found;
    }

    private Before before(Unit unit, Set<ObjectId> units, Set<ObjectId> over) {
        List<ObjectId> dependencies = unit.spec().dependsOn().stream()
                .map(DependencyReference::id)
                .filter(unit.waitsFor()::contains)
                .filter(units::contains)
                .filter(id -> !isMember(unit.id(), id))
                .distinct()
                .toList();
        List<ObjectId> others = unit.waitsFor().stream()
                .filter(units::contains)
                .filter(id -> !dependencies.contains(id))
                .toList();
        var bringers = new LinkedHashSet<ObjectId>(over);
        bringers.retainAll(units);
        return new Before(dependencies, others, bringers);
    }

    /**
     * Whether the other unit is ready only after this one is. To depend on it cannot mean to wait until it is ready: under
     * Flux the two would wait for each other until a timeout.
     */
    private boolean isMember(ObjectId unit, ObjectId other) {
        var seen = new LinkedHashSet<ObjectId>();
        Deque<ObjectId> open = new ArrayDeque<>(List.of(other));
        while (!open.isEmpty()) {
            for (ObjectId member : members.getOrDefault(open.pop(), Set.of())) {
                if (seen.add(member)) {
                    open.push(member);
                }
            }
        }
        return seen.contains(unit);
    }
}
