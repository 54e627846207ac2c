package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.FaultProxy;
import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** API servers that have too much to do, or a bad network before them: a run comes to its end all the same. */
@WithCluster
class UnstableClusterTest {

    private static final int OBJECTS = 60;

    /** Requests under way when the server first says that it is too much, and as many whose callers heard of it late. */
    private static final int UNDER_WAY = 16;

    /** Worse than that is no storm but an outage, and ends the run. */
    private static final int MOST_IN_A_ROW = 3;

    private static final ApiGate.Rule LOST = passage -> {};

    private ClusterScene scene;
    private Path directory;

    @BeforeEach
    void prepare(TestCluster cluster, @TempDir Path directory) {
        this.directory = directory;
        scene = new ClusterScene(cluster, directory)
                .files(WorkspaceUnit.named("app")
                        + WorkspaceUnit.configMaps("app", IntStream.range(0, OBJECTS), "first"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aServerThatAsksForAPauseGetsIt() {
        var requests = new AtomicInteger();
        var refused = new AtomicInteger();
        var closedUntil = new AtomicLong(Long.MAX_VALUE);
        ApiGate.Rule busyForTwoSeconds = passage -> {
            if (requests.incrementAndGet() == 40) {
                closedUntil.set(System.nanoTime() + Duration.ofSeconds(2).toNanos());
            }
            if (requests.get() >= 40 && System.nanoTime() < closedUntil.get()) {
                refused.incrementAndGet();
                passage.refuse(429, 2);
                return;
            }
            passage.pass();
        };

        RunResult result = reconcileBehind(busyForTwoSeconds);

        assertDone(result);
        assertAllThere();
        assertThat(refused.get()).isBetween(1, UNDER_WAY);
    }

    @Test
    void aStormOfErrorsAndBrokenConnectionsIsOutlasted() {
        var random = new Random(7);
        var inARow = new ConcurrentHashMap<String, Integer>();
        ApiGate.Rule storm = passage -> {
            String request = passage.method() + " " + passage.uri();
            boolean passes = random.nextBoolean() || inARow.merge(request, 1, Integer::sum) > MOST_IN_A_ROW;
            if (passes) {
                inARow.remove(request);
                passage.pass();
                return;
            }
            switch (random.nextInt(5)) {
                case 0 -> passage.refuse(500);
                case 1 -> passage.refuse(502);
                case 2 -> passage.refuse(503);
                case 3 -> passage.passUnanswered();
                default -> LOST.treat(passage);
            }
        };

        RunResult result = reconcileBehind(storm);

        assertDone(result);
        assertAllThere();
        assertThat(scene.leases()).isEmpty();
    }

    @Test
    void aConnectionThatIsCutEverySecondDoesNotHinderTheWaitForHealth() throws Exception {
        scene.files(WorkspaceUnit.named("app", "wait: true\ntimeout: 2m") + WorkspaceUnit.objects("app", """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata:
                          name: slow
                          namespace: ${apps}
                        spec:
                          selector:
                            matchLabels: {app: slow}
                          template:
                            metadata:
                              labels: {app: slow}
                              annotations:
                                sluice.dev/test-pod-delay: 6s
                            spec:
                              containers:
                                - name: slow
                                  image: registry.test/slow:1
                        """));
        ScheduledExecutorService scissors = Executors.newSingleThreadScheduledExecutor();
        var cuts = new AtomicInteger();

        RunResult result;
        try (var proxy = FaultProxy.inFrontOf(scene.cluster().server())) {
            ScheduledFuture<?> cutting = scissors.scheduleWithFixedDelay(
                    () -> {
                        proxy.cut();
                        proxy.heal();
                        cuts.incrementAndGet();
                    },
                    1,
                    1,
                    TimeUnit.SECONDS);
            result = scene.reconcile(request ->
                    request.kubeconfig(proxy.kubeconfig(scene.cluster().kubeconfig())));
            assertThat(cutting.isDone()).isFalse();
            scissors.shutdown();
            assertThat(scissors.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }

        assertDone(result);
        assertThat(cuts.get()).isGreaterThan(2);
        assertThat(scene.field("deployment/slow", "/status/readyReplicas")).isEqualTo("1");
        assertThat(scene.events("ReconciliationSucceeded"))
                .anyMatch(event -> event.startsWith(scene.filled("Kustomization/${fleet}/app ")));
    }

    private RunResult reconcileBehind(ApiGate.Rule rule) {
        try (var gate = new ApiGate(scene.cluster(), directory, rule)) {
            return scene.reconcile(request -> request.kubeconfig(gate.kubeconfig()));
        }
    }

    private void assertAllThere() {
        List<String> names = IntStream.range(0, OBJECTS)
                .mapToObj(number -> "number-" + number)
                .sorted()
                .toList();
        assertThat(scene.configMaps()).isEqualTo(names);
        assertThat(scene.inventory("app")).hasSize(OBJECTS);
    }
}
