package dev.sluice.apply;

import static java.util.Objects.requireNonNull;

import dev.sluice.apply.Readiness.NotReady;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inspection;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.cluster.ObjectWatch;
import dev.sluice.cluster.Observation;
import dev.sluice.cluster.status.ObjectStatus;
import dev.sluice.cluster.status.Status;
import dev.sluice.cluster.status.StatusReader;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Waits until objects are ready, by watching them; what is known of them already is not asked for again. One that has
 * failed ends it early.
 */
final class ReadinessWait {

    /**
     * An object to wait for.
     *
     * @param known the object as it is known to be; empty where it must be asked for
     * @param mayVanish whether being gone is as good as being ready: a Job that is deleted after its completion
     * @param mayRecover whether it had failed before this run, which may have brought what it lacks
     */
    record Awaited(ObjectReference reference, Optional<Manifest> known, boolean mayVanish, boolean mayRecover) {}

    /** How often the clock, the run's signal and the watch itself are looked at while nothing is heard. */
    private static final long TICK_MILLISECONDS = 100;

    private final CancelSignal cancel;
    private final Clock clock;

    ReadinessWait(CancelSignal cancel, Clock clock) {
        this.cancel = cancel;
        this.clock = clock;
    }

    /** Those of the objects that are not known to be ready already. */
    List<Awaited> notKnownToBeReady(StatusReader reader, Collection<Awaited> objects) {
        Set<ObjectReference> open = Set.copyOf(new Wait(reader, objects).notCurrent());
        return objects.stream()
                .filter(object -> open.contains(object.reference()))
                .toList();
    }

    /**
     * How the objects were in the end.
     *
     * @param reader how their status is read
     * @throws RunFailure if the run is to stop, or the target cannot be watched
     */
    Readiness await(StatusReader reader, Cluster cluster, Collection<Awaited> objects, Duration timeout) {
        var wait = new Wait(reader, objects);
        List<ObjectReference> open = wait.notCurrent();
        if (open.isEmpty()) {
            return Readiness.READY;
        }
        Instant end = clock.instant().plus(timeout);
        var news = new LinkedBlockingQueue<Observation>();
        try (ObjectWatch watch = cluster.watch(open, news::add)) {
            while (!wait.isReady()) {
                wait.take(next(news));
                wait.lookAtPods(cluster.inspection());
                if (wait.isReady() || wait.hasFailed()) {
                    break;
                }
                checkCancelled(wait);
                Optional<RunFailure> broken = watch.failure();
                if (broken.isPresent()) {
                    throw broken.get();
                }
                if (!clock.instant().isBefore(end)) {
                    return wait.ended(true);
                }
            }
        }
        return wait.ended(false);
    }

    private void checkCancelled(Wait wait) {
        try {
            cancel.check();
        } catch (TimedOut e) {
            String message = e.getMessage() + ", " + wait.ended(true).message();
            throw new TimedOut("", message, e.hint().orElse(null), e);
        }
    }

    /** What was heard since the last time, after at most a tick. */
    private static List<Observation> next(BlockingQueue<Observation> news) {
        try {
            Observation first = news.poll(TICK_MILLISECONDS, TimeUnit.MILLISECONDS);
            var heard = new ArrayList<Observation>();
            if (first != null) {
                heard.add(first);
                news.drainTo(heard);
            }
            return heard;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimedOut("", "interrupted while waiting for objects", e);
        }
    }

    /** One call of {@link #await}. */
    private final class Wait {
        private final StatusReader reader;
        private final Map<ObjectId, Awaited> awaited = new LinkedHashMap<>();
        private final Map<ObjectId, NotReady> notReady = new LinkedHashMap<>();
        /** What failed before this run, and was not seen otherwise since. */
        private final List<ObjectId> recovering = new ArrayList<>();

        private final PodLooks pods = new PodLooks(clock);

        Wait(StatusReader reader, Collection<Awaited> objects) {
            this.reader = reader;
            for (Awaited object : objects) {
                ObjectId id = object.reference().id();
                awaited.put(id, object);
                notReady.put(id, new NotReady(object.reference(), Optional.empty(), Optional.empty()));
                if (object.mayRecover()) {
                    recovering.add(id);
                }
                object.known().ifPresent(live -> see(object, Optional.of(live)));
            }
        }

        List<ObjectReference> notCurrent() {
            return notReady.values().stream().map(NotReady::reference).toList();
        }

        boolean isReady() {
            return notReady.isEmpty();
        }

        boolean hasFailed() {
            return notReady.values().stream()
                    .filter(object -> !recovering.contains(object.id()))
                    .anyMatch(NotReady::hasFailed);
        }

        Readiness ended(boolean timedOut) {
            return new Readiness(
                    timedOut,
                    awaited.keySet().stream()
                            .filter(notReady::containsKey)
                            .map(notReady::get)
                            .toList());
        }

        void take(List<Observation> observations) {
            for (Observation observation : observations) {
                Awaited object = awaited.get(observation.id());
                if (object != null && !isOlder(observation, object)) {
                    see(object, observation.live());
                }
            }
        }

        /** One workload at a time: what is heard meanwhile does not wait for long. */
        void lookAtPods(Inspection inspection) {
            List<Manifest> workloads = notReady.values().stream()
                    .flatMap(object -> object.live().stream())
                    .filter(live -> reader.looksAtPods(live.content()))
                    .toList();
            pods.look(workloads, inspection)
                    .ifPresent(live -> see(requireNonNull(awaited.get(live.id())), Optional.of(live)));
        }

        private void see(Awaited object, Optional<Manifest> live) {
            ObjectId id = object.reference().id();
            ObjectStatus status = live.map(manifest -> reader.of(manifest.content(), pods.of(id)))
                    .orElseGet(ObjectStatus::notFound);
            if (status.status() != Status.FAILED && isWholeTruth(id, live)) {
                recovering.remove(id);
            }
            boolean ready = status.status() == Status.CURRENT || (live.isEmpty() && object.mayVanish());
            if (ready) {
                notReady.remove(id);
            } else {
                notReady.put(id, new NotReady(object.reference(), Optional.of(status), live));
            }
        }

        /** What is not said of Pods before they were looked at does not mean that they are well. */
        private boolean isWholeTruth(ObjectId id, Optional<Manifest> live) {
            return pods.haveBeenSeen(id)
                    || live.filter(manifest -> reader.looksAtPods(manifest.content()))
                            .isEmpty();
        }

        /** A watch may begin with a state from before the application. */
        private static boolean isOlder(Observation observation, Awaited object) {
            if (observation.live().isEmpty() || object.known().isEmpty()) {
                return false;
            }
            var seen = observation.live().get().content().path("metadata");
            var known = object.known().get().content().path("metadata");
            return seen.path("uid").equals(known.path("uid"))
                    && seen.path("generation").asLong()
                            < known.path("generation").asLong();
        }
    }
}
