package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** An API server over HTTP. */
final class HttpApi implements Api {

    /** Enough for the Lease and the inventories of some units. */
    private static final int LASTING = 4;

    private final Endpoint endpoint;
    private final Transport transport;
    private final RetryPolicy policy;
    private final Waiting waiting;
    private final Semaphore places;
    private final SharedPause pause;
    private final AtomicBoolean reached;
    private final AnswerReader reader;
    private final Impersonation impersonation;
    private final Runnable onClose;

    HttpApi(Endpoint endpoint, Transport transport, int parallel, RetryPolicy policy, CancelSignal cancel) {
        this.endpoint = endpoint;
        this.transport = transport;
        this.policy = policy;
        this.waiting = new Waiting(cancel);
        this.places = new Semaphore(Math.max(1, parallel), true);
        this.pause = new SharedPause();
        this.reached = new AtomicBoolean();
        this.reader = new AnswerReader(endpoint.host());
        this.impersonation = endpoint.impersonation();
        this.onClose = transport::close;
    }

    private HttpApi(HttpApi shared, Waiting waiting, Semaphore places, Impersonation impersonation) {
        this.endpoint = shared.endpoint;
        this.transport = shared.transport;
        this.policy = shared.policy;
        this.waiting = waiting;
        this.places = places;
        this.pause = shared.pause;
        this.reached = shared.reached;
        this.reader = shared.reader;
        this.impersonation = impersonation;
        this.onClose = () -> {};
    }

    @Override
    public String server() {
        return endpoint.server().toString();
    }

    @Override
    public ApiAnswer send(ApiCall call) {
        var attempts = new Attempts(endpoint, policy);
        boolean renewed = false;
        while (true) {
            waiting.pause(pause.left());
            Optional<String> shown = endpoint.authorization().header();
            RawAnswer answer;
            try {
                answer = exchange(call, shown);
            } catch (IOException e) {
                waiting.pause(attempts.afterBreak(e, reached.get()));
                continue;
            }
            if (answer.isWorthAnotherTry() && !isVerdict(call, answer)) {
                Duration wait = attempts.afterRefusal(answer, words(call, answer));
                answer.retryAfter().ifPresent(pause::ask);
                waiting.pause(wait);
                continue;
            }
            if (answer.status() == 401 && !renewed && endpoint.authorization().renew(shown)) {
                renewed = true;
                continue;
            }
            return read(call, answer);
        }
    }

    /**
     * A manifest that does not fit the schema of its kind is refused with status 500 and without a reason
     * (apimachinery, managedfields/internal/structuredmerge.go): the server would say the same again.
     */
    private boolean isVerdict(ApiCall call, RawAnswer raw) {
        if (call.verb() != ApiCall.Verb.APPLY || raw.status() != 500) {
            return false;
        }
        ApiAnswer answer = reader.read(raw, call.accept());
        return answer.reason().isEmpty() && answer.message().startsWith("failed to ");
    }

    private RawAnswer exchange(ApiCall call, Optional<String> authorization) throws IOException {
        waiting.acquire(places);
        try {
            RawAnswer answer = waiting.await(transport.exchange(call, authorization, impersonation));
            reached.set(true);
            return answer;
        } catch (ExecutionException e) {
            throw broken(e);
        } finally {
            places.release();
        }
    }

    private static IOException broken(ExecutionException failure) {
        Throwable cause = failure.getCause();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof IOException broken ? broken : new IOException("the connection broke", cause);
    }

    private ApiAnswer read(ApiCall call, RawAnswer raw) {
        ApiAnswer answer = reader.read(raw, call.accept());
        if (answer.status() == 401) {
            throw new Rejected(
                    endpoint.host(),
                    "unauthorized: " + answer.message(),
                    "the credentials are those of context " + endpoint.context() + " (" + endpoint.place() + ")",
                    null);
        }
        return answer;
    }

    private String words(ApiCall call, RawAnswer raw) {
        ApiAnswer answer = reader.read(raw, call.accept());
        // A server may repeat what it was sent.
        boolean secret = call.path().contains("/secrets");
        return secret ? "HTTP status " + raw.status() + " " + answer.reason() : answer.message();
    }

    @Override
    public ApiStream stream(ApiCall call, Consumer<JsonNode> lines, Consumer<Integer> ended) {
        waiting.pause(pause.left());
        return transport.follow(call, impersonation, new JsonLines(lines), ended);
    }

    @Override
    public Api as(String user) {
        return new HttpApi(this, waiting, places, Impersonation.of(user));
    }

    @Override
    public Api lasting() {
        return new HttpApi(this, new Waiting(CancelSignal.never()), new Semaphore(LASTING), impersonation);
    }

    /** How long all callers still leave the server alone. */
    Duration pauseLeft() {
        return pause.left();
    }

    @Override
    public void close() {
        onClose.run();
    }
}
