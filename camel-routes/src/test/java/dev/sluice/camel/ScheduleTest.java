package dev.sluice.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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
                stop);

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
                stop);

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
                stop);

        assertThat(runs).hasValueGreaterThanOrEqualTo(1);
    }

    @Test
    void aCronExpressionThatIsNoneIsRefused() {
        RunRequest request = RunRequest.builder(Command.RECONCILE, Path.of("."))
                .cron("every day")
                .build();

        assertThatThrownBy(() -> Schedule.run(request, () -> {}, new CountDownLatch(1)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("--cron: ");
    }

    private static RunRequest every(Duration period) {
        return RunRequest.builder(Command.RECONCILE, Path.of(".")).every(period).build();
    }
}
