package dev.sluice.cluster;

import dev.sluice.failure.RunFailure;
import java.util.Optional;

/** Observes objects until it is closed. */
public interface ObjectWatch extends AutoCloseable {

    /** Why nothing more will be observed; empty as long as the watch is alive. */
    Optional<RunFailure> failure();

    /** After it, the observer is not called any more. */
    @Override
    void close();
}
