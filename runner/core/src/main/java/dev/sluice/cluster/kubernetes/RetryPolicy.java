package dev.sluice.cluster.kubernetes;

import java.time.Duration;

/**
 * How long a request is tried again.
 *
 * @param first the pause after the first attempt; each later one is twice as long
 * @param longest the longest pause
 * @param total after it, no other attempt is begun
 * @param brief the same where there is little hope: for a server that never answered anything, or has a fault of its own
 */
record RetryPolicy(Duration first, Duration longest, Duration total, Duration brief) {

    /** For real servers: half a minute outlasts the restart of an API server behind a load balancer. */
    static final RetryPolicy USUAL = new RetryPolicy(
            Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(6));

    /** The pause after an attempt, the first being 1, without jitter. */
    Duration pauseAfter(int attempt) {
        Duration pause = first.multipliedBy(1L << Math.min(attempt - 1, 20));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
