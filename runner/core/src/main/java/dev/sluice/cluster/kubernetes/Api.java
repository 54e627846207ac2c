package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/**
 * An API server, asked in JSON. Calls block; how many are made at once is up to the callers, within the client's own
 * limits. What is worth another try (429 with its {@code Retry-After}, 5xx, a broken connection) is tried again inside,
 * for a bounded time.
 */
interface Api extends AutoCloseable {

    /** The server's address: {@code https://host:port}. */
    String server();

    /**
     * The server's answer, whatever its status: 403, 404, 409 and 422 are answers.
     *
     * @throws dev.sluice.failure.TransientFailure if the server cannot be reached, or keeps answering 429 or 5xx
     * @throws dev.sluice.failure.Rejected if it does not know the caller (401), or its certificate is not trusted
     * @throws dev.sluice.failure.TimedOut if the run is cancelled meanwhile
     */
    ApiAnswer send(ApiCall call);

    /**
     * Follows a watch until the server ends it or the stream is closed.
     *
     * @param lines takes each line of the body, in order, by one thread at a time
     * @param ended told once that nothing more comes, with the status of the answer: 200 where the server ended it, 410
     *     or another one where it refused, 0 where the connection broke
     */
    ApiStream stream(ApiCall call, Consumer<JsonNode> lines, Consumer<Integer> ended);

    /** The same server, asked in the name of another user (impersonation). Closing it closes nothing. */
    Api as(String user);

    /**
     * The same server, asked also after the run was cancelled, and without waiting for the requests that are under way:
     * for what has to be written in time. Closing it closes nothing.
     */
    default Api lasting() {
        return this;
    }

    @Override
    void close();

    /** A stream that is being followed. */
    interface ApiStream extends AutoCloseable {
        @Override
        void close();
    }
}
