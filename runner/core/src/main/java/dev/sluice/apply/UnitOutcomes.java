package dev.sluice.apply;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.TimedOut;
import dev.sluice.object.ObjectId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What became of the units of a run so far. A thread may wait here for the outcome of a unit that others work on. */
final class UnitOutcomes {

    private final Map<ObjectId, CompletableFuture<Outcome>> outcomes = new HashMap<>();

    UnitOutcomes(Collection<ObjectId> units) {
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

    /** The unit's outcome once there is one; each unit has one in the end, as its own waiting is bounded. */
    Outcome await(ObjectId unit) {
        try {
            return future(unit).join();
        } catch (CancellationException e) {
            throw new TimedOut(unit.toString(), "the run was broken off", e);
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
