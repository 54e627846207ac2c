package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects of a kind that kstatus knows nothing of, and a unit that begins when an expression over another one is true. */
@WithCluster
class HealthExpressionsTest {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private ClusterScene scene;

    @BeforeEach
    void write(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory).files("""
                -- clusters/cluster01/kinds.yaml --
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: kinds, namespace: "${fleet}"}
                spec:
                  interval: 1h
                  path: ./kinds
                  prune: true
                  wait: true
                  sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
                -- kinds/widgets.yaml --
                """ + Workshop.WIDGETS + """
                -- clusters/cluster01/widgets.yaml --
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: widgets, namespace: "${fleet}"}
                spec:
                  interval: 1h
                  path: ./widgets
                  prune: true
                  wait: true
                  dependsOn: [{name: kinds}]
                  sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
                  healthCheckExprs:
                    - apiVersion: e${id}.example.com/v1
                      kind: Widget
                      failed: has(status.phase) && status.phase == 'Lost'
                      current: status.phase == 'Up'
                -- widgets/widget.yaml --
                apiVersion: e${id}.example.com/v1
                kind: Widget
                metadata: {name: w, namespace: "${apps}"}
                -- clusters/cluster01/app.yaml --
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: app, namespace: "${fleet}"}
                spec:
                  interval: 1h
                  path: ./app
                  prune: true
                  sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
                  dependsOn:
                    - name: widgets
                      readyExpr: >
                        dep.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True') &&
                        dep.status.observedGeneration == dep.metadata.generation &&
                        dep.spec.sourceRef.name == self.spec.sourceRef.name
                -- app/app.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: app, namespace: "${apps}"}
                """);
    }

    @AfterEach
    void close() {
        thread.shutdown();
        scene.kubectl("delete", "crd", "widgets.e${id}.example.com", "--ignore-not-found", "--wait=false");
        scene.close();
    }

    private String widgets() {
        return scene.kubectl("get", "widgets.e${id}.example.com", "-n", "${apps}", "-o", "name", "--ignore-not-found");
    }

    private CompletableFuture<RunResult> begun() {
        CompletableFuture<RunResult> run = supplyAsync(() -> scene.reconcile(), thread);
        Eventually.until("the widget is applied", () -> {
            try {
                return run.isDone() || !widgets().isEmpty();
            } catch (RuntimeException e) {
                // Its kind is not there yet.
                return false;
            }
        });
        return run;
    }

    private void phase(String value) {
        scene.kubectl(
                "patch",
                "widgets.e${id}.example.com",
                "w",
                "-n",
                "${apps}",
                "--type=merge",
                "-p",
                "{\"status\": {\"phase\": \"" + value + "\"}}");
    }

    @Test
    void waitForWhatTheyAskForAndThenLetTheNextUnitBegin() throws Exception {
        CompletableFuture<RunResult> run = begun();
        phase("Starting");
        assertThat(scene.configMaps()).doesNotContain("app");

        phase("Up");

        assertDone(run.get(2, TimeUnit.MINUTES));
        assertThat(scene.configMaps()).contains("app");
    }

    @Test
    void endTheRunWhereTheySayThatAnObjectHasFailed() throws Exception {
        CompletableFuture<RunResult> run = begun();

        phase("Lost");

        RunResult result = run.get(2, TimeUnit.MINUTES);
        assertThat(result.exitCode()).isEqualTo(6);
        assertThat(result.report().problems()).anySatisfy(problem -> assertThat(problem.what())
                .contains(scene.filled("Widget/${apps}/w status: 'Failed'"))
                .contains("failed is true: has(status.phase) && status.phase == 'Lost'"));
        assertThat(scene.configMaps()).doesNotContain("app");
    }
}
