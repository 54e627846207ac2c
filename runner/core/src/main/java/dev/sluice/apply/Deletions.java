package dev.sluice.apply;

import dev.sluice.apply.Outcome.DeletionFailed;
import dev.sluice.apply.Outcome.ObjectDeleted;
import dev.sluice.change.Change.Delete;
import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent.UnitProgressing;
import dev.sluice.event.RunListener;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Deletes objects one after the other; one that cannot be deleted does not stop the others. */
final class Deletions {

    private final Cluster cluster;
    private final RunListener listener;
    private final CancelSignal cancel;

    Deletions(Cluster cluster, RunListener listener, CancelSignal cancel) {
        this.cluster = cluster;
        this.listener = listener;
        this.cancel = cancel;
    }

    /** The outcome of each deletion, in their order; after a cancellation all others fail for it. */
    List<Outcome> carryOut(List<Delete> deletions, Function<ObjectId, String> revisionOf) {
        var outcomes = new ArrayList<Outcome>();
        var lines = new LinkedHashMap<ObjectId, List<String>>();
        for (Delete deletion : deletions) {
            try {
                cancel.check();
                deletion.carryOut(cluster);
                outcomes.add(new ObjectDeleted(deletion));
                lines.computeIfAbsent(deletion.unit(), unit -> new ArrayList<>())
                        .add(deletion.line());
            } catch (RunFailure e) {
                outcomes.add(new DeletionFailed(deletion, e));
            }
        }
        lines.forEach((unit, deleted) -> listener.on(new UnitProgressing(unit, revisionOf.apply(unit), deleted)));
        return outcomes;
    }

    /** What could not be deleted, by unit. */
    static Map<ObjectId, List<ObjectId>> survivors(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(DeletionFailed.class::isInstance)
                .map(DeletionFailed.class::cast)
                .map(DeletionFailed::change)
                .collect(Collectors.groupingBy(Delete::unit, Collectors.mapping(Delete::id, Collectors.toList())));
    }
}
