package dev.sluice.event;

import dev.sluice.failure.TimedOut;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells the stages of one run to stop at their next safe point: it was cancelled, or its time is over. */
public final class CancelSignal {

    private final Clock clock;
    private final Instant deadline;
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    public CancelSignal(Clock clock, Instant deadline) {
        this.clock = clock;
        this.deadline = deadline;
    }

    /** A signal that never comes; for tests and for library use. */
    public static CancelSignal never() {
        return new CancelSignal(Clock.systemUTC(), Instant.MAX);
    }

    /** Asks the run to stop; the first reason counts. */
    public void cancel(String why) {
        reason.compareAndSet(null, why);
    }

    public boolean isCancelled() {
        return reason.get() != null || clock.instant().isAfter(deadline);
    }

    /** A safe point between two objects: throws {@link TimedOut} where the run must stop. */
    public void check() {
        String why = reason.get();
        if (why != null) {
            throw new TimedOut("", "run cancelled: " + why);
        }
        if (clock.instant().isAfter(deadline)) {
            throw new TimedOut("", "the run's time is over", "give it more with --timeout", null);
        }
    }
}
