package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport.SkippedLine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S15: a repository that {@code flux bootstrap} made, on a cluster without Flux. */
@WithCluster
class S15OnClusterTest {

    private ClusterScene scene;

    @BeforeEach
    void bootstrap(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory).files("""
                -- clusters/cluster01/flux-system/kustomization.yaml --
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                - gotk-components.yaml
                - gotk-sync.yaml
                -- clusters/cluster01/flux-system/gotk-sync.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: flux-system
                  namespace: ${fleet}
                spec:
                  interval: 1m0s
                  ref:
                    branch: master
                  secretRef:
                    name: flux-system
                  url: ${git}/fleet-infra.git
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: flux-system
                  namespace: ${fleet}
                spec:
                  interval: 10m0s
                  path: ./clusters/cluster01
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: flux-system
                -- clusters/cluster01/flux-system/gotk-components.yaml --
                apiVersion: v1
                kind: Namespace
                metadata:
                  labels: {app.kubernetes.io/part-of: flux, app.kubernetes.io/instance: "${fleet}", app.kubernetes.io/version: v2.9.5}
                  name: ${fleet}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata:
                  labels: {app.kubernetes.io/part-of: flux, app.kubernetes.io/instance: "${fleet}", app.kubernetes.io/version: v2.9.5}
                  name: flux-view-${id}
                rules: []
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  labels: {app.kubernetes.io/part-of: flux, app.kubernetes.io/instance: "${fleet}", app.kubernetes.io/version: v2.9.5}
                  name: source-controller
                  namespace: ${fleet}
                -- clusters/cluster01/settings.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                  namespace: ${apps}
                """);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void appliesWhatIsTheirsAndLeavesFluxOut() {
        RunResult result = scene.reconcile(request -> request.entries(List.of()));

        assertDone(result);
        assertThat(scene.object(scene.apps(), "configmap/settings").isMissingNode())
                .isFalse();
        assertThat(scene.object(scene.fleetNamespace(), "deployment/source-controller")
                        .isMissingNode())
                .isTrue();
        assertThat(scene.object("", "clusterrole/flux-view-" + scene.id()).isMissingNode())
                .isTrue();
        assertThat(result.report().skipped())
                .filteredOn(skipped -> skipped.reason().equals("Flux component"))
                .extracting(SkippedLine::id)
                .extracting(id -> id.kind())
                .containsExactlyInAnyOrder("Namespace", "ClusterRole", "Deployment");
    }
}
