package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.words;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.ControlPlane;
import dev.sluice.junit.ControlPlaneOptions;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server that dies in the middle of a run, and comes back. */
@WithCluster
class RestartedServerTest {

    private static final int OBJECTS = 200;

    @Test
    void theRunGoesOn(@TempDir Path directory) throws Exception {
        var barrier = WriteBarrier.after(60);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (ControlPlane cluster =
                        ControlPlane.start(ControlPlaneOptions.standard().withoutNodes());
                var scene = new ClusterScene(cluster, directory);
                var gate = new ApiGate(cluster, directory, barrier)) {
            scene.files(
                    WorkspaceUnit.named("app") + WorkspaceUnit.configMaps("app", IntStream.range(0, OBJECTS), "first"));
            CompletableFuture<RunResult> run =
                    supplyAsync(() -> scene.reconcile(request -> request.kubeconfig(gate.kubeconfig())), thread);
            barrier.awaitRun(() -> run.isDone() ? Optional.of(words(run.join())) : Optional.empty());

            cluster.stopApiServer();
            barrier.open();
            cluster.startApiServer();

            assertDone(run.get(2, TimeUnit.MINUTES));
            assertThat(scene.configMaps()).hasSize(OBJECTS);
            assertThat(scene.inventory("app")).hasSize(OBJECTS);
            assertThat(scene.leases()).isEmpty();
        } finally {
            thread.shutdown();
        }
    }
}
