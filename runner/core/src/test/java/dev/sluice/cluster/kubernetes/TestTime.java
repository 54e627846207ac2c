package dev.sluice.cluster.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** Time that passes when it is waited for. */
final class TestTime extends Clock implements Pace {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Duration passed = Duration.ZERO;
    private Duration jump = Duration.ZERO;
    private Consumer<Duration> meanwhile = now -> {};

    /** What others do while time passes, at each step. */
    TestTime meanwhile(Consumer<Duration> action) {
        meanwhile = action;
        return this;
    }

    void pass(Duration time) {
        passed = passed.plus(time);
    }

    /** The wall clock alone is set. */
    void jump(Duration by) {
        jump = jump.plus(by);
    }

    @Override
    public Duration elapsed() {
        return passed;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pass(time);
        meanwhile.accept(passed);
    }

    @Override
    public Instant instant() {
        return START.plus(passed).plus(jump);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
