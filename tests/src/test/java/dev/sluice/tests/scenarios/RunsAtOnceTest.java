package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of one root never write at once. */
@WithCluster
class RunsAtOnceTest {

    private static final int OBJECTS = 300;

    private final WriteBarrier barrier = WriteBarrier.after(20);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ClusterScene scene;
    private ApiGate gate;
    private Path directory;

    @BeforeEach
    void prepare(TestCluster cluster, @TempDir Path directory) {
        this.directory = directory;
        scene = new ClusterScene(cluster, directory)
                .files(WorkspaceUnit.named("app")
                        + WorkspaceUnit.configMaps("app", IntStream.range(0, OBJECTS), "first"));
        gate = new ApiGate(cluster, directory, barrier);
    }

    @AfterEach
    void close() {
        barrier.open();
        threads.shutdown();
        gate.close();
        scene.close();
    }

    @Test
    void theSecondGivesUpAtOnceAndNamesTheFirst() throws Exception {
        CompletableFuture<RunResult> first = startAndAwait();

        RunResult second = scene.reconcile(request -> request.lockTimeout(Duration.ZERO));

        assertEnded(
                second,
                Verdict.REJECTED,
                scene.filled(
                        "^Lease/${fleet}/sluice-kustomization-flux-system: another run is on: process [0-9]+ on .+ since "));
        assertThat(first).isNotDone();
        barrier.open();
        assertDone(first.get(2, TimeUnit.MINUTES));
    }

    @Test
    void theSecondWaitsAndFindsTheWorkDone() throws Exception {
        CompletableFuture<RunResult> first = startAndAwait();
        var asked = new CountDownLatch(2);
        ApiGate.Rule watching = passage -> {
            passage.pass();
            if (passage.uri().contains("/leases/")) {
                asked.countDown();
            }
        };

        try (var other = new ApiGate(scene.cluster(), directory, watching)) {
            CompletableFuture<RunResult> second =
                    supplyAsync(() -> scene.reconcile(request -> request.kubeconfig(other.kubeconfig())), threads);
            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
            barrier.open();

            assertDone(first.get(2, TimeUnit.MINUTES));
            assertDone(second.get(2, TimeUnit.MINUTES));
            assertThat(second.get().report().changes()).isEmpty();
        }
    }

    @Test
    void aRunWhoseLeaseIsDeletedStops() throws Exception {
        CompletableFuture<RunResult> first = startAndAwait();
        var noticed = new CountDownLatch(1);
        gate.rule(passage -> {
            if (passage.uri().contains("/leases/") && passage.method().equals("GET")) {
                passage.pass();
                noticed.countDown();
                return;
            }
            barrier.treat(passage);
        });

        scene.kubectl("-n", "${fleet}", "delete", "lease", "--all");
        assertThat(noticed.await(1, TimeUnit.MINUTES)).isTrue();
        barrier.open();

        assertEnded(first.get(2, TimeUnit.MINUTES), Verdict.UNHEALTHY, "run cancelled: the run's Lease was lost: ");
        assertThat(scene.configMaps()).hasSizeBetween(1, OBJECTS - 1);
        assertThat(scene.inventory("app")).hasSize(OBJECTS);
        assertThat(scene.leases()).isEmpty();
        assertDone(scene.reconcile());
        assertThat(scene.configMaps()).hasSize(OBJECTS);
    }

    /** A run that is in the middle of applying. */
    private CompletableFuture<RunResult> startAndAwait() throws Exception {
        CompletableFuture<RunResult> run =
                supplyAsync(() -> scene.reconcile(request -> request.kubeconfig(gate.kubeconfig())), threads);
        barrier.awaitRun(() -> run.isDone() ? Optional.of(RunAssertions.words(run.join())) : Optional.empty());
        return run;
    }
}
