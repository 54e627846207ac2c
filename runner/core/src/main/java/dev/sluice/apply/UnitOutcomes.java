package dev.sluice.apply;

import static java.util.Objects.requireNonNull;

import dev.sluice.event.CancelSignal;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.ObjectId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What became of the units of a run so far. A thread may wait here for the outcome of a unit that others work on. */
final class UnitOutcomes {

    /** How often the run's signal is looked at while nothing is heard. */
    private static final long TICK_MILLISECONDS = 100;

    private final Map<ObjectId, CompletableFuture<Outcome>> outcomes = new HashMap<>();
    private final CancelSignal cancel;

    UnitOutcomes(Collection<ObjectId> units, CancelSignal cancel) {
        this.cancel = cancel;
        units.forEach(unit -> outcomes.put(unit, new CompletableFuture<>()));
    }

    /** Whether the unit is part of the run; one that is not (it is suspended) is as ready as it was left. */
    boolean knows(ObjectId unit) {
        return outcomes.containsKey(unit);
    }

    void put(Outcome outcome) {
        future(outcome.unit()).complete(outcome);
    }

    /** The unit's outcome; null as long as there is none. */
    @Nullable
    Outcome of(ObjectId unit) {
        CompletableFuture<Outcome> future = outcomes.get(unit);
        return future != null && future.isDone() && !future.isCancelled() ? future.join() : null;
    }

    /**
     * The unit's outcome once there is one; each unit has one in the end, as its own waiting is bounded.
     *
     * @throws TimedOut if the run is to stop
     */
    Outcome await(ObjectId unit) {
        while (true) {
            try {
                return future(unit).get(TICK_MILLISECONDS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                cancel.check();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TimedOut(unit.toString(), "interrupted while waiting for it", e);
            } catch (CancellationException | ExecutionException e) {
                throw new TimedOut(unit.toString(), "the run was broken off", e);
            }
        }
    }

    /** Nothing more is begun: nobody shall wait for what has no outcome yet. */
    void abandon(ObjectId unit) {
        future(unit).cancel(false);
    }

    private CompletableFuture<Outcome> future(ObjectId unit) {
        return requireNonNull(outcomes.get(unit), unit::toString);
    }
}
