package dev.sluice.render;

import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TimedOut;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Answers that are asked for once: whoever asks while another does waits for that one's answer, be it a failure. Safe for
 * use by several threads.
 *
 * @param <K> what is asked for; its text stands in messages, and holds no secret
 * @param <V> its answer
 */
final class AskedOnce<K, V> {

    private final Map<K, FutureTask<V>> answers = new ConcurrentHashMap<>();

    /** The answer for a key. */
    V get(K key, Callable<V> request) {
        var task = answers.computeIfAbsent(key, any -> new FutureTask<>(request));
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimedOut(key.toString(), "interrupted while somebody waited for it", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /**
     * The answer for a key, for several who would each have it told in their own words what failed: where the first fails,
     * nothing is kept, and those who waited ask for themselves; who is interrupted does not.
     */
    V shared(K key, Supplier<V> request) {
        var isMine = new AtomicBoolean();
        try {
            return get(key, () -> {
                isMine.set(true);
                return request.get();
            });
        } catch (RunFailure failure) {
            if (isMine.get()) {
                forget(key);
                throw failure;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw failure;
            }
            return request.get();
        }
    }

    /** Whether it was asked for, be there an answer or not. */
    boolean contains(K key) {
        return answers.containsKey(key);
    }

    /** Whether the answer is there, and is none but a failure; empty where nobody has asked, or the answer is awaited. */
    Optional<Boolean> isThere(K key) {
        return Optional.ofNullable(answers.get(key)).filter(FutureTask::isDone).map(task -> !hasFailed(task));
    }

    /** What was asked for and is there. */
    Stream<K> there() {
        return answers.keySet().stream().filter(key -> isThere(key).orElse(false));
    }

    void forget(K key) {
        answers.remove(key);
    }

    /** Forgets what could not be had: at another try it may be there. */
    void forgetFailures() {
        answers.values().removeIf(task -> task.isDone() && hasFailed(task));
    }

    private static boolean hasFailed(FutureTask<?> task) {
        try {
            return task.get() == null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }
}
