package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static dev.sluice.tests.scenarios.RunAssertions.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport.ChangeLine;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A field that a server lets nobody change: refused, or created anew where that is asked for. */
@WithCluster
class ImmutableFieldTest {

    private ClusterScene scene;
    private String uid;

    @BeforeEach
    void applyTheFirstValue(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory)
                .files(WorkspaceUnit.named("app") + WorkspaceUnit.objects("app", frozen("ConfigMap", "first")));
        assertDone(scene.reconcile());
        uid = scene.field("configmap/frozen", "/metadata/uid");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static String frozen(String kind, String value) {
        return """
                apiVersion: v1
                kind: %s
                metadata:
                  name: frozen
                  namespace: ${apps}
                immutable: true
                data:
                  value: %s
                """.formatted(kind, value);
    }

    @Test
    void aChangeIsRefusedAndSaysHowToForceIt() {
        scene.files(WorkspaceUnit.objects("app", frozen("ConfigMap", "second")));

        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.REJECTED,
                scene.filled(
                        "^app/objects.yaml:1: ConfigMap/${apps}/frozen dry-run failed \\(Invalid\\): .*field is immutable"));
        assertThat(result.report().problems()).singleElement().satisfies(problem -> assertThat(problem.hint())
                .contains("kustomize.toolkit.fluxcd.io/force: enabled"));
        assertThat(scene.field("configmap/frozen", "/data/value")).isEqualTo("first");
        assertThat(scene.inventory("app")).containsExactly(scene.filled("${apps}_frozen__ConfigMap"));
    }

    @Test
    void aChangeIsMadeAnewWhereTheUnitForcesIt() {
        scene.files(WorkspaceUnit.named("app", "force: true")
                + WorkspaceUnit.objects("app", frozen("ConfigMap", "second")));

        assertRecreated(scene.reconcile());
    }

    @Test
    void aChangeIsMadeAnewWhereTheObjectForcesIt() {
        scene.files(WorkspaceUnit.objects(
                "app",
                frozen("ConfigMap", "second")
                        .replace(
                                "immutable:",
                                "  annotations: {kustomize.toolkit.fluxcd.io/force: enabled}\nimmutable:")));

        assertRecreated(scene.reconcile());
    }

    @Test
    void theValueOfASecretIsNotTold() {
        scene.files(WorkspaceUnit.objects(
                "app", frozen("ConfigMap", "first") + "---\n" + frozen("Secret", "c2VjcmV0LW9uZQ==")));
        assertDone(scene.reconcile());
        scene.files(WorkspaceUnit.objects(
                "app", frozen("ConfigMap", "first") + "---\n" + frozen("Secret", "c2VjcmV0LXR3bw==")));

        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.REJECTED,
                scene.filled("^app/objects.yaml:10: Secret/${apps}/frozen dry-run failed \\(Invalid\\): "));
        assertThat(words(result)).doesNotContain("c2VjcmV0", "secret-");
    }

    private void assertRecreated(RunResult result) {
        assertDone(result);
        assertThat(result.report().changes()).extracting(ChangeLine::verb).containsExactly("recreated");
        assertThat(scene.field("configmap/frozen", "/data/value")).isEqualTo("second");
        assertThat(scene.field("configmap/frozen", "/metadata/uid")).isNotEqualTo(uid);
        assertThat(scene.inventory("app")).containsExactly(scene.filled("${apps}_frozen__ConfigMap"));
    }
}
