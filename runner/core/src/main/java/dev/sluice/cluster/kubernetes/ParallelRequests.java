package dev.sluice.cluster.kubernetes;

import dev.sluice.event.CancelSignal;
import dev.sluice.failure.TimedOut;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Requests that are made at once. They have threads of their own, because whoever waits for them may be work of the
 * run's own pool already.
 */
final class ParallelRequests implements AutoCloseable {

    private static final int IDLE_SECONDS = 5;

    private final ExecutorService executor;
    private final CancelSignal cancel;

    ParallelRequests(int parallel, CancelSignal cancel) {
        this.cancel = cancel;
        int threads = Math.max(1, parallel);
        var pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    var thread = new Thread(work, "sluice-requests");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.executor = pool;
    }

    /**
     * The answers, in the order of the requests.
     *
     * @throws dev.sluice.failure.RunFailure the first one in that order, when all are over
     */
    <T> List<T> all(List<Supplier<T>> requests) {
        if (requests.size() == 1) {
            cancel.check();
            return List.of(requests.get(0).get());
        }
        try {
            var answers = new ArrayList<T>();
            for (Future<T> answer : executor.invokeAll(
                    requests.stream().map(this::unlessCancelled).toList())) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimedOut("", "interrupted while waiting for the API server", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private <T> Callable<T> unlessCancelled(Supplier<T> request) {
        return () -> {
            cancel.check();
            return request.get();
        };
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
