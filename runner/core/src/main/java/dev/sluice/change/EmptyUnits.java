package dev.sluice.change;

import dev.sluice.cluster.Inventory;
import dev.sluice.failure.Problem;
import dev.sluice.flux.SourceReference;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the units that prune and render to nothing at all: Flux deletes everything they had; here that is refused, also
 * where there is nothing to delete yet, for it is the same mistake. A unit whose output was left out by the run
 * ({@code --skip-kinds}, Flux's components) is not empty: its files lie below its path.
 */
final class EmptyUnits {

    private static final int NAMED_OBJECTS = 10;

    private EmptyUnits() {}

    static List<Problem> in(Rendered rendered, Map<ObjectId, Inventory> recorded, Set<ObjectId> staying) {
        var problems = new ArrayList<Problem>();
        for (Unit unit : rendered.units()) {
            if (!unit.spec().prune()
                    || !unit.manifests().isEmpty()
                    || !unit.executed().isEmpty()) {
                continue;
            }
            var pruned = new TreeSet<ObjectId>();
            Inventory inventory = recorded.get(unit.id());
            if (inventory != null) {
                pruned.addAll(inventory.objects().keySet());
                pruned.removeAll(staying);
            }
            if (!pruned.isEmpty() || !leftOut(unit, rendered)) {
                problems.add(problem(unit, pruned));
            }
        }
        return problems;
    }

    private static boolean leftOut(Unit unit, Rendered rendered) {
        String path = unit.spec().path().replaceFirst("^(\\.?/)+", "").replaceFirst("^\\.$", "");
        String directory = path.isEmpty() || path.endsWith("/") ? path : path + "/";
        SourceReference source = unit.spec().sourceRef();
        String fetched = source.namespace() + "/" + source.name() + "/" + directory;
        return rendered.skipped().stream()
                .map(skipped -> skipped.origin().file())
                .anyMatch(file -> file.startsWith(directory) || file.startsWith(fetched));
    }

    private static Problem problem(Unit unit, Set<ObjectId> pruned) {
        String what = unit.id() + ": the build is empty, it renders no object from "
                + unit.spec().path();
        if (!pruned.isEmpty()) {
            String names =
                    pruned.stream().limit(NAMED_OBJECTS).map(ObjectId::toString).collect(Collectors.joining(", "));
            String more = pruned.size() > NAMED_OBJECTS ? ", …" : "";
            what += ", and prune would delete all it has (" + pruned.size() + "): " + names + more;
        }
        return new Problem(
                unit.spec().manifest().origin().toString(),
                what,
                "put objects there, remove the Kustomization, or pass --allow-empty");
    }
}
