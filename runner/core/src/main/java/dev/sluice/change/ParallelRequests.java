package dev.sluice.change;

import dev.sluice.failure.TimedOut;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Does the same with many things at once, as many as the executor bears. */
final class ParallelRequests {

    private final Executor executor;

    ParallelRequests(Executor executor) {
        this.executor = executor;
    }

    /**
     * The answers in the order of the things. The first failure in that order is thrown, and ends what was not begun yet.
     *
     * @throws TimedOut if the thread was interrupted
     */
    <T, R> List<R> map(List<T> things, Function<T, R> request) {
        List<FutureTask<R>> tasks = things.stream()
                .map(thing -> new FutureTask<>(() -> request.apply(thing)))
                .toList();
        try {
            tasks.forEach(executor::execute);
            var answers = new ArrayList<R>(tasks.size());
            for (FutureTask<R> task : tasks) {
                answers.add(task.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimedOut("", "interrupted while comparing", e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            // Requests under way are not interrupted: they write nothing, and end by themselves.
            tasks.forEach(task -> task.cancel(false));
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException failure ? failure : new CancellationException(e.getMessage());
    }
}
