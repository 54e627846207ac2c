package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One watch request: its events, and the version from which the next one goes on. */
final class WatchStream {

    private static final long LOOK_MILLIS = 200;

    /** The server ends it then; it would choose half an hour to an hour by itself. */
    private static final String SECONDS = "290";

    private final Consumer<JsonNode> events;
    private volatile String version;
    private volatile boolean received;
    private volatile boolean failed;

    /** @param version where to begin */
    WatchStream(String version, Consumer<JsonNode> events) {
        this.version = version;
        this.events = events;
    }

    /** Follows until the server ends it or somebody stops it; the status of the answer, 0 where the connection broke. */
    int follow(Api api, String path, Map<String, String> selector, CountDownLatch stop) {
        var query = new LinkedHashMap<>(selector);
        query.put("watch", "true");
        query.put("allowWatchBookmarks", "true");
        query.put("resourceVersion", version);
        query.put("timeoutSeconds", SECONDS);
        var ended = new CompletableFuture<Integer>();
        Api.ApiStream stream = api.stream(ApiCall.get(path, query), this::take, ended::complete);
        try {
            while (stop.getCount() > 0) {
                try {
                    return ended.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Nothing has ended.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            stream.close();
        }
        return 0;
    }

    private void take(JsonNode event) {
        if (event.path("type").asText().equals("ERROR")) {
            failed = true;
            return;
        }
        received = true;
        version = event.path("object").path("metadata").path("resourceVersion").asText(version);
        if (!event.path("type").asText().equals("BOOKMARK")) {
            events.accept(event);
        }
    }

    /** The last version that was seen. */
    String version() {
        return version;
    }

    boolean received() {
        return received;
    }

    /** Whether the server said that it cannot go on from the version. */
    boolean hasFailed() {
        return failed;
    }
}
