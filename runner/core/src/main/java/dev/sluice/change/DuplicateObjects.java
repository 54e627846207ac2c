package dev.sluice.change;

import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Finds the objects that a run would apply twice: the second would undo the first, in every run again. */
final class DuplicateObjects {

    private record Place(ObjectId unit, Manifest manifest) {}

    private DuplicateObjects() {}

    static List<Problem> in(Rendered rendered) {
        var places = new HashMap<ObjectId, Place>();
        var problems = new ArrayList<Problem>();
        for (Unit unit : rendered.units()) {
            for (Manifest manifest : unit.manifests()) {
                Place first = places.putIfAbsent(manifest.id(), new Place(unit.id(), manifest));
                if (first != null) {
                    problems.add(problem(first, new Place(unit.id(), manifest)));
                }
            }
        }
        return problems;
    }

    private static Problem problem(Place first, Place second) {
        String location = second.manifest().origin().toString();
        String object = second.manifest().id().toString();
        String firstLocation = first.manifest().origin().toString();
        if (first.unit().equals(second.unit())) {
            return new Problem(
                    location,
                    object + " stands twice in " + second.unit() + ", first at " + firstLocation,
                    "remove or rename one of them");
        }
        return new Problem(
                location,
                object + " is applied by " + second.unit() + " and by " + first.unit() + " (at " + firstLocation + ")",
                "leave it to one of the two");
    }
}
