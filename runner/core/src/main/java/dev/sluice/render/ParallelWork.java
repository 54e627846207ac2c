package dev.sluice.render;

import dev.sluice.event.CancelSignal;
import dev.sluice.failure.TimedOut;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What a render does at once; a run that is to stop begins nothing more of it. */
final class ParallelWork {

    private final ExecutorService executor;
    private final CancelSignal cancel;

    ParallelWork(ExecutorService executor, CancelSignal cancel) {
        this.executor = executor;
        this.cancel = cancel;
    }

    /**
     * The tasks in their order, each over, well or not.
     *
     * @throws TimedOut if the run is to stop, or its thread was interrupted
     */
    <T> List<Future<T>> all(Stream<Callable<T>> tasks) {
        try {
            List<Future<T>> results =
                    executor.invokeAll(tasks.map(this::unlessCancelled).toList());
            cancel.check();
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimedOut("", "interrupted while rendering", e);
        }
    }

    private <T> Callable<T> unlessCancelled(Callable<T> task) {
        return () -> {
            cancel.check();
            return task.call();
        };
    }
}
