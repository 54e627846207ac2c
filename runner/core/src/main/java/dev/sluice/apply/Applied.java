package dev.sluice.apply;

import static java.util.Objects.requireNonNull;

import dev.sluice.change.Change;
import dev.sluice.change.ChangeSet;
import dev.sluice.change.Exempt;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of a change set.
 *
 * @param outcomes of every unit in the order of the graph, then of every deletion that was tried
 * @param exempt the objects that are left as they are because they say so, also those of which that was found out late
 */
public record Applied(ChangeSet changeSet, List<Outcome> outcomes, List<Exempt> exempt) {

    public Applied {
        requireNonNull(changeSet, "changeSet");
        outcomes = List.copyOf(outcomes);
        exempt = List.copyOf(exempt);
    }

    /** Everything that was changed in the target. */
    public List<Change> done() {
        return outcomes.stream().flatMap(outcome -> outcome.done().stream()).toList();
    }

    /** Why it did not all go well; empty where it did. */
    public List<RunFailure> failures() {
        return outcomes.stream().flatMap(outcome -> outcome.failures().stream()).toList();
    }

    public boolean succeeded() {
        return failures().isEmpty();
    }

    /** The same, with what an earlier application of the run had changed of the same units. */
    public Applied after(Applied earlier) {
        Map<ObjectId, List<Change>> done = earlier.outcomes.stream()
                .collect(Collectors.groupingBy(
                        Outcome::unit,
                        Collectors.flatMapping(outcome -> outcome.done().stream(), Collectors.toList())));
        return new Applied(
                changeSet,
                outcomes.stream()
                        .map(outcome -> outcome.after(done.getOrDefault(outcome.unit(), List.of())))
                        .toList(),
                exempt);
    }

    Applied with(List<Outcome> more) {
        var all = new ArrayList<>(outcomes);
        all.addAll(more);
        return new Applied(changeSet, all, exempt);
    }
}
