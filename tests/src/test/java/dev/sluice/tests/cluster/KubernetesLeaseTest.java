package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.RunLock;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import dev.sluice.junit.TestNamespace;
import dev.sluice.junit.WithCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One run of a root at a time, in a real cluster. */
@WithCluster
@Timeout(120)
class KubernetesLeaseTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration TICK = Duration.ofMillis(20);

    private StateScene scene;

    @BeforeEach
    void open(TestNamespace namespace) {
        scene = new StateScene(namespace);
    }

    private RunLock lock(Cluster cluster, Duration patience) {
        return cluster.state().lock(scene.root(), patience, CancelSignal.never());
    }

    private String holder() {
        return scene.object(StateScene.LEASE).at("/spec/holderIdentity").asText();
    }

    @Test
    void theSecondOfTwoRunsIsToldWhoIsOn() {
        try (Cluster first = scene.run();
                Cluster second = scene.run();
                RunLock held = lock(first, Duration.ZERO)) {
            assertThatThrownBy(() -> lock(second, Duration.ZERO))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("another run is on: " + holder() + " since ");
            assertThat(held).isNotNull();
        }
    }

    @Test
    void theSecondOfTwoRunsWaitsForTheFirst() throws Exception {
        try (Cluster first = scene.run();
                Cluster second = scene.run()) {
            RunLock held = lock(first, Duration.ZERO);
            String before = holder();
            CompletableFuture<RunLock> waiting = CompletableFuture.supplyAsync(() -> lock(second, LONG));
            assertThatThrownBy(() -> waiting.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);

            held.close();

            try (RunLock mine = waiting.get()) {
                assertThat(mine).isNotNull();
                assertThat(holder()).isNotEqualTo(before).isNotEmpty();
            }
        }
    }

    @Test
    void isGoneAtTheEnd() {
        try (Cluster cluster = scene.run()) {
            lock(cluster, Duration.ZERO).close();
        }

        assertThat(scene.object(StateScene.LEASE).isMissingNode()).isTrue();
    }

    @Test
    void isGoneAtTheEndOfACancelledRun() {
        var cancel = CancelSignal.never();
        try (Cluster cluster = scene.run(cancel, Clock.systemUTC())) {
            RunLock lock = lock(cluster, Duration.ZERO);
            cancel.cancel("SIGTERM");

            lock.close();
        }

        assertThat(scene.object(StateScene.LEASE).isMissingNode()).isTrue();
    }

    @Test
    void aKilledRunHoldsNobodyUp() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingRun.class.getName(),
                        scene.namespace().cluster().kubeconfig().toString(),
                        scene.namespace().name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo(HoldingRun.HELD);
        } finally {
            process.destroyForcibly().waitFor();
        }
        String dead = holder();

        try (Cluster cluster = scene.run();
                RunLock mine = lock(cluster, Duration.ZERO)) {
            assertThat(mine).isNotNull();
            assertThat(List.of(dead, holder()))
                    .doesNotHaveDuplicates()
                    .allMatch(holder -> holder.startsWith("process"));
        }
    }

    @Test
    void endsTheRunWhenAnotherHasIt() throws InterruptedException, ExecutionException {
        var clock = new SkippingClock();
        var cancel = CancelSignal.never();
        try (Cluster cluster = scene.run(cancel, clock);
                RunLock held = lock(cluster, Duration.ZERO)) {
            scene.namespace()
                    .kubectl(
                            "patch",
                            StateScene.LEASE,
                            "--type=merge",
                            "-p",
                            "{\"spec\": {\"holderIdentity\": \"somebody\"}}");

            clock.skip(Duration.ofMinutes(1));
            CompletableFuture.runAsync(() -> {
                        while (!cancel.isCancelled()) {
                            LockSupport.parkNanos(TICK.toNanos());
                        }
                    })
                    .orTimeout(30, TimeUnit.SECONDS)
                    .get();

            assertThat(held).isNotNull();
            assertThatThrownBy(cancel::check)
                    .isInstanceOf(TimedOut.class)
                    .hasMessageContaining("the run's Lease was lost: Lease/"
                            + scene.namespace().name()
                            + "/sluice-kustomization-flux-system is held by somebody since ");
        }
        assertThat(holder()).isEqualTo("somebody");
    }
}
