package dev.sluice.pipeline;

import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.cluster.ObjectWatch;
import dev.sluice.cluster.Observation;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Waiting;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Watches a cluster for objects that units wait for. */
final class Arrivals {

    /** How soon a wait notices that the run was told to stop. */
    private static final long SLICE_MILLIS = 200;

    private final Cluster cluster;
    private final RunListener listener;
    private final CancelSignal cancel;
    private final Clock clock;

    Arrivals(Cluster cluster, RunListener listener, CancelSignal cancel, Clock clock) {
        this.cluster = cluster;
        this.listener = listener;
        this.cancel = cancel;
        this.clock = clock;
    }

    /** Whether, before the deadline, everything came that one of the units misses. Where nobody
     * works on what is applied, nothing ever comes. */
    boolean await(List<Waiting> units, Instant deadline) {
        if (!cluster.tellsHealth()) {
            return false;
        }
        var seen = new LinkedBlockingQueue<Observation>();
        List<ObjectReference> missing = units.stream()
                .flatMap(unit -> unit.missing().stream())
                .distinct()
                .map(id -> new ObjectReference(id, ""))
                .toList();
        try (ObjectWatch watch = cluster.watch(missing, seen::add)) {
            return await(units, deadline, watch, seen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel.cancel("interrupted");
            return false;
        }
    }

    private boolean await(List<Waiting> units, Instant deadline, ObjectWatch watch, BlockingQueue<Observation> seen)
            throws InterruptedException {
        Set<ObjectId> present = new HashSet<>();
        while (!clock.instant().isAfter(deadline)) {
            cancel.check();
            Observation observation = seen.poll(SLICE_MILLIS, TimeUnit.MILLISECONDS);
            if (observation == null) {
                if (watch.failure().isPresent()) {
                    String why = String.valueOf(watch.failure().get().getMessage());
                    units.forEach(
                            unit -> listener.on(new RunEvent.Warning(unit.id().toString(), why)));
                    return false;
                }
                continue;
            }
            if (observation.live().isEmpty()) {
                present.remove(observation.id());
                continue;
            }
            present.add(observation.id());
            if (units.stream().anyMatch(unit -> present.containsAll(unit.missing()))) {
                return true;
            }
        }
        return false;
    }
}
