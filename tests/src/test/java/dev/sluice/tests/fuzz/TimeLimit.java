package dev.sluice.tests.fuzz;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** Ends a process that does not answer in time; some inputs keep the real program busy for ever. */
final class TimeLimit implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private volatile boolean over;
    private final Timer timer = new Timer("time limit", true);

    TimeLimit(Process process) {
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        over = true;
                        process.destroyForcibly();
                    }
                },
                LIMIT.toMillis());
    }

    /** Whether the process was ended. */
    boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
