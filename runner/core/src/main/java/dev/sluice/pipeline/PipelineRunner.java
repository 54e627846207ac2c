package dev.sluice.pipeline;

import dev.sluice.event.RunListener;

/** The one door of Sluice: every front end, and every Java program, starts runs here. */
public interface PipelineRunner extends AutoCloseable {

    /**
     * Runs once, or, where the request has a schedule, until {@link #cancel()}; then the last run's result is answered.
     * Failures are in the result, not thrown; what is thrown is a bug.
     *
     * @param output takes what is rendered, and the result of every single run as soon as it is over
     */
    RunResult run(RunRequest request, RunListener listener, RunOutput output);

    /** The same, for who wants the last result only. */
    default RunResult run(RunRequest request, RunListener listener) {
        return run(request, listener, RunOutput.NONE);
    }

    /** Asks a run under way to end at the next safe point, with its state and report written. Callable from any thread. */
    void cancel();

    @Override
    void close();
}
