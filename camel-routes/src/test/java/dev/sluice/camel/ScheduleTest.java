package dev.sluice.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScheduleTest {

    @Test
    void runsAgainAndAgainUntilToldToStop() {
        var runs = new AtomicInteger();
        var stop = new CountDownLatch(1);

        Schedule.run(
                every(Duration.ofMillis(20)),
                () -> {
                    if (runs.incrementAndGet() == 3) {
                        stop.countDown();
                    }
                },
                stop,
                () -> {});

        assertThat(runs).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void aRunThatFailsDoesNotEndTheSchedule() {
        var runs = new AtomicInteger();
        var stop = new CountDownLatch(1);

        Schedule.run(
                every(Duration.ofMillis(20)),
                () -> {
                    if (runs.incrementAndGet() == 2) {
                        stop.countDown();
                    }
                    throw new IllegalStateException("this run has failed");
                },
                stop,
                () -> {});

        assertThat(runs).hasValueGreaterThanOrEqualTo(2);
    }

    @Test
    void startsRunsByACronExpression() {
        var runs = new AtomicInteger();
        var stop = new CountDownLatch(1);
        RunRequest request = RunRequest.builder(Command.RECONCILE, Path.of("."))
                .cron("* * * * * ?")
                .build();

        Schedule.run(
                request,
                () -> {
                    runs.incrementAndGet();
                    stop.countDown();
                },
                stop,
                () -> {});

        assertThat(runs).hasValueGreaterThanOrEqualTo(1);
    }

    @Test
    void aCronExpressionThatIsNoneIsRefused() {
        RunRequest request = RunRequest.builder(Command.RECONCILE, Path.of("."))
                .cron("every day")
                .build();

        assertThatThrownBy(() -> Schedule.run(request, () -> {}, new CountDownLatch(1), () -> {}))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("--cron: ");
    }

    @Test
    void anInterruptedScheduleStopsTheRunUnderWay() {
        var cancelled = new CountDownLatch(1);
        var endedWell = new AtomicBoolean();
        Thread schedule = Thread.currentThread();

        Schedule.run(
                every(Duration.ofHours(1)),
                () -> {
                    schedule.interrupt();
                    endedWell.set(await(cancelled));
                },
                new CountDownLatch(1),
                cancelled::countDown);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(endedWell).isTrue();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static RunRequest every(Duration period) {
        return RunRequest.builder(Command.RECONCILE, Path.of(".")).every(period).build();
    }
}
