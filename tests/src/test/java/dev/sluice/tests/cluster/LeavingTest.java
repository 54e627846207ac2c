package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.TestNamespace;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport.ChangeLine;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How what left the repository leaves the cluster. */
@WithCluster
@Timeout(120)
class LeavingTest {

    @TempDir
    Path directory;

    private PipelineRun run;
    private TestCluster cluster;
    private String fleet;
    private String shop;

    @BeforeEach
    void somethingThatStays(TestNamespace own) {
        cluster = own.cluster();
        fleet = own.name();
        shop = fleet + "-shop";
        run = new PipelineRun(directory.resolve("workspace"), cluster.kubeconfig(), fleet);
        run.manifest(
                "stays.yaml",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: stays, namespace: %s}}".formatted(fleet));
    }

    @AfterEach
    void deleteShop() {
        cluster.kubectl("delete", "namespace", shop, "--ignore-not-found", "--wait=false");
    }

    @Test
    void aNamespaceGoesAfterItsContentInOneRun() {
        run.manifest("leaves.yaml", shop());
        reconcile();
        run.manifest("leaves.yaml", "");

        RunResult result = reconcile();

        assertThat(result.report().changes())
                .extracting(ChangeLine::id)
                .map(id -> id.kind() + " " + id.name())
                .containsExactly("Deployment web", "ConfigMap settings", "Namespace " + shop);
        cluster.kubectl("wait", "namespace/" + shop, "--for=delete", "--timeout=60s");
        assertThat(reconcile().report().message()).isEqualTo("nothing changed");
    }

    @Test
    void aUnitThatWaitsForTerminationLeavesNothing() {
        unit("leaves", "deletionPolicy: WaitForTermination");
        run.file("leaves/all.yaml", shop());
        reconcile();
        run.manifest("leaves.yaml", "");

        reconcile();

        assertThat(cluster.kubectl("get", "namespace", shop, "--ignore-not-found", "--output=name"))
                .isEmpty();
    }

    @Test
    void aTenantsObjectsAreDeletedInItsName() {
        applyAsTenant();
        run.manifest("leaves.yaml", "");

        reconcile();

        assertThat(cluster.auditLog())
                .filteredOn(request -> request.verb().equals("delete")
                        && request.uri().contains("/namespaces/" + fleet + "/configmaps/theirs"))
                .extracting(request -> request.impersonatedUser())
                .containsExactly("system:serviceaccount:" + fleet + ":tenant");
    }

    @Test
    void aTenantsObjectsStayWhereItsAccountIsGone() {
        applyAsTenant();
        cluster.kubectl("delete", "serviceaccount", "tenant", "--namespace=" + fleet);
        run.manifest("leaves.yaml", "");

        RunResult result = reconcile();

        assertThat(cluster.kubectl("get", "configmap", "theirs", "--namespace=" + fleet, "--output=name"))
                .isEqualTo("configmap/theirs\n");
        assertThat(result.report().skipped())
                .extracting(line -> line.id().name() + ": " + line.reason())
                .containsExactly(
                        "theirs: who applied it is not there any more: system:serviceaccount:" + fleet + ":tenant");
    }

    private RunResult reconcile() {
        RunResult result =
                run.run(Command.RECONCILE, request -> request.retries(0).confirmPrune(List.of("Namespace")));
        assertThat(result.report().problems()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.DONE);
        return result;
    }

    private String shop() {
        return """
                apiVersion: v1
                kind: Namespace
                metadata: {name: %1$s}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: %1$s}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: %1$s}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: app, image: "registry.test/app:1"}]}
                """.formatted(shop);
    }

    /** A unit {@code leaves} with one ConfigMap, in the name of an account that may do this. */
    private void applyAsTenant() {
        cluster.kubectl("create", "serviceaccount", "tenant", "--namespace=" + fleet);
        cluster.kubectl(
                "create",
                "rolebinding",
                "tenant",
                "--clusterrole=admin",
                "--serviceaccount=" + fleet + ":tenant",
                "--namespace=" + fleet);
        unit("leaves", "serviceAccountName: tenant");
        run.file(
                "leaves/all.yaml",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: theirs, namespace: %s}}".formatted(fleet));
        reconcile();
    }

    private void unit(String name, String more) {
        run.manifest(name + ".yaml", """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  interval: 10m
                  path: ./%1$s
                  prune: true
                  sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
                  %3$s
                """.formatted(name, fleet, more));
    }
}
