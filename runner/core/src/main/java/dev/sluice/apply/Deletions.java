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
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Deletes objects in their order, those of one kind of one unit at once; one that cannot be deleted does not stop the
 * others.
 */
final class Deletions {

    private final Cluster cluster;
    private final Planner planner;
    private final Requests requests;
    private final RunListener listener;
    private final CancelSignal cancel;
    private final Clock clock;

    Deletions(
            Cluster cluster,
            Planner planner,
            Requests requests,
            RunListener listener,
            CancelSignal cancel,
            Clock clock) {
        this.cluster = cluster;
        this.planner = planner;
        this.requests = requests;
        this.listener = listener;
        this.cancel = cancel;
        this.clock = clock;
    }

    /**
     * The outcome of each deletion, in their order; after a cancellation all others fail for it. What is no longer to be
     * deleted, because it changed since it was planned, has none. Objects go in the name of whoever applied them.
     *
     * @param recorded what is remembered of each unit
     * @param leaving the units that go themselves: only those wait until their objects are gone, as in Flux
     */
    List<Outcome> carryOut(List<Delete> deletions, Map<ObjectId, Inventory> recorded, Set<ObjectId> leaving) {
        if (deletions.isEmpty()) {
            return List.of();
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (List<Delete> together : grouped(planner.stillToDelete(deletions).deletions())) {
            outcomes.addAll(requests.all(together, deletion -> delete(deletion, recorded.get(deletion.unit()))));
        }
        List<Outcome> ended = afterTermination(outcomes, recorded, leaving);
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

    private Outcome delete(Delete deletion, @Nullable Inventory inventory) {
        try {
            cancel.check();
            deletion.carryOut(inventory == null ? cluster : inventory.seen(cluster));
            return new ObjectDeleted(deletion);
        } catch (RunFailure e) {
            return new DeletionFailed(deletion, e);
        }
    }

    /** All are deleted before the first is waited for: one may only go when another one does. */
    private List<Outcome> afterTermination(
            List<Outcome> outcomes, Map<ObjectId, Inventory> recorded, Set<ObjectId> leaving) {
        Instant start = clock.instant();
        return requests.all(outcomes, outcome -> {
            Inventory inventory = leaving.contains(outcome.unit()) ? recorded.get(outcome.unit()) : null;
            return inventory != null
                            && inventory.policy().waitsForTermination()
                            && outcome instanceof ObjectDeleted deleted
                    ? afterTermination(
                            deleted,
                            inventory.seen(cluster),
                            start.plus(inventory.policy().timeout()))
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
