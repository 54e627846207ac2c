package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunRequestTest {

    @Test
    void aRequestWithDefaultsIsRight() {
        assertThat(request().build().problems()).isEmpty();
    }

    @Test
    void everythingThatIsWrongWithTheOptionsIsFoundAtOnce() {
        RunRequest request = request()
                .target("cluster:prod")
                .name("Flux System")
                .namespace("")
                .skipKinds(List.of("helmrelease", "HelmRelease"))
                .localSources(Map.of("podinfo", "."))
                .every(Duration.ZERO)
                .cron("* * * * *")
                .grace(Duration.ofSeconds(-1))
                .timeout(Duration.ZERO)
                .retries(-1)
                .parallel(-1)
                .build();

        assertThat(request.problems())
                .extracting(Problem::location)
                .containsExactly(
                        "--target",
                        "--local-source",
                        "--name",
                        "--namespace",
                        "--skip-kinds",
                        "--every, --cron",
                        "--every",
                        "--grace",
                        "--timeout",
                        "--retries",
                        "--parallel");
    }

    @Test
    void onlyReconcileAndDiffCanBeScheduled() {
        RunRequest request = RunRequest.builder(Command.CHECK, Path.of("."))
                .every(Duration.ofMinutes(1))
                .build();

        assertThat(request.problems()).extracting(Problem::what).containsExactly("check cannot be scheduled");
    }

    private static RunRequest.Builder request() {
        return RunRequest.builder(Command.RECONCILE, Path.of(".")).target("dir:target");
    }
}
