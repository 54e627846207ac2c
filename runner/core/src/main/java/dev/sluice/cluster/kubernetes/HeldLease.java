package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cluster.RunLock;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.RunFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Lease that this run holds, renewed until it is closed. Before anybody else may take it for free, or as soon as
 * somebody has it, the run is cancelled: two runs never write at once.
 */
final class HeldLease implements RunLock {

    private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

    private static final Duration RENEWED_AFTER = Duration.ofSeconds(10);
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(2);

    /** The rest of the duration is for what the run does until its next safe point. */
    private static final Duration GIVEN_UP_AFTER = LeaseObject.DURATION.minusSeconds(5);

    private static final Duration TICK = Duration.ofSeconds(1);

    /** How long closing waits for a renewal that is under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final StateApi leases;
    private final String identity;
    private final CancelSignal cancel;
    private final Clock clock;
    private final Pace pace;
    private final ReentrantLock turn = new ReentrantLock();
    private final List<Thread> threads;

    private JsonNode lease;
    private Instant tried;
    private Duration triedAt;
    private boolean failing;
    private boolean closed;
    private volatile Duration heldSince;
    private volatile String failure = "";
    private volatile boolean over;

    /** @param cancel ends the run if the Lease is lost */
    HeldLease(StateApi leases, RootLease.Acquired acquired, CancelSignal cancel, Clock clock, Pace pace) {
        this.leases = leases;
        this.lease = acquired.lease();
        this.identity = LeaseObject.identity(lease);
        this.cancel = cancel;
        this.clock = clock;
        this.pace = pace;
        this.heldSince = acquired.asked();
        this.triedAt = acquired.asked();
        this.tried = clock.instant();
        // Two threads: a renewal can hang, and just then somebody must count.
        this.threads =
                List.of(thread("sluice-lease-renewal", this::renewIfDue), thread("sluice-lease-guard", this::guard));
    }

    /** Renews it from now on. */
    HeldLease start() {
        threads.forEach(Thread::start);
        return this;
    }

    /** Renews the Lease when it is time to. */
    void renewIfDue() {
        turn.lock();
        try {
            if (!over && isDue()) {
                renew();
            }
        } finally {
            turn.unlock();
        }
    }

    /** The wall clock counts, too: it goes on while a machine sleeps, and then somebody else may have the Lease. */
    private boolean isDue() {
        Duration pause = failing ? TRIED_AGAIN_AFTER : RENEWED_AFTER;
        return pace.elapsed().minus(triedAt).compareTo(pause) >= 0
                || Duration.between(tried, clock.instant()).compareTo(pause) >= 0;
    }

    private void renew() {
        triedAt = pace.elapsed();
        tried = clock.instant();
        failing = true;
        try {
            leases.replace(LeaseObject.renewed(lease, tried)).or(this::regain).ifPresent(renewed -> {
                lease = renewed;
                heldSince = triedAt;
                failing = false;
            });
        } catch (RunFailure e) {
            failure = ": " + e.getMessage();
        }
    }

    /** The Lease was changed by somebody, or deleted. */
    private Optional<JsonNode> regain() {
        String namespace = lease.at("/metadata/namespace").asText();
        String name = lease.at("/metadata/name").asText();
        Optional<JsonNode> now = leases.read(namespace, name);
        if (now.isEmpty()) {
            // Another run may have begun and ended meanwhile: what this one planned is no longer what is there.
            return lost(leases.subject(namespace, name) + " was deleted");
        }
        if (LeaseObject.identity(now.get()).equals(identity)) {
            return leases.replace(LeaseObject.renewed(now.get(), tried));
        }
        return lost(leases.subject(namespace, name) + " is held by " + LeaseObject.described(now.get()));
    }

    private Optional<JsonNode> lost(String how) {
        over = true;
        cancel.cancel("the run's Lease was lost: " + how);
        return Optional.empty();
    }

    /** Cancels the run before the Lease can be another's. It is renewed further, while the run comes to its end. */
    void guard() {
        Duration since = pace.elapsed().minus(heldSince);
        if (!over && since.compareTo(GIVEN_UP_AFTER) >= 0) {
            cancel.cancel("the run's Lease was lost: it could not be renewed for " + since.toSeconds() + "s" + failure);
        }
    }

    @Override
    public void close() {
        boolean free = awaitTurn();
        try {
            over = true;
            threads.forEach(Thread::interrupt);
            if (free && !closed) {
                closed = true;
                delete();
            }
        } finally {
            if (free) {
                turn.unlock();
            }
        }
    }

    private boolean awaitTurn() {
        try {
            return turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return turn.tryLock();
        }
    }

    /** The run has done its work, whatever becomes of the Lease: one that stays is free when its time is over. */
    private void delete() {
        try {
            JsonNode metadata = lease.path("metadata");
            if (leases.delete(metadata)) {
                return;
            }
            leases.read(
                            metadata.path("namespace").asText(),
                            metadata.path("name").asText())
                    .filter(now -> LeaseObject.identity(now).equals(identity))
                    .ifPresent(now -> leases.delete(now.path("metadata")));
        } catch (RunFailure e) {
            LOG.debug("the Lease stays until its time is over", e);
        }
    }

    private Thread thread(String name, Runnable step) {
        var thread = new Thread(() -> untilOver(step), name);
        thread.setDaemon(true);
        return thread;
    }

    private void untilOver(Runnable step) {
        try {
            while (!over) {
                pace.pause(TICK);
                step.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
