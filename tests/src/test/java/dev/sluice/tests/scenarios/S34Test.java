package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S34, S35 and S36: a health check that passes, one whose time is over, and one that fails early. */
@WithCluster
class S34Test {

    private static final String KUSTOMIZATION = """
            -- clusters/cluster01/backend.yaml --
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata:
              name: my-repo
              namespace: ${fleet}
            spec:
              interval: 1m
              url: ${git}/my-repo.git
              ref:
                branch: main
            ---
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata:
              name: backend
              namespace: ${fleet}
            spec:
              interval: 5m
              path: "./backend"
              prune: true
              sourceRef:
                kind: GitRepository
                name: my-repo
              healthChecks:
                - apiVersion: apps/v1
                  kind: Deployment
                  name: backend
                  namespace: ${apps}
              timeout: 2m
            """;

    private static final String BACKEND = """
            -- backend/all.yaml --
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: backend
              namespace: ${apps}
            spec:
              minReadySeconds: 3
              selector: {matchLabels: {app: backend}}
              template:
                metadata: {labels: {app: backend}}
                spec:
                  containers: [{name: c, image: "registry.test/backend:1"}]
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: backend
              namespace: ${apps}
            data: {a: b}
            """;

    private static final String WITHOUT_A_NODE =
            BACKEND.replace("      containers: [", "      nodeSelector: {no: such-node}\n      containers: [");

    private ClusterScene scene;
    private GitFolder repository;

    @BeforeEach
    void serve(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory);
        repository = scene.repository("my-repo", "main");
        scene.files(KUSTOMIZATION);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void s34WaitsUntilTheDeploymentIsAvailable() {
        repository.commit(scene.filled(BACKEND), "Begin");

        RunResult result = scene.reconcile();

        assertDone(result);
        // The controller counts minReadySeconds from a time in whole seconds: up to one of the three is not waited.
        assertThat(result.report().took()).isGreaterThan(Duration.ofSeconds(2));
        assertThat(scene.field("deployment/backend", "/status/availableReplicas"))
                .isEqualTo("1");
        String unit = scene.filled("Kustomization/${fleet}/backend info ");
        assertThat(scene.events())
                .filteredOn(event -> event.contains(unit))
                .satisfiesExactly(
                        event -> assertThat(event)
                                .startsWith("Progressing " + unit)
                                .contains(scene.filled(
                                        "ConfigMap/${apps}/backend created\nDeployment/${apps}/backend created")),
                        event -> assertThat(event).contains(unit + "Health check passed in "),
                        event -> assertThat(event).contains(unit + "Reconciliation finished in "));
    }

    @Test
    void s34HasNothingToWaitForTheSecondTime() {
        repository.commit(scene.filled(BACKEND), "Begin");
        scene.reconcile();
        int before = scene.now();

        assertDone(scene.reconcile());

        assertThat(scene.writesSince(before)).isEmpty();
        assertThat(scene.events()).noneMatch(event -> event.contains("Health check passed"));
    }

    @Test
    void s35KeepsWhatIsAppliedWhenTheTimeIsOver() {
        repository.commit(scene.filled(WITHOUT_A_NODE), "Begin");
        scene.files(KUSTOMIZATION.replace("timeout: 2m", "timeout: 10s"));

        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.UNHEALTHY,
                scene.filled("health check failed after 30[.0-9]*s: timeout waiting for:"
                        + " \\[Deployment/${apps}/backend status: 'InProgress'"));
        assertThat(result.report().took()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
        assertThat(scene.events("HealthCheckFailed")).hasSize(1);
        assertThat(scene.inventory("backend"))
                .containsExactly(scene.apps() + "_backend__ConfigMap", scene.apps() + "_backend_apps_Deployment");
        assertThat(scene.object(scene.fleetNamespace(), "configmap/sluice-kustomization-backend")
                        .toString())
                .doesNotContain(repository.head());
        assertThat(result.report().units())
                .filteredOn(unit -> unit.id().name().equals("backend"))
                .singleElement()
                .satisfies(unit -> {
                    assertThat(unit.revision()).isEmpty();
                    assertThat(unit.attempted()).isEqualTo("main@sha1:" + repository.head());
                });
    }

    @Test
    void s36EndsAsSoonAsARolloutHasFailed() {
        repository.commit(
                scene.filled(WITHOUT_A_NODE.replace("minReadySeconds: 3", "progressDeadlineSeconds: 3")), "Begin");

        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.UNHEALTHY,
                scene.filled("failed early due to stalled resources: \\[Deployment/${apps}/backend status: 'Failed'"));
        assertThat(result.report().took()).isLessThan(Duration.ofSeconds(15));
    }
}
