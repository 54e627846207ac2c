package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.camel.CamelPipelineRunner;
import dev.sluice.event.RunListener;
import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine whose clock is an hour off, before or behind that of the cluster and of other machines. */
@WithCluster
class WrongClockTest {

    private static final String HELD_ELSEWHERE = """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: ${fleet}
            ---
            apiVersion: coordination.k8s.io/v1
            kind: Lease
            metadata:
              name: sluice-kustomization-flux-system
              namespace: ${fleet}
            spec:
              holderIdentity: process 1 on another machine
              leaseDurationSeconds: 30
              acquireTime: "%1$s"
              renewTime: "%1$s"
            """;

    private ClusterScene scene;

    @BeforeEach
    void prepare(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory)
                .files(WorkspaceUnit.named("app", "wait: true")
                        + WorkspaceUnit.objects("app", WorkspaceUnit.configMap("settings", "first")));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void aRunIsDone(int minutes) {
        RunResult result = reconcile(minutes, Duration.ofMinutes(1));

        assertDone(result);
        assertThat(scene.configMaps()).containsExactly("settings");
        assertThat(scene.leases()).isEmpty();
        assertThat(result.report().took()).isBetween(Duration.ZERO, Duration.ofMinutes(2));
    }

    /** A renewal that was a moment ago by the other machine's clock is an hour old, or to come, by this one's. */
    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void aLeaseThatIsHeldElsewhereIsHeeded(int minutes) {
        scene.kubectl(
                List.of("apply", "-f", "-"),
                HELD_ELSEWHERE.formatted(Clock.systemUTC()
                        .instant()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString()
                        .replace("Z", ".000000Z")));

        RunResult result = reconcile(minutes, Duration.ZERO);

        assertEnded(result, Verdict.REJECTED, "another run is on: process 1 on another machine since ");
        assertThat(scene.leases()).containsExactly("sluice-kustomization-flux-system");
    }

    private RunResult reconcile(int minutes, Duration lockTimeout) {
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes));
        try (var runner = new CamelPipelineRunner(wrong)) {
            return runner.run(
                    scene.request(Command.RECONCILE).lockTimeout(lockTimeout).build(), RunListener.NONE);
        }
    }
}
