package dev.sluice.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.artifact.Artifact;
import dev.sluice.failure.Field;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.flux.DependencyGraph;
import dev.sluice.flux.DependencyReference;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Discovery.Found;
import dev.sluice.render.Discovery.Pending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the units of a run wait for: their {@code dependsOn}, their definition, and what they read. */
final class UnitGraph {

    private final UnitBuilder builder;
    private final Map<ObjectId, Found> units;
    private final List<Pending> stuck;
    private final Set<ObjectId> left;
    private final List<Problem> warnings;
    private final RenderFailures failures;
    private final boolean goesOn;
    private final Map<ObjectId, KustomizationSpec> specs = new LinkedHashMap<>();
    private final Map<ObjectId, ObjectId> parents = new HashMap<>();
    private final Map<ObjectId, Set<ObjectId>> waitsFor = new HashMap<>();

    /**
     * @param left objects that this run does not carry out; nobody waits for them
     * @param warnings takes what is found on the way
     * @param failures takes mistakes, where it goes on in spite of them
     */
    UnitGraph(
            UnitBuilder builder,
            Map<ObjectId, Found> units,
            List<Pending> stuck,
            Set<ObjectId> left,
            List<Problem> warnings,
            RenderFailures failures,
            boolean goesOn) {
        this.builder = builder;
        this.units = units;
        this.stuck = stuck;
        this.left = left;
        this.warnings = warnings;
        this.failures = failures;
        this.goesOn = goesOn;
        units.values().forEach(unit -> add(unit.spec(), unit.parent()));
        stuck.forEach(unit -> add(unit.spec(), unit.parent()));
    }

    private void add(KustomizationSpec spec, @Nullable ObjectId parent) {
        specs.put(spec.id(), spec);
        if (parent != null) {
            parents.put(spec.id(), parent);
        }
    }

    /**
     * The units in their order.
     *
     * @throws dev.sluice.failure.InvalidInput naming every missing dependency, or every cycle
     */
    Rendered rendered(Artifact artifact, ObjectId root, List<ObjectId> suspended, List<Skipped> skipped) {
        units.values().forEach(unit -> link(unit.spec(), unit.writers()));
        stuck.forEach(unit -> link(unit.spec(), builder.writers(unit.spec())));
        if (!stuck.isEmpty() || left.stream().anyMatch(KustomizationSpec::isKustomization)) {
            specs.values().forEach(this::doWithoutTheUnseen);
        }
        List<DependencyGraph.Node> nodes = specs.values().stream()
                .map(spec ->
                        new DependencyGraph.Node(spec.id(), spec.manifest().origin(), edges(spec.id()), fields(spec)))
                .toList();

        var graph = new DependencyGraph(nodes);
        graph.notFound().forEach(builder::blocked);
        var ordered = new ArrayList<Unit>();
        for (ObjectId id : order(graph)) {
            Found unit = units.get(id);
            if (unit != null) {
                ordered.add(new Unit(
                        unit.spec(), builder.source(unit.built()), unit.applied(), unit.executed(), edges(id)));
            }
        }
        List<Waiting> waiting = stuck.stream()
                .map(Pending::spec)
                .map(spec -> new Waiting(spec, builder.missing(spec), edges(spec.id())))
                .toList();
        return new Rendered(artifact, root, ordered, List.of(), waiting, suspended, skipped, warnings);
    }

    private List<ObjectId> order(DependencyGraph graph) {
        try {
            return graph.order();
        } catch (InvalidInput e) {
            if (!goesOn) {
                throw e;
            }
            failures.keep(e);
            return List.copyOf(specs.keySet());
        }
    }

    /** Where each dependency is written, for messages. */
    private static Map<ObjectId, Field> fields(KustomizationSpec spec) {
        var fields = new HashMap<ObjectId, Field>();
        for (int index = 0; index < spec.dependsOn().size(); index++) {
            DependencyReference dependency = spec.dependsOn().get(index);
            fields.putIfAbsent(dependency.id(), spec.dependencyField(index));
        }
        return fields;
    }

    private List<ObjectId> edges(ObjectId unit) {
        return List.copyOf(waitsFor.getOrDefault(unit, Set.of()));
    }

    private void link(KustomizationSpec spec, Set<ObjectId> writers) {
        var ids = new LinkedHashSet<ObjectId>();
        ObjectId parent = parents.get(spec.id());
        if (parent != null) {
            ids.add(parent);
        }
        for (DependencyReference dependency : spec.dependsOn()) {
            ObjectId id = dependency.id();
            addReady(id, spec.id(), ids);
            if (id.equals(spec.id())) {
                ids.add(id);
            }
        }
        ids.addAll(writers);
        ids.removeAll(left);
        waitsFor.put(spec.id(), ids);
    }

    /**
     * Adds a unit and all that must be ready before it is ready itself: the units among its objects, where it waits for
     * those or its health checks name them. One of these never waits for the others: under Flux it would for ever.
     */
    private void addReady(ObjectId id, ObjectId dependent, Set<ObjectId> ids) {
        if (id.equals(dependent) || !ids.add(id)) {
            return;
        }
        KustomizationSpec spec = specs.get(id);
        if (spec == null || isBelow(dependent, id)) {
            return;
        }
        if (spec.waitForHealth()) {
            specs.keySet().stream()
                    .filter(child -> id.equals(parents.get(child)))
                    .forEach(child -> addReady(child, dependent, ids));
            return;
        }
        for (JsonNode check : spec.spec().path("healthChecks")) {
            String group = check.path("apiVersion").asText().split("/", -1)[0];
            var checked = new ObjectId(
                    group,
                    check.path("kind").asText(),
                    check.path("namespace").asText(),
                    check.path("name").asText());
            if (specs.containsKey(checked)) {
                addReady(checked, dependent, ids);
            }
        }
    }

    private boolean isBelow(ObjectId unit, ObjectId ancestor) {
        ObjectId above = parents.get(unit);
        while (above != null && !above.equals(ancestor)) {
            above = parents.get(above);
        }
        return above != null;
    }

    /**
     * A dependency that this run does not know may be in the output of a unit that it could not build. What is suspended
     * or left out is as ready as it was left; a unit that waits, and may define it, is waited for.
     */
    private void doWithoutTheUnseen(KustomizationSpec spec) {
        Set<ObjectId> ids = waitsFor.getOrDefault(spec.id(), Set.of());
        List<ObjectId> unknown =
                ids.stream().filter(id -> !specs.containsKey(id)).toList();
        if (unknown.isEmpty()) {
            return;
        }
        ids.removeAll(unknown);
        for (ObjectId id : unknown) {
            warnings.add(new Problem(
                            spec.manifest().origin().toString(),
                            spec.id() + ": dependency '" + id.qualifiedName() + "' is not part of this run",
                            "it may be defined by a unit that is suspended, left out or waiting; if not, correct its name")
                    .under(Rule.DEPENDENCY_NOT_FOUND));
        }
        stuck.stream()
                .map(unit -> unit.spec().id())
                .filter(id -> !reaches(id, spec.id(), new HashSet<>()))
                .forEach(ids::add);
    }

    private boolean reaches(ObjectId from, ObjectId unit, Set<ObjectId> visited) {
        if (from.equals(unit)) {
            return true;
        }
        return visited.add(from) && edges(from).stream().anyMatch(next -> reaches(next, unit, visited));
    }
}
