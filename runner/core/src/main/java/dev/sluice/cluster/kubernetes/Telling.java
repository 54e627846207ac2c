package dev.sluice.cluster.kubernetes;

import dev.sluice.cluster.Observation;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells an observer what changed, from many threads one after the other, and nothing twice. */
final class Telling {

    private static final String ABSENT = "absent";

    private final Consumer<Observation> observer;
    private final Map<ObjectId, String> told = new HashMap<>();
    private final AtomicReference<@Nullable RunFailure> failure = new AtomicReference<>();
    private boolean closed;

    Telling(Consumer<Observation> observer) {
        this.observer = observer;
    }

    synchronized void tell(ObjectId id, Manifest live) {
        String version = live.content().path("metadata").path("resourceVersion").asText();
        tell(id, version, Optional.of(live));
    }

    synchronized void tellAbsent(ObjectId id) {
        tell(id, ABSENT, Optional.empty());
    }

    private void tell(ObjectId id, String version, Optional<Manifest> live) {
        if (!closed && !version.equals(told.put(id, version))) {
            observer.accept(new Observation(id, live));
        }
    }

    /** Nothing more will come from one of the watches; the first reason counts. */
    synchronized void fail(RunFailure reason) {
        if (!closed) {
            failure.compareAndSet(null, reason);
        }
    }

    Optional<RunFailure> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Waits until the observer is done with what it was told. */
    synchronized void close() {
        closed = true;
    }
}
