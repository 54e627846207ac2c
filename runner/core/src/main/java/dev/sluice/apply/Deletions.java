package dev.sluice.apply;

import dev.sluice.apply.Outcome.DeletionFailed;
import dev.sluice.apply.Outcome.ObjectDeleted;
import dev.sluice.change.Change.Delete;
import dev.sluice.change.Planner;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Propagation;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent.UnitProgressing;
import dev.sluice.event.RunListener;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.ObjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Deletes objects in their order, those of one kind of one unit at once; one that cannot be deleted does not stop the
 * others.
 */
final class Deletions {

    /** How long what a unit with {@code deletionPolicy: WaitForTermination} had may take: Flux's default timeout. */
    private static final Duration TERMINATION_PATIENCE = Duration.ofMinutes(5);

    private final Planner planner;
    private final Requests requests;
    private final RunListener listener;
    private final CancelSignal cancel;
    private final Clock clock;

    Deletions(Planner planner, Requests requests, RunListener listener, CancelSignal cancel, Clock clock) {
        this.planner = planner;
        this.requests = requests;
        this.listener = listener;
        this.cancel = cancel;
        this.clock = clock;
    }

    /**
     * The outcome of each deletion, in their order; after a cancellation all others fail for it. What is no longer to be
     * deleted, because it changed since it was planned, has none.
     *
     * @param targetOf in whose name a unit's objects are deleted
     * @param recorded what is remembered of each unit
     */
    List<Outcome> carryOut(
            List<Delete> deletions, Function<ObjectId, Cluster> targetOf, Map<ObjectId, Inventory> recorded) {
        if (deletions.isEmpty()) {
            return List.of();
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (List<Delete> together : grouped(planner.stillToDelete(deletions).deletions())) {
            outcomes.addAll(requests.all(together, deletion -> delete(deletion, targetOf.apply(deletion.unit()))));
        }
        List<Outcome> ended = afterTermination(outcomes, targetOf, recorded);
        tell(ended, recorded);
        return ended;
    }

    /** What could not be deleted, by unit. */
    static Map<ObjectId, List<ObjectId>> survivors(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(DeletionFailed.class::isInstance)
                .map(DeletionFailed.class::cast)
                .map(DeletionFailed::change)
                .collect(Collectors.groupingBy(Delete::unit, Collectors.mapping(Delete::id, Collectors.toList())));
    }

    private Outcome delete(Delete deletion, Cluster target) {
        try {
            cancel.check();
            deletion.carryOut(target);
            return new ObjectDeleted(deletion);
        } catch (RunFailure e) {
            return new DeletionFailed(deletion, e);
        }
    }

    /** All are deleted before the first is waited for: one may only go when another one does. */
    private List<Outcome> afterTermination(
            List<Outcome> outcomes, Function<ObjectId, Cluster> targetOf, Map<ObjectId, Inventory> recorded) {
        Instant end = clock.instant().plus(TERMINATION_PATIENCE);
        return requests.all(outcomes, outcome -> {
            Inventory inventory = recorded.get(outcome.unit());
            boolean waits =
                    inventory != null && inventory.policy().deletionPolicy().equals("WaitForTermination");
            return waits && outcome instanceof ObjectDeleted deleted
                    ? afterTermination(deleted, targetOf.apply(outcome.unit()), end)
                    : outcome;
        });
    }

    private Outcome afterTermination(ObjectDeleted deleted, Cluster target, Instant end) {
        Delete deletion = deleted.change();
        Duration left = Duration.between(clock.instant(), end);
        try {
            cancel.check();
            target.delete(
                    deletion.id(),
                    deletion.uid(),
                    Propagation.BACKGROUND,
                    left.isNegative() || left.isZero() ? Duration.ofSeconds(1) : left);
            return deleted;
        } catch (RunFailure e) {
            return new DeletionFailed(deletion, e);
        }
    }

    private void tell(List<Outcome> outcomes, Map<ObjectId, Inventory> recorded) {
        var lines = new LinkedHashMap<ObjectId, List<String>>();
        for (Outcome outcome : outcomes) {
            if (outcome.failures().isEmpty()) {
                lines.computeIfAbsent(outcome.unit(), unit -> new ArrayList<>()).add(outcome.message());
            }
        }
        lines.forEach((unit, deleted) -> {
            Inventory inventory = recorded.get(unit);
            String revision = inventory == null ? "" : inventory.revision();
            listener.on(new UnitProgressing(unit, revision, deleted));
        });
    }

    /** Those that stand side by side and are of one kind and one unit. */
    private static List<List<Delete>> grouped(List<Delete> deletions) {
        var groups = new ArrayList<List<Delete>>();
        for (Delete deletion : deletions) {
            List<Delete> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
            if (last.isEmpty() || !isAlike(last.get(0), deletion)) {
                last = new ArrayList<>();
                groups.add(last);
            }
            last.add(deletion);
        }
        return groups;
    }

    private static boolean isAlike(Delete one, Delete other) {
        return one.unit().equals(other.unit())
                && one.id().group().equals(other.id().group())
                && one.id().kind().equals(other.id().kind());
    }
}
