package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StopOnShutdownTest {

    private final Runner runner = new Runner();
    private final List<OptionalInt> stopped = new ArrayList<>();

    @Test
    void cancelsTheRunAndTellsHowItEnded() {
        var watch = StopOnShutdown.watch(runner, Duration.ofMinutes(1), stopped::add);
        watch.ended(6);

        watch.stop();

        watch.close();
        assertThat(runner.cancelled).isTrue();
        assertThat(stopped).containsExactly(OptionalInt.of(6));
    }

    @Test
    void waitsNoLongerThanTheGrace() {
        var watch = StopOnShutdown.watch(runner, Duration.ofMillis(1), stopped::add);

        watch.stop();

        watch.close();
        assertThat(stopped).containsExactly(OptionalInt.empty());
    }

    @Test
    void doesNotWaitForARunThatThrew() {
        var watch = StopOnShutdown.watch(runner, Duration.ofMinutes(1), stopped::add);
        watch.close();

        watch.stop();

        assertThat(stopped).containsExactly(OptionalInt.empty());
    }

    private static final class Runner implements PipelineRunner {
        private final AtomicBoolean cancelled = new AtomicBoolean();

        @Override
        public RunResult run(RunRequest request, RunListener listener, RunOutput output) {
            throw new AssertionError("nothing runs here");
        }

        @Override
        public void cancel() {
            cancelled.set(true);
        }

        @Override
        public void close() {}
    }
}
