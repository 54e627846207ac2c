package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is stopped in the middle of its writes to a cluster leaves nothing that nobody knows of. */
@WithCluster
class KilledRunTest {

    private static final int OBJECTS = 24;

    /** More than are under way at once, so that a run that is told to stop has some left. */
    private static final int MANY = 300;

    private ClusterScene scene;
    private Path log;
    private Path directory;

    @BeforeEach
    void prepare(TestCluster cluster, @TempDir Path directory) {
        this.directory = directory;
        log = directory.resolve("output.txt");
        scene = new ClusterScene(cluster, directory).files(WorkspaceUnit.named("app"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    /** The first points are around the run's own state: its key, and the inventories that are written ahead. */
    static IntStream points() {
        return IntStream.concat(
                IntStream.range(0, 6),
                new Random(20261121).ints(6, OBJECTS).distinct().limit(3));
    }

    @ParameterizedTest
    @MethodSource("points")
    void nothingIsLeftOfAKilledRunThatTheNextCommitDoesNotHold(int writes) throws Exception {
        scene.files(WorkspaceUnit.configMaps("app", IntStream.range(0, OBJECTS), "first"));
        kill(writes % 2 == 0 ? WriteBarrier.after(writes) : WriteBarrier.unansweredAfter(writes));
        scene.files(WorkspaceUnit.configMaps("app", IntStream.range(OBJECTS / 2, OBJECTS), "second"));

        RunResult result = scene.reconcile();

        assertDone(result);
        assertHolds(IntStream.range(OBJECTS / 2, OBJECTS));
        assertThat(result.report().took())
                .describedAs("the Lease of a process that is dead hinders nobody")
                .isLessThan(Duration.ofSeconds(25));
    }

    /** The first commit is there; the second one changes 8, creates 8 and prunes 8 objects: the last writes. */
    @ParameterizedTest
    @ValueSource(ints = {5, 18, 25})
    void nothingIsLostOfARunThatIsKilledAtAChangeOrAPrune(int writes) throws Exception {
        scene.files(WorkspaceUnit.configMaps("app", IntStream.range(0, 16), "first"));
        assertDone(scene.reconcile());
        scene.files(WorkspaceUnit.configMaps("app", IntStream.range(8, 24), "second"));
        kill(writes % 2 == 0 ? WriteBarrier.after(writes) : WriteBarrier.unansweredAfter(writes));
        scene.files(WorkspaceUnit.configMaps("app", IntStream.range(4, 20), "third"));

        RunResult result = scene.reconcile();

        assertDone(result);
        assertHolds(IntStream.range(4, 20));
    }

    @Test
    void sigtermEndsARunAtASafePoint() throws Exception {
        scene.files(WorkspaceUnit.configMaps("app", IntStream.range(0, MANY), "first"));
        var barrier = WriteBarrier.after(20);
        try (var gate = new ApiGate(scene.cluster(), directory, barrier)) {
            Process process = start(gate);
            barrier.awaitRun(() -> endOf(process));
            process.destroy();
            barrier.open();

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).describedAs(logged()).isEqualTo(Verdict.UNHEALTHY.exitCode());
        }

        assertThat(logged()).contains("run cancelled: told to stop");
        List<String> applied = scene.configMaps();
        assertThat(applied).hasSizeBetween(1, MANY - 1);
        assertThat(scene.inventory("app")).containsAll(ids(applied));
        assertThat(scene.leases()).isEmpty();
        assertDone(scene.reconcile());
        assertHolds(IntStream.range(0, MANY));
    }

    /** A run that is killed at the point. */
    private void kill(WriteBarrier barrier) throws Exception {
        try (var gate = new ApiGate(scene.cluster(), directory, barrier)) {
            Process process = start(gate);
            barrier.awaitRun(() -> endOf(process));
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(ApiGate gate) throws IOException {
        return SluiceProcess.start(
                scene.fleet().directory(),
                log,
                List.of(
                        "reconcile",
                        "clusters/cluster01",
                        "--namespace=" + scene.fleetNamespace(),
                        "--kubeconfig=" + gate.kubeconfig(),
                        "--cache=" + scene.directory().resolve("cache")));
    }

    private void assertHolds(IntStream numbers) {
        List<String> names =
                numbers.mapToObj(number -> "number-" + number).sorted().toList();
        assertThat(scene.configMaps()).isEqualTo(names);
        assertThat(scene.inventory("app")).containsExactlyElementsOf(ids(names));
    }

    private List<String> ids(List<String> names) {
        return names.stream()
                .map(name -> scene.apps() + "_" + name + "__ConfigMap")
                .sorted()
                .toList();
    }

    private Optional<String> endOf(Process process) {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue() + ": " + logged());
    }

    private String logged() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
