package dev.sluice.cluster.kubernetes;

import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

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
        String why = ConnectionWords.of(failure);
        Duration pause = pauseBeforeNext(Duration.ZERO);
        if (isWorthIt(pause, reached ? policy.total() : policy.brief())) {
            return pause;
        }
        // Where nobody ever answered, whoever waits longer waits for nothing.
        throw reached
                ? new TransientFailure(endpoint.host(), why + attempts(), hint(), failure)
                : TransientFailure.exhausted(endpoint.host(), why + attempts(), hint(), failure);
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
        Duration pause = pauseBeforeNext(answer.retryAfter().orElse(Duration.ZERO));
        if (isWorthIt(pause, patience)) {
            return pause;
        }
        throw new TransientFailure(endpoint.host(), message + attempts(), hint(), null);
    }

    /** Between half and the whole of the usual one, so that callers that failed together do not come back together. */
    private Duration pauseBeforeNext(Duration asked) {
        Duration usual = policy.pauseAfter(made);
        return asked.plus(
                usual.multipliedBy(50 + ThreadLocalRandom.current().nextInt(51)).dividedBy(100));
    }

    private boolean isWorthIt(Duration pause, Duration patience) {
        Duration spent = Duration.ofNanos(System.nanoTime() - start);
        return spent.plus(pause).compareTo(patience) <= 0;
    }

    private String attempts() {
        return made == 1 ? " after 1 attempt" : " after " + made + " attempts";
    }

    private String hint() {
        return "the server is that of context " + endpoint.context() + " (" + endpoint.place() + ")";
    }
}
