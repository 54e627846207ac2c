package dev.sluice.cluster.kubernetes;

import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The attempts of one request: whether to make another one, and when. */
final class Attempts {

    private final Endpoint endpoint;
    private final RetryPolicy policy;
    private final long start = System.nanoTime();
    private int made;

    Attempts(Endpoint endpoint, RetryPolicy policy) {
        this.endpoint = endpoint;
        this.policy = policy;
    }

    /**
     * The pause before the next attempt, after one that broke.
     *
     * @param reached whether the server ever answered anything
     * @throws TransientFailure if it is not worth another one
     */
    Duration afterBreak(IOException failure, boolean reached) {
        made++;
        if (ConnectionWords.isDistrust(failure)) {
            throw new Rejected(
                    endpoint.host(),
                    ConnectionWords.of(failure),
                    "check certificate-authority and tls-server-name of context " + endpoint.context(),
                    failure);
        }
        return pause(reached ? policy.total() : policy.brief(), Duration.ZERO, ConnectionWords.of(failure), failure);
    }

    /**
     * The pause before the next attempt, after one that the server answered with "not now".
     *
     * @param message what the server said
     * @throws TransientFailure if it is not worth another one
     */
    Duration afterRefusal(RawAnswer answer, String message) {
        made++;
        // An error of the server's own, or of a webhook or a node behind it, seldom passes.
        Duration patience = answer.status() == 500 ? policy.brief() : policy.total();
        return pause(patience, answer.retryAfter().orElse(Duration.ZERO), message, null);
    }

    private Duration pause(Duration patience, Duration asked, String why, @Nullable IOException cause) {
        Duration usual = policy.pauseAfter(made);
        // Between half and the whole of it, so that callers that failed together do not come back together.
        Duration jittered =
                usual.multipliedBy(50 + ThreadLocalRandom.current().nextInt(51)).dividedBy(100);
        Duration pause = asked.plus(jittered);
        Duration spent = Duration.ofNanos(System.nanoTime() - start);
        if (spent.plus(pause).compareTo(patience) > 0) {
            String attempts = made == 1 ? "after 1 attempt" : "after " + made + " attempts";
            throw new TransientFailure(endpoint.host(), why + " " + attempts, hint(), cause);
        }
        return pause;
    }

    private String hint() {
        return "the server is that of context " + endpoint.context() + " (" + endpoint.place() + ")";
    }
}
