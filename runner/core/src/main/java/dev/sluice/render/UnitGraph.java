package dev.sluice.render;

import dev.sluice.artifact.Artifact;
import dev.sluice.failure.Problem;
import dev.sluice.flux.DependencyGraph;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Discovery.Found;
import dev.sluice.render.Discovery.Pending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the units of a run wait for: their {@code dependsOn}, their definition, and what they read. */
final class UnitGraph {

    private static final String GROUP = "kustomize.toolkit.fluxcd.io";

    private final UnitBuilder builder;
    private final WrittenObjects written;
    private final Map<ObjectId, Found> units;
    private final List<Pending> stuck;
    private final Set<ObjectId> left;
    private final Map<ObjectId, List<ObjectId>> children = new HashMap<>();

    /** @param left Kustomizations that this run does not carry out; nobody waits for them */
    UnitGraph(
            UnitBuilder builder,
            WrittenObjects written,
            Map<ObjectId, Found> units,
            List<Pending> stuck,
            Set<ObjectId> left) {
        this.builder = builder;
        this.written = written;
        this.units = units;
        this.stuck = stuck;
        this.left = left;
        units.forEach((id, unit) -> addChild(unit.parent(), id));
        stuck.forEach(unit -> addChild(unit.parent(), unit.spec().id()));
    }

    private void addChild(@Nullable ObjectId parent, ObjectId child) {
        if (parent != null) {
            children.computeIfAbsent(parent, key -> new ArrayList<>()).add(child);
        }
    }

    /**
     * The units in their order.
     *
     * @throws dev.sluice.failure.InvalidInput naming every missing dependency, or every cycle
     */
    Rendered rendered(
            Artifact artifact, ObjectId root, List<ObjectId> suspended, List<Skipped> skipped, List<Problem> warnings) {
        var waitsFor = new HashMap<ObjectId, List<ObjectId>>();
        var nodes = new ArrayList<DependencyGraph.Node>();
        units.values().forEach(unit -> nodes.add(node(unit.spec(), unit.parent(), waitsFor)));
        stuck.forEach(unit -> nodes.add(node(unit.spec(), unit.parent(), waitsFor)));
        List<ObjectId> order = new DependencyGraph(nodes).order();

        var ordered = new ArrayList<Unit>();
        for (ObjectId id : order) {
            Found unit = units.get(id);
            if (unit != null) {
                ordered.add(new Unit(
                        unit.spec(),
                        unit.built().source(),
                        unit.applied(),
                        unit.executed(),
                        waitsFor.getOrDefault(id, List.of())));
            }
        }
        List<Waiting> waiting = stuck.stream()
                .map(unit -> new Waiting(
                        unit.spec(),
                        builder.needs(unit.spec()).stream()
                                .filter(id -> written.find(id).isEmpty())
                                .toList(),
                        waitsFor.getOrDefault(unit.spec().id(), List.of())))
                .toList();
        return new Rendered(artifact, root, ordered, waiting, suspended, skipped, warnings);
    }

    private DependencyGraph.Node node(
            KustomizationSpec spec, @Nullable ObjectId parent, Map<ObjectId, List<ObjectId>> waitsFor) {
        var ids = new LinkedHashSet<ObjectId>();
        if (parent != null) {
            ids.add(parent);
        }
        spec.dependsOn()
                .forEach(dependency ->
                        addReady(new ObjectId(GROUP, "Kustomization", dependency.namespace(), dependency.name()), ids));
        builder.reads(spec).forEach(id -> written.writer(id).ifPresent(ids::add));
        ids.removeAll(left);
        ids.removeIf(id -> id.equals(spec.id()) && !dependsOnItself(spec));
        waitsFor.put(spec.id(), List.copyOf(ids));
        return new DependencyGraph.Node(spec.id(), spec.manifest().origin(), List.copyOf(ids));
    }

    private static boolean dependsOnItself(KustomizationSpec spec) {
        return spec.dependsOn().stream()
                .anyMatch(dependency -> dependency.name().equals(spec.id().name())
                        && dependency.namespace().equals(spec.id().namespace()));
    }

    /** A unit that waits for its objects is ready only when the units among them are ready, too. */
    private void addReady(ObjectId id, Set<ObjectId> ids) {
        ids.add(id);
        Found unit = units.get(id);
        if (unit != null && unit.spec().waitForHealth()) {
            children.getOrDefault(id, List.of()).forEach(child -> addReady(child, ids));
        }
    }
}
