package dev.sluice.apply;

import static java.util.Objects.requireNonNull;

import dev.sluice.change.Change;
import dev.sluice.change.DeletionPlan;
import dev.sluice.failure.RunFailure;
import java.util.List;

/** What became of a root that was to be deleted: an outcome of every object, in the order of deletion. */
public record Deleted(DeletionPlan plan, List<Outcome> outcomes) {

    public Deleted {
        requireNonNull(plan, "plan");
        outcomes = List.copyOf(outcomes);
    }

    /** Everything that was removed. */
    public List<Change> done() {
        return outcomes.stream().flatMap(outcome -> outcome.done().stream()).toList();
    }

    /** Why it did not all go well; empty where it did. */
    public List<RunFailure> failures() {
        return outcomes.stream().flatMap(outcome -> outcome.failures().stream()).toList();
    }
}
