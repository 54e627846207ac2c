package dev.sluice.apply;

import dev.sluice.apply.Outcome.FailedChange;
import dev.sluice.change.ApplyOrder.GroupKind;
import dev.sluice.change.Change;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.LiveObject;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes changes kind by kind, the objects of a kind at once: a ConfigMap is there before the Deployment that reads it.
 * (Flux applies one object after the other.) After a failure, and when the run is to stop, nothing more is begun.
 */
final class StageWrites {

    /**
     * What was written.
     *
     * @param done the changes that were made, in their order, with the objects as they are then
     * @param failed the changes that could not be made
     * @param complete whether all were made
     */
    record Result(Map<Change, LiveObject> done, List<FailedChange> failed, boolean complete) {}

    /** How one change went; neither live nor failure where it was not begun. */
    private record Attempt(Change change, Optional<LiveObject> live, Optional<RunFailure> failure) {}

    private final Requests requests;
    private final CancelSignal cancel;

    StageWrites(Requests requests, CancelSignal cancel) {
        this.requests = requests;
        this.cancel = cancel;
    }

    /** Makes the changes, which stand in Flux's order. */
    Result write(Cluster cluster, List<Change> changes) {
        var stopped = new AtomicBoolean();
        var done = new LinkedHashMap<Change, LiveObject>();
        var failed = new ArrayList<FailedChange>();
        for (List<Change> kind : byKind(changes)) {
            for (Attempt attempt : requests.all(kind, change -> attempt(cluster, change, stopped))) {
                attempt.live().ifPresent(live -> done.put(attempt.change(), live));
                attempt.failure().ifPresent(why -> failed.add(new FailedChange(attempt.change(), why)));
            }
        }
        return new Result(done, failed, done.size() == changes.size());
    }

    private Attempt attempt(Cluster cluster, Change change, AtomicBoolean stopped) {
        if (stopped.get() || cancel.isCancelled()) {
            return new Attempt(change, Optional.empty(), Optional.empty());
        }
        try {
            return new Attempt(change, change.carryOut(cluster), Optional.empty());
        } catch (Rejected e) {
            stopped.set(true);
            String place = change.desired()
                    .map(manifest -> manifest.origin().toString())
                    .orElse("");
            return new Attempt(change, Optional.empty(), Optional.of(e.at(place)));
        } catch (RunFailure e) {
            stopped.set(true);
            return new Attempt(change, Optional.empty(), Optional.of(e));
        }
    }

    private static List<List<Change>> byKind(List<Change> changes) {
        var kinds = new LinkedHashMap<GroupKind, List<Change>>();
        for (Change change : changes) {
            var kind = new GroupKind(change.id().group(), change.id().kind());
            kinds.computeIfAbsent(kind, any -> new ArrayList<>()).add(change);
        }
        return List.copyOf(kinds.values());
    }
}
