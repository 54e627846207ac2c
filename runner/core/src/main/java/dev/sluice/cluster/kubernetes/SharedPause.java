package dev.sluice.cluster.kubernetes;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How long a server wants to be left alone; all callers heed what it told one of them. */
final class SharedPause {

    private final long start = System.nanoTime();
    private final AtomicLong until = new AtomicLong();

    /** The server asked for this much time from now on. */
    void ask(Duration duration) {
        until.accumulateAndGet(now() + duration.toNanos(), Math::max);
    }

    /** What is left of it; zero where there is none. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, until.get() - now()));
    }

    private long now() {
        return System.nanoTime() - start;
    }
}
