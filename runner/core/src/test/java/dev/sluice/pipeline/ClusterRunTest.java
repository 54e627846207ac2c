package dev.sluice.pipeline;

import static dev.sluice.pipeline.StagedRun.configMap;
import static dev.sluice.pipeline.StagedRun.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.FakeCluster;
import dev.sluice.event.RunEvent;
import dev.sluice.failure.Problem;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.Manifests;
import dev.sluice.object.ObjectId;
import dev.sluice.report.RunReport.ChangeLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterRunTest {

    private static final ObjectId READER = KustomizationSpec.idOf("flux-system", "reader");
    private static final String LOGIN = """
            apiVersion: v1
            kind: Secret
            metadata: {name: login, namespace: flux-system}
            stringData: {user: emma}
            """;

    @TempDir
    Path directory;

    private final FakeCluster cluster = new FakeCluster();
    private StagedRun run;

    @BeforeEach
    void aReaderAndAnother() throws IOException {
        run = new StagedRun(directory.resolve("workspace")).on(cluster);
        run.file("clusters/dev/reader.yaml", unit("reader", """
                postBuild: {substituteFrom: [{kind: Secret, name: login}]}
                """));
        run.file("clusters/dev/other.yaml", unit("other", ""));
        run.file("other/a.yaml", configMap("other", "1"));
        run.file("reader/a.yaml", configMap("reader", "${user}"));
    }

    @Test
    void whatAnOperatorMakesIsWaitedForAndThenApplied() {
        run.when(ClusterRunTest::readerWaits, this::makeLogin);

        RunResult result = run.reconcileCluster(UnaryOperator.identity());

        assertThat(result.exitCode()).isZero();
        assertThat(result.report().problems()).isEmpty();
        assertThat(result.report().changes())
                .extracting(ChangeLine::id)
                .containsExactlyInAnyOrder(configMapId("other"), configMapId("reader"));
        assertThat(result.report().unchanged()).isZero();
    }

    @Test
    void whatNeverComesIsWaitedForAsLongAsTheUnitAllows() {
        RunResult result = run.at(minuteByMinute()).reconcileCluster(UnaryOperator.identity());

        assertThat(result.exitCode()).isEqualTo(6);
        assertThat(cluster.held()).contains(configMapId("other")).doesNotContain(configMapId("reader"));
    }

    @Test
    void whereAnotherUnitFailsNothingIsWaitedFor() {
        cluster.failing(configMapId("other"), new dev.sluice.failure.Rejected("ConfigMap/default/other", "quota"));

        RunResult result = run.reconcileCluster(UnaryOperator.identity());

        assertThat(result.exitCode()).isEqualTo(4);
    }

    @Test
    void whatIsNoExpressionIsToldAtItsLineBeforeTheFirstWrite() throws IOException {
        run.file("clusters/dev/reader.yaml", unit("reader", StagedRun.NO_EXPRESSION));

        RunResult result = run.reconcileCluster(UnaryOperator.identity());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.report().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.location()).isEqualTo("clusters/dev/reader.yaml:9");
            assertThat(problem.what())
                    .startsWith("Kustomization/flux-system/reader: spec.healthCheckExprs[0].current: "
                            + "is no CEL expression: 1:18: ");
        });
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void onlyTheSelectedUnitsAreCarriedOut() {
        RunResult result = run.reconcileCluster(request -> request.only(List.of("Kustomization/flux-system/other")));

        assertThat(result.exitCode()).isZero();
        assertThat(cluster.held()).containsExactly(configMapId("other"));
    }

    @Test
    void aUnitThatIsNotThereIsAWrongOptionWithTheNearestName() {
        RunResult result = run.reconcileCluster(request -> request.only(List.of("Kustomization/flux-system/othr")));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.report().problems())
                .containsExactly(new Problem(
                        "--only",
                        "there is no unit Kustomization/flux-system/othr; there are"
                                + " Kustomization/flux-system/flux-system, Kustomization/flux-system/other,"
                                + " Kustomization/flux-system/reader",
                        "did you mean Kustomization/flux-system/other?"));
        assertThat(cluster.held()).isEmpty();
    }

    @Test
    void aDependencyThatIsLeftOutIsWarnedOf() throws IOException {
        run.file("clusters/dev/last.yaml", unit("last", "dependsOn: [{name: other}]"));
        run.file("last/a.yaml", configMap("last", "1"));

        RunResult result = run.reconcileCluster(request -> request.only(List.of("Kustomization/flux-system/last")));

        assertThat(result.report().warnings())
                .extracting(Problem::what)
                .contains(
                        "Kustomization/flux-system/last: is carried out without 'flux-system/other', which it waits for"
                                + " and --only leaves out");
    }

    private static boolean readerWaits(RunEvent event) {
        return event instanceof RunEvent.UnitFinished finished
                && finished.unit().equals(READER)
                && !finished.ready();
    }

    private void makeLogin() {
        Manifests.read(LOGIN, "login.yaml").forEach(cluster::apply);
    }

    private static ObjectId configMapId(String name) {
        return new ObjectId("", "ConfigMap", "default", name);
    }

    /** A clock that moves on by a minute whenever it is looked at. */
    private static Clock minuteByMinute() {
        var minutes = new AtomicLong();
        return InstantSource.offset(
                        () -> Instant.EPOCH.plus(Duration.ofMinutes(minutes.incrementAndGet())), Duration.ZERO)
                .withZone(ZoneOffset.UTC);
    }
}
