package dev.sluice.pipeline;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.flux.NearestName;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import dev.sluice.render.Waiting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The units that the user selected of those there are. */
final class Selection {

    private final List<String> only;

    /** @param only {@code Kind/namespace/name}; empty: all */
    Selection(List<String> only) {
        this.only = List.copyOf(only);
    }

    /**
     * What was rendered, with only the selected units to be carried out. Each dependency that is left out is warned of.
     *
     * @throws InvalidInput naming each unit that is not there
     */
    Rendered of(Rendered rendered) {
        if (only.isEmpty()) {
            return rendered;
        }
        Map<String, ObjectId> known = known(rendered);
        refuseUnknown(known);
        var selected = new HashSet<ObjectId>();
        only.forEach(name -> selected.add(known.get(name)));
        return rendered.only(selected).warned(leftOut(rendered, selected));
    }

    private static Map<String, ObjectId> known(Rendered rendered) {
        var known = new TreeMap<String, ObjectId>();
        Stream.of(
                        rendered.units().stream().map(Unit::id),
                        rendered.waiting().stream().map(Waiting::id),
                        rendered.suspended().stream())
                .flatMap(ids -> ids)
                .forEach(id -> known.put(id.toString(), id));
        return known;
    }

    private void refuseUnknown(Map<String, ObjectId> known) {
        List<Problem> problems = only.stream()
                .filter(name -> !known.containsKey(name))
                .map(name -> new Problem(
                        "--only",
                        "there is no unit " + name + "; there are " + String.join(", ", known.keySet()),
                        NearestName.of(name, known.keySet())
                                .map(nearest -> "did you mean " + nearest + "?")
                                .orElse(null)))
                .toList();
        if (!problems.isEmpty()) {
            throw InvalidInput.usage(problems);
        }
    }

    /** The unit that defines another one is always waited for; to leave it out is the very use of a selection. */
    private static List<Problem> leftOut(Rendered rendered, Set<ObjectId> selected) {
        var problems = new ArrayList<Problem>();
        for (Unit unit : rendered.units()) {
            if (!selected.contains(unit.id())) {
                continue;
            }
            for (ObjectId other : unit.waitsFor()) {
                if (!selected.contains(other) && !defines(rendered, other, unit.id())) {
                    problems.add(Problem.of(
                            unit.spec().manifest().origin().toString(),
                            unit.id() + ": is carried out without '" + other.qualifiedName()
                                    + "', which it waits for and --only leaves out"));
                }
            }
        }
        return problems;
    }

    private static boolean defines(Rendered rendered, ObjectId definer, ObjectId unit) {
        return rendered.units().stream()
                .filter(other -> other.id().equals(definer))
                .flatMap(other -> other.executed().stream())
                .anyMatch(object -> object.id().equals(unit));
    }
}
