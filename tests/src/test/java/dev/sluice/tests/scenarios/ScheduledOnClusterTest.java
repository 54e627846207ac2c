package dev.sluice.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice reconcile --every} on a cluster: what is pushed arrives, what is broken by hand is repaired. */
@WithCluster
class ScheduledOnClusterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ClusterScene scene;
    private GitFolder podinfo;
    private Path log;

    @BeforeEach
    void serve(TestCluster cluster, @TempDir Path directory) {
        log = directory.resolve("output.txt");
        scene = new ClusterScene(cluster, directory);
        podinfo = scene.repository("podinfo", "master").commit(Workshop.PODINFO, "Begin");
        scene.files(Workshop.PODINFO_SOURCE + Workshop.PODINFO_KUSTOMIZATION);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void appliesRepairsAndEndsWithSigterm() throws Exception {
        Process process = SluiceProcess.start(
                scene.fleet().directory(),
                log,
                List.of(
                        "reconcile",
                        "clusters/cluster01",
                        "--every=1s",
                        "--namespace=" + scene.fleetNamespace(),
                        "--kubeconfig=" + scene.cluster().kubeconfig(),
                        "--cache=" + scene.directory().resolve("cache")));
        await(process, () -> logged().contains("Nothing changed"));

        podinfo.commit(Workshop.PODINFO.replace("podinfo:6.0.0", "podinfo:6.0.1"), "Deploy 6.0.1");
        await(process, () -> scene.field("deployment/podinfo", "/spec/template/spec/containers/0/image")
                .endsWith(":6.0.1"));
        scene.kubectl("-n", "${apps}", "delete", "service/podinfo");
        await(process, () -> !scene.object(scene.apps(), "service/podinfo").isMissingNode());
        process.destroy();

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).describedAs(logged()).isZero();
    }

    private void await(Process process, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            boolean ended = process.waitFor(200, TimeUnit.MILLISECONDS);
            assertThat(ended || System.nanoTime() > deadline)
                    .describedAs(logged())
                    .isFalse();
        }
    }

    private String logged() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "";
        }
    }
}
