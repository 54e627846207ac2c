package dev.sluice.pipeline;

import java.util.Optional;
import java.util.function.Consumer;

/** Who takes what a run brings forth: one call at a time. */
@FunctionalInterface
public interface RunOutput {

    /** Takes nothing. */
    RunOutput NONE = result -> {};

    /** A single run is over; of several roots, all of them are. */
    void over(RunResult result);

    /**
     * Who takes what a render makes, as YAML, where its request names no directory for it: of several roots one after the
     * other, in the order of the request, each as soon as it is its turn. Values of Secrets are masked unless the request
     * wants them. Empty where nobody does: then no YAML is made.
     */
    default Optional<Consumer<String>> manifests() {
        return Optional.empty();
    }
}
