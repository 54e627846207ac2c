package dev.sluice.cluster.kubernetes;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Makes requests at the same time, on threads that end with them: whoever waits for them may be work of the run's own pool.
 * The caller helps, so that one that is such a request itself waits for nobody.
 */
final class Together {

    private static final int MOST = 16;

    private Together() {}

    /** What each question is answered, in the order of the questions; the first failure is the caller's. */
    static <Q, A> List<A> map(Collection<Q> questions, Function<Q, A> request) {
        List<FutureTask<A>> tasks = questions.stream()
                .map(question -> new FutureTask<>(() -> request.apply(question)))
                .toList();
        var left = new ConcurrentLinkedQueue<FutureTask<A>>(tasks);
        for (int i = 1; i < Math.min(MOST, tasks.size()); i++) {
            var thread = new Thread(() -> drain(left), "sluice-request-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        drain(left);
        return tasks.stream().map(Together::result).toList();
    }

    private static <A> void drain(Queue<FutureTask<A>> left) {
        for (FutureTask<A> task = left.poll(); task != null; task = left.poll()) {
            task.run();
        }
    }

    private static <A> A result(FutureTask<A> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Waiting.interrupted(e);
        }
    }
}
