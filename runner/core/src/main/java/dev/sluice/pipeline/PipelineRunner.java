package dev.sluice.pipeline;

import dev.sluice.event.RunListener;
import java.util.function.Consumer;

/** The one door of Sluice: every front end, and every Java program, starts runs here. */
public interface PipelineRunner extends AutoCloseable {

    /**
     * Runs once, or, where the request has a schedule, until {@link #cancel()}; then the last run's result is answered.
     * Failures are in the result, not thrown; what is thrown is a bug.
     */
    RunResult run(RunRequest request, RunListener listener);

    /**
     * The same, and tells every run's result as soon as that run is over: one for a request without a schedule, each
     * single one for a request with one.
     */
    default RunResult run(RunRequest request, RunListener listener, Consumer<RunResult> results) {
        RunResult result = run(request, listener);
        results.accept(result);
        return result;
    }

    /** Asks a run under way to end at the next safe point, with its state and report written. Callable from any thread. */
    void cancel();

    @Override
    void close();
}
