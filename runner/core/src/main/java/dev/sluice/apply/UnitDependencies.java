package dev.sluice.apply;

import dev.sluice.change.ChangeSet;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.flux.DependencyReference;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import dev.sluice.render.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the units of a run wait for before they begin, and before they are ready themselves. */
final class UnitDependencies {

    /**
     * What one unit waits for before it begins.
     *
     * @param ready the units that must be ready: its {@code dependsOn}
     * @param applied the units that must be applied, ready or not: the one that defines it, and those that write what it
     *     reads
     * @param conditions what expressions have to say of other units: its {@code dependsOn} with a {@code readyExpr}
     * @param over the units that must be applied or have failed: they bring what its deferred objects need
     */
    record Before(List<ObjectId> ready, List<ObjectId> applied, List<ReadyCondition> conditions, Set<ObjectId> over) {}

    /**
     * A dependency with an expression in the place of Flux's own question.
     *
     * @param mayBecomeReady whether the dependency's being ready can be waited for: not where it waits for the unit
     */
    record ReadyCondition(DependencyReference dependency, boolean mayBecomeReady) {}

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
        Map<ObjectId, Unit> byId = rendered.units().stream().collect(Collectors.toMap(Unit::id, any -> any));
        for (Unit unit : rendered.units()) {
            Set<ObjectId> over = changeSet.after().getOrDefault(unit.id(), Set.of());
            before.put(unit.id(), before(unit, units, over, order, id -> brings(byId.get(id), unit)));
        }
    }

    /** Whether a unit defines another one, or writes what it reads. */
    private static boolean brings(@Nullable Unit unit, Unit other) {
        if (unit == null) {
            return false;
        }
        Set<ObjectId> read = other.spec().substituteFrom().stream()
                .map(reference -> new ObjectId("", reference.kind(), other.id().namespace(), reference.name()))
                .collect(Collectors.toSet());
        return unit.executed().stream().anyMatch(object -> object.id().equals(other.id()))
                || unit.manifests().stream().anyMatch(object -> read.contains(object.id()));
    }

    Before of(Unit unit) {
        return before.getOrDefault(unit.id(), new Before(List.of(), List.of(), List.of(), Set.of()));
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

    /**
     * A dependency that is ready only after the unit is need only be applied.
     *
     * @param needed tells the units without which this one is nothing: an expression does not stand in for them
     */
    private static Before before(
            Unit unit, Set<ObjectId> units, Set<ObjectId> over, ReadyOrder order, Predicate<ObjectId> needed) {
        var dependencies = new LinkedHashSet<ObjectId>();
        var conditions = new ArrayList<ReadyCondition>();
        for (DependencyReference dependency : unit.spec().dependsOn()) {
            ObjectId id = dependency.id();
            if (!unit.waitsFor().contains(id) || !units.contains(id)) {
                continue;
            }
            boolean mayBecomeReady = order.beginsAfterReady(unit.id(), id);
            if (dependency.readyExpr() != null) {
                conditions.add(new ReadyCondition(dependency, mayBecomeReady));
            } else if (mayBecomeReady) {
                dependencies.add(id);
            }
        }
        Set<ObjectId> asked = conditions.stream()
                .map(condition -> condition.dependency().id())
                .filter(id -> !needed.test(id))
                .collect(Collectors.toSet());
        List<ObjectId> others = unit.waitsFor().stream()
                .filter(units::contains)
                .filter(id -> !dependencies.contains(id) && !asked.contains(id))
                .toList();
        var bringers = new LinkedHashSet<ObjectId>(over);
        bringers.retainAll(units);
        return new Before(List.copyOf(dependencies), others, conditions, bringers);
    }
}
