package dev.sluice.render;

import static java.util.Objects.requireNonNull;

import dev.sluice.artifact.Artifact;
import dev.sluice.failure.Problem;
import dev.sluice.object.ObjectId;
import java.util.List;
import java.util.Map;

/**
 * All units of a run with the objects that each applies.
 *
 * @param artifact what the root was rendered from
 * @param root the root unit's id
 * @param units every unit, in an order in which each stands behind all that it waits for; the root is first
 * @param suspended the Kustomizations that are suspended: nothing of theirs is applied, pruned or deleted
 * @param skipped what the run leaves out on purpose
 * @param warnings what the user should know
 */
public record Rendered(
        Artifact artifact,
        ObjectId root,
        List<Unit> units,
        List<ObjectId> suspended,
        List<Skipped> skipped,
        List<Problem> warnings) {

    public Rendered {
        requireNonNull(artifact, "artifact");
        requireNonNull(root, "root");
        units = List.copyOf(units);
        suspended = List.copyOf(suspended);
        skipped = List.copyOf(skipped);
        warnings = List.copyOf(warnings);
    }

    /** What each unit waits for, in the order of {@link #units()}. */
    public Map<ObjectId, List<ObjectId>> graph() {
        var graph = new java.util.LinkedHashMap<ObjectId, List<ObjectId>>();
        units.forEach(unit -> graph.put(unit.id(), unit.waitsFor()));
        return graph;
    }
}
