package dev.sluice.render;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TimedOut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** What went wrong in a render so far; it goes on all the same, to find the rest. */
final class RenderFailures {

    private final List<Problem> problems = new ArrayList<>();
    private final List<RunFailure> failures = new ArrayList<>();

    void add(Problem problem) {
        problems.add(problem);
    }

    /** What is wrong with files, each once. */
    List<Problem> problems() {
        return Problem.distinct(problems);
    }

    /** What could not be had or done. */
    List<RunFailure> failures() {
        return List.copyOf(failures);
    }

    void addAll(List<Problem> more) {
        problems.addAll(more);
    }

    /** Goes on with a result that is there; one that is not is a failure of the render, or a bug, which is thrown on. */
    <T> void take(Future<T> result, Consumer<T> next) {
        try {
            next.accept(result.get());
        } catch (RunFailure failure) {
            keep(failure);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RunFailure failure)) {
                throw e.getCause() instanceof RuntimeException bug ? bug : new IllegalStateException(e.getCause());
            }
            keep(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimedOut("", "interrupted while rendering", e);
        }
    }

    void keep(RunFailure failure) {
        if (failure instanceof InvalidInput invalid) {
            problems.addAll(invalid.problems());
        } else {
            failures.add(failure);
        }
    }

    /** What is wrong with files comes first: it is what the user can mend, and no second try changes it. */
    void throwWorst() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(Problem.distinct(problems));
        }
        failures.stream().min(Comparator.comparingInt(RunFailure::exitCode)).ifPresent(failure -> {
            throw failure;
        });
    }
}
