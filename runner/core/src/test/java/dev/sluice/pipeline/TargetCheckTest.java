package dev.sluice.pipeline;

import static dev.sluice.pipeline.StagedRun.configMap;
import static dev.sluice.pipeline.StagedRun.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.AccessCheck.AccessRequest;
import dev.sluice.cluster.FakeAccess;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.cluster.Propagation;
import dev.sluice.object.Manifests;
import dev.sluice.object.ObjectId;
import dev.sluice.report.RunReport.CheckLine;
import dev.sluice.report.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetCheckTest {

    private static final String USER = "system:serviceaccount:flux-system:shop";

    @TempDir
    Path directory;

    private final FakeCluster cluster = new FakeCluster();
    private StagedRun run;

    @BeforeEach
    void aUnit() throws IOException {
        run = new StagedRun(directory).on(cluster);
        run.file("clusters/dev/app.yaml", unit("app", ""));
        run.file("app/a.yaml", configMap("a", "1"));
        Manifests.read("{apiVersion: v1, kind: Namespace, metadata: {name: flux-system}}", "namespace.yaml")
                .forEach(cluster::apply);
    }

    @Test
    void everythingIsThere() {
        cluster.answering(new FakeAccess("v1.35.4", TargetCheckTest::nothing));

        RunResult result = run.check();

        assertThat(result.verdict()).isEqualTo(Verdict.DONE);
        assertThat(result.report().message()).isEqualTo("prerequisites checks passed");
        assertThat(result.report().checks())
                .contains(
                        new CheckLine("Kubernetes v1.35.4 >=1.30", true, ""),
                        new CheckLine("permissions", true, "17 kinds of requests are allowed"));
    }

    @Test
    void eachRequestIsAskedAboutOnce() throws IOException {
        run.file("app/b.yaml", configMap("b", "1"));
        var access = new FakeAccess("v1.35.4", TargetCheckTest::nothing);
        cluster.answering(access);

        var unused = run.check();

        assertThat(access.asked()).doesNotHaveDuplicates().contains(request("patch", "default"));
    }

    @Test
    void aServerThatIsTooOldIsNotUsed() {
        cluster.answering(new FakeAccess("v1.29.14+k3s1", TargetCheckTest::nothing));

        RunResult result = run.check();

        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(result.report().checks())
                .contains(new CheckLine("Kubernetes v1.29.14+k3s1 <1.30", false, "too old: 1.30 or newer is needed"));
    }

    @Test
    void theRoleThatIsMissingIsWritten() {
        cluster.answering(new FakeAccess(
                "v1.35.4",
                request ->
                        request.equals(request("patch", "default")) || request.equals(request("create", "default"))));

        RunResult result = run.check();

        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(result.report().checks())
                .filteredOn(line -> !line.passed())
                .containsExactly(
                        new CheckLine("create, patch configmaps in namespace default", false, "forbidden"),
                        new CheckLine(
                                "permissions",
                                false,
                                "2 of 17 kinds of requests would be refused; this is missing",
                                """
                                apiVersion: rbac.authorization.k8s.io/v1
                                kind: Role
                                metadata:
                                  name: sluice-missing
                                  namespace: default
                                rules:
                                - apiGroups:
                                  - ""
                                  resources:
                                  - configmaps
                                  verbs:
                                  - create
                                  - patch
                                """));
    }

    @Test
    void whatAUnitDoesIsAskedInItsOwnName() throws IOException {
        run.file("clusters/dev/app.yaml", unit("app", "serviceAccountName: shop"));
        cluster.answering(new FakeAccess("v1.35.4", request("patch", "default")::equals))
                .seenBy(
                        USER,
                        new FakeCluster().answering(new FakeAccess("v1.35.4", request("delete", "default")::equals)));

        RunResult result = run.check();

        assertThat(result.report().checks())
                .filteredOn(line -> !line.passed())
                .extracting(CheckLine::what)
                .containsExactly("delete configmaps in namespace default", "permissions of " + USER);
        assertThat(result.report().checks())
                .last()
                .extracting(CheckLine::remedy)
                .asString()
                .contains("kind: RoleBinding", "name: shop");
    }

    @Test
    void inWhoseNameTheRunMayNotSpeakNothingIsAsked() throws IOException {
        run.file("clusters/dev/app.yaml", unit("app", "serviceAccountName: shop"));
        cluster.answering(new FakeAccess("v1.35.4", request -> request.verb().equals("impersonate")));

        RunResult result = run.check();

        assertThat(result.report().checks())
                .filteredOn(line -> !line.passed())
                .extracting(CheckLine::what)
                .containsExactly("impersonate serviceaccounts in namespace flux-system", "permissions");
    }

    @Test
    void aMissingNamespaceOfTheStateMustBeMade() throws IOException {
        cluster.answering(new FakeAccess("v1.35.4", request -> request.kind().equals("Namespace")))
                .delete(new ObjectId("", "Namespace", "", "flux-system"), "", Propagation.BACKGROUND, Duration.ZERO);

        RunResult result = run.check();

        assertThat(result.report().checks())
                .filteredOn(line -> !line.passed())
                .extracting(CheckLine::what)
                .containsExactly("create namespaces in the whole cluster", "permissions");
    }

    private static boolean nothing(AccessRequest request) {
        return false;
    }

    private static AccessRequest request(String verb, String namespace) {
        return new AccessRequest(verb, "", "ConfigMap", "", namespace);
    }
}
