package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cluster.kubernetes.LeaseObject.Claim;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.ObjectId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for a root's Lease. It is free where there is none or nobody holds it, where the process that holds it is
 * provably dead, and where it did not move for its duration as this machine counts time, from the first sight on: so
 * clocks that differ do no harm (client-go tools/leaderelection).
 */
final class RootLease {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** How soon a wait sees that the run is cancelled. */
    private static final Duration NAP = Duration.ofMillis(100);

    private final StateApi leases;
    private final String namespace;
    private final Clock clock;
    private final Pace pace;
    private final Path proc;

    /** @param proc {@code /proc} */
    RootLease(StateApi leases, String namespace, Clock clock, Pace pace, Path proc) {
        this.leases = leases;
        this.namespace = namespace;
        this.clock = clock;
        this.pace = pace;
        this.proc = proc;
    }

    /** How a Lease stands, and since when, as far as this run has seen. */
    private record Sighting(String uid, JsonNode spec, Duration since) {
        static Sighting of(JsonNode lease, Duration now) {
            return new Sighting(lease.at("/metadata/uid").asText(), lease.path("spec"), now);
        }

        /** The older sighting of the same. */
        Sighting orOlder(Optional<Sighting> older) {
            return older.filter(other -> other.uid.equals(uid) && other.spec.equals(spec))
                    .orElse(this);
        }
    }

    /**
     * A Lease of this run.
     *
     * @param lease as the server answered it
     * @param asked when this run asked for it: it counts from then on
     */
    record Acquired(JsonNode lease, Duration asked) {}

    /**
     * The Lease, held from then on.
     *
     * @param identity of this run
     * @throws Rejected naming the holder, if the patience is over
     */
    Acquired acquire(ObjectId root, String identity, Duration patience, CancelSignal cancel) {
        Optional<Holder> process = Holder.ofThisProcess(proc);
        Duration start = pace.elapsed();
        Optional<Sighting> sighting = Optional.empty();
        while (true) {
            cancel.check();
            Duration asked = pace.elapsed();
            Optional<JsonNode> seen = leases.read(namespace, StateNames.of(root));
            Optional<Sighting> last = sighting;
            sighting = seen.map(lease -> Sighting.of(lease, asked).orOlder(last));
            if (seen.map(LeaseObject::identity).filter(identity::equals).isPresent()) {
                // The answer to the request that made it ours was lost.
                return new Acquired(seen.get(), asked);
            }
            var claim = new Claim(identity, process, clock.instant());
            if (seen.isEmpty() || isFree(seen.get(), sighting, process)) {
                Optional<JsonNode> held = seen.isEmpty()
                        ? leases.create(LeaseObject.of(root, namespace, claim))
                        : leases.replace(LeaseObject.takenOver(seen.get(), claim));
                if (held.isPresent()) {
                    return new Acquired(held.get(), asked);
                }
            } else if (asked.minus(start).compareTo(patience) >= 0) {
                throw busy(root, seen.get(), asked.minus(start));
            }
            pause(cancel);
        }
    }

    private boolean isFree(JsonNode lease, Optional<Sighting> sighting, Optional<Holder> me) {
        if (LeaseObject.identity(lease).isEmpty()) {
            return true;
        }
        Duration still =
                sighting.map(seen -> pace.elapsed().minus(seen.since())).orElse(Duration.ZERO);
        return still.compareTo(LeaseObject.duration(lease)) > 0
                || LeaseObject.process(lease)
                        .filter(holder -> me.filter(observer -> holder.isDead(observer, proc))
                                .isPresent())
                        .isPresent();
    }

    private void pause(CancelSignal cancel) {
        try {
            for (Duration left = INTERVAL; left.compareTo(Duration.ZERO) > 0; left = left.minus(NAP)) {
                cancel.check();
                pace.pause(NAP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimedOut("", "run cancelled: interrupted while it waited for another run", e);
        }
    }

    private Rejected busy(ObjectId root, JsonNode lease, Duration waited) {
        return new Rejected(
                leases.subject(namespace, StateNames.of(root)),
                "another run is on: " + LeaseObject.described(lease) + ", last heard of at "
                        + LeaseObject.lastRenewal(lease) + " (waited " + waited.toSeconds() + "s)",
                "wait for it, or end it; after " + LeaseObject.duration(lease).toSeconds()
                        + "s without a sign of life its place is taken",
                null);
    }
}
