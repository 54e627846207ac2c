package dev.sluice.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Lets a run end at its next safe point when the process is told to stop (SIGTERM, Ctrl-C): while it is open, a shutdown
 * of the JVM cancels the runner and waits for {@link #ended}, as long as the run's grace lasts.
 */
public final class StopOnShutdown implements AutoCloseable {

    private final PipelineRunner runner;
    private final Duration grace;
    private final Consumer<OptionalInt> stopped;
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final Thread hook = new Thread(this::stop, "sluice-stop");

    private StopOnShutdown(PipelineRunner runner, Duration grace, Consumer<OptionalInt> stopped) {
        this.runner = requireNonNull(runner, "runner");
        this.grace = requireNonNull(grace, "grace");
        this.stopped = requireNonNull(stopped, "stopped");
    }

    /**
     * Watches over a run.
     *
     * @param stopped is told, inside the shutdown, the exit code of the run that was stopped; none where it did not end
     *     within the grace
     */
    public static StopOnShutdown watch(PipelineRunner runner, Duration grace, Consumer<OptionalInt> stopped) {
        var watch = new StopOnShutdown(runner, grace, stopped);
        Runtime.getRuntime().addShutdownHook(watch.hook);
        return watch;
    }

    /** The run is over and all that it has to say is written: a shutdown need not wait any longer. */
    public void ended(int code) {
        exitCode.complete(code);
    }

    /** What the JVM does while it shuts down; tests call it without a shutdown. */
    void stop() {
        runner.cancel();
        try {
            stopped.accept(OptionalInt.of(exitCode.get(grace.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            stopped.accept(OptionalInt.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the watch; a run that never {@linkplain #ended ended} threw, and is not waited for either. */
    @Override
    public void close() {
        exitCode.cancel(false);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The shutdown is under way and runs the hook; there is nothing to take back.
            return;
        }
    }
}
