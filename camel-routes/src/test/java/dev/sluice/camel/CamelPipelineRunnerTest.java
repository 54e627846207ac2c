package dev.sluice.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CamelPipelineRunnerTest {

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(directory.resolve("entry"));
        Files.writeString(directory.resolve("entry/a.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: a, namespace: default}
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- routeTemplate: [", "- routeTemplate: {id: other, from: {uri: direct:run}}", "nothing"})
    void aTemplateThatIsNoneIsTheUsersToMend(String text) throws IOException {
        Files.writeString(directory.resolve("own.camel.yaml"), text);

        RunResult result = run(request().template(Path.of("own.camel.yaml")).build(), RunListener.NONE);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.report().problems())
                .extracting(problem -> problem.location())
                .contains("own.camel.yaml");
    }

    @Test
    void aTemplateThatIsMissingIsTheUsersToMend() {
        RunResult result = run(request().template(Path.of("missing.camel.yaml")).build(), RunListener.NONE);

        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void rendersWithOneThread() {
        assertThat(run(request().parallel(1).build(), RunListener.NONE).exitCode())
                .isZero();
    }

    @Test
    void aCancellationReachesEveryRunUnderWay() throws Exception {
        var began = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        try (var runner = new CamelPipelineRunner()) {
            CompletableFuture<RunResult> first =
                    CompletableFuture.supplyAsync(() -> runner.run(request().build(), event -> {
                        if (event instanceof RunEvent.StepStarted) {
                            began.countDown();
                            await(cancelled);
                        }
                    }));
            began.await();
            RunResult second = runner.run(request().build(), RunListener.NONE);

            runner.cancel();
            cancelled.countDown();

            assertThat(second.exitCode()).isZero();
            assertThat(first.get().exitCode()).isEqualTo(6);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RunRequest.Builder request() {
        return RunRequest.builder(Command.RENDER, directory).entries(List.of("entry"));
    }

    private static RunResult run(RunRequest request, RunListener listener) {
        try (var runner = new CamelPipelineRunner()) {
            return runner.run(request, listener);
        }
    }
}
