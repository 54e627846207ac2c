package dev.sluice.apply;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Requests that are made at once, on the run's executor, which bounds them; the caller must not occupy it. */
final class Requests {

    private final Executor executor;

    Requests(Executor executor) {
        this.executor = executor;
    }

    /** The answers in the order of the subjects, when all are there; what one throws is thrown only then. */
    <T, R> List<R> all(Collection<T> subjects, Function<T, R> request) {
        var futures = new ArrayList<CompletableFuture<R>>();
        for (T subject : subjects) {
            futures.add(CompletableFuture.supplyAsync(() -> request.apply(subject), executor));
        }
        var answers = new ArrayList<R>();
        Throwable thrown = null;
        for (CompletableFuture<R> future : futures) {
            try {
                answers.add(future.join());
            } catch (CompletionException e) {
                thrown = thrown == null ? e.getCause() : thrown;
            }
        }
        rethrow(thrown);
        return answers;
    }

    private static void rethrow(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
