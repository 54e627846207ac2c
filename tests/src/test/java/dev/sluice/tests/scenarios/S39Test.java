package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S39: a unit's objects in the wrong order, a kind and its first object among them. */
@WithCluster
class S39Test {

    private ClusterScene scene;

    @BeforeEach
    void write(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory).forgetting("shop-${id}").files("""
                -- clusters/cluster01/infrastructure.yaml --
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: infrastructure
                  namespace: ${fleet}
                spec:
                  interval: 1h
                  path: ./infrastructure
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: flux-system
                    namespace: flux-system
                -- infrastructure/all.yaml --
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: deny-all, namespace: "shop-${id}"}
                spec: {podSelector: {}}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: deployer, namespace: "shop-${id}"}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: deployer}
                subjects: [{kind: ServiceAccount, name: deployer, namespace: "shop-${id}"}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: deployer, namespace: "shop-${id}"}
                rules: [{apiGroups: [""], resources: [configmaps], verbs: [get]}]
                ---
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: deployer, namespace: "shop-${id}"}
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: "shop-${id}"}
                ---
                """ + Workshop.WIDGETS + """
                ---
                apiVersion: e${id}.example.com/v1
                kind: Widget
                metadata: {name: w, namespace: "shop-${id}"}
                spec: {size: 1}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: "widget-viewer-${id}"}
                rules: [{apiGroups: ["e${id}.example.com"], resources: [widgets], verbs: [get]}]
                """);
    }

    @AfterEach
    void close() {
        scene.kubectl("delete", "crd", "widgets.e${id}.example.com", "--ignore-not-found", "--wait=false");
        scene.kubectl("delete", "clusterrole", "widget-viewer-${id}", "--ignore-not-found", "--wait=false");
        scene.close();
    }

    @Test
    void appliesThemInFluxsOrderInOneRun() {
        RunResult result = scene.reconcile();

        assertDone(result);
        assertThat(scene.events("Progressing")).singleElement().asString().contains(scene.filled("""
                        CustomResourceDefinition/widgets.e${id}.example.com created
                        Namespace/shop-${id} created
                        ClusterRole/widget-viewer-${id} created
                        ServiceAccount/shop-${id}/deployer created
                        Role/shop-${id}/deployer created
                        RoleBinding/shop-${id}/deployer created
                        Widget/shop-${id}/w created
                        NetworkPolicy/shop-${id}/deny-all created"""));
    }

    @Test
    void writesNothingTheSecondTime() {
        scene.reconcile();
        int before = scene.now();

        assertDone(scene.reconcile());

        assertThat(scene.writesSince(before)).isEmpty();
    }
}
