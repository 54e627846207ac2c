package dev.sluice.tests.conformance;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tries cases side by side, each within a bound of time: a case that hangs, throws or overflows its stack fails. */
final class CaseRunner {

    private static final int LONGEST_DIFFERENCE = 400;

    private final int lanes;
    private final Duration bound;

    /**
     * A runner of cases.
     *
     * @param lanes how many cases are tried at once
     * @param bound how long a single case may take
     */
    CaseRunner(int lanes, Duration bound) {
        this.lanes = lanes;
        this.bound = bound;
    }

    /** A runner with a lane a processor and a minute a case. */
    static CaseRunner onAllCores() {
        return new CaseRunner(Runtime.getRuntime().availableProcessors(), Duration.ofMinutes(1));
    }

    /** Tries all cases; the results are in the order of the cases. */
    Results run(List<Area.Case> cases) throws InterruptedException {
        var attempts = cases.stream()
                .map(one -> (Callable<Result>) () -> new Result(one.name(), differenceInTime(one)))
                .toList();
        var executor = Executors.newFixedThreadPool(lanes);
        try {
            var results = new ArrayList<Result>();
            for (Future<Result> future : executor.invokeAll(attempts)) {
                results.add(future.get());
            }
            return new Results(results);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a lane of the runner broke", e);
        } finally {
            executor.shutdownNow();
        }
    }

    /** The case has a thread of its own: a lane can leave a hanging one behind, and as a daemon it keeps no JVM alive. */
    private Optional<String> differenceInTime(Area.Case one) throws InterruptedException {
        var attempt = new FutureTask<>(() -> one.check().difference());
        var thread = new Thread(attempt, "case " + one.name());
        thread.setDaemon(true);
        thread.start();
        try {
            return attempt.get(bound.toMillis(), TimeUnit.MILLISECONDS).map(CaseRunner::oneLine);
        } catch (TimeoutException e) {
            thread.interrupt();
            return Optional.of("did not end within " + bound.toSeconds() + " s");
        } catch (ExecutionException e) {
            return Optional.of(oneLine(requireNonNullElse(e.getCause(), e).toString()));
        }
    }

    private static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ⏎ ");
        return line.length() <= LONGEST_DIFFERENCE ? line : line.substring(0, LONGEST_DIFFERENCE) + " …";
    }
}
