package dev.sluice.cluster.kubernetes;

import dev.sluice.event.CancelSignal;
import dev.sluice.failure.TimedOut;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for time to pass or for an answer to come, unless the run is cancelled meanwhile. */
final class Waiting {

    private static final long LOOK_MILLIS = 50;

    private final CancelSignal cancel;

    Waiting(CancelSignal cancel) {
        this.cancel = cancel;
    }

    /** @throws TimedOut if the run is cancelled */
    void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        try {
            for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
                cancel.check();
                TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)));
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        cancel.check();
    }

    /** @throws TimedOut if the run is cancelled */
    void acquire(Semaphore places) {
        try {
            do {
                cancel.check();
            } while (!places.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * The result, once it is there; it is given up when the run is cancelled.
     *
     * @throws TimedOut if the run is cancelled
     */
    <T> T await(CompletableFuture<T> result) throws ExecutionException {
        try {
            while (true) {
                try {
                    return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    cancel.check();
                }
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            result.cancel(true);
        }
    }

    static TimedOut interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new TimedOut("", "run cancelled: interrupted", cause);
    }
}
