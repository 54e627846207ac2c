package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** What came over the wire. */
final class RawAnswer {

    private final int status;
    private final byte[] body;
    private final Optional<Duration> retryAfter;

    RawAnswer(int status, byte[] body, Optional<Duration> retryAfter) {
        this.status = status;
        this.body = requireNonNull(body, "body");
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    int status() {
        return status;
    }

    /** The bytes themselves: they are read once. */
    byte[] body() {
        return body;
    }

    /** How long the server wants the caller to wait. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Not now, but perhaps later. */
    boolean isWorthAnotherTry() {
        return status == 429 || (status >= 500 && status != 501 && status != 505);
    }
}
