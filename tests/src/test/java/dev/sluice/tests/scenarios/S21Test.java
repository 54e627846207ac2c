package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S21, S23 and S24: one application in two environments, and a version that goes from the first to the second. */
@WithCluster
class S21Test {

    private static final String NAMESPACES = """
            -- clusters/cluster01/apps/namespaces.yaml --
            apiVersion: v1
            kind: Namespace
            metadata:
              name: dev-${id}
            ---
            apiVersion: v1
            kind: Namespace
            metadata:
              name: prod-${id}
            """;

    private ClusterScene scene;
    private GitFolder app;

    @BeforeEach
    void serve(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory).forgetting("dev-${id}").forgetting("prod-${id}");
        app = scene.repository("chuck-norris-app", "main");
        app.commit(scene.filled(Workshop.chuckNorris("prod", "v1")), "Deploy v1 in prod");
        app.branch("dev").commit(scene.filled(Workshop.chuckNorris("dev", "v1")), "Deploy v1 in dev");
        scene.files(Workshop.environment("dev", "dev") + Workshop.environment("prod", "main"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void s21NamesTheNamespacesThatAreMissing() {
        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.REJECTED,
                scene.filled("/dev-${id}/chuck-norris-app not found: namespaces \"dev-${id}\" not found"),
                scene.filled("/prod-${id}/chuck-norris-app not found: namespaces \"prod-${id}\" not found"));
        assertThat(scene.object("dev-" + scene.id(), "deployment/chuck-norris-app")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void s21IsDoneInOneRunOnceTheNamespacesAreWritten() {
        scene.files(NAMESPACES);

        RunResult result = scene.reconcile();

        assertDone(result);
        assertThat(List.of("dev", "prod")).allSatisfy(environment -> assertThat(image(environment))
                .isEqualTo("registry.test/chuck-norris-app:v1"));
        assertThat(scene.object("", "namespace/dev-" + scene.id())
                        .at("/metadata/labels/kustomize.toolkit.fluxcd.io~1name")
                        .asText())
                .isEqualTo("flux-system");
        rolledOut("dev");
        rolledOut("prod");
    }

    @Test
    void s23ChangesTheOneEnvironmentWhoseBranchChanged() {
        scene.files(NAMESPACES);
        scene.reconcile();
        app.commit(scene.filled(Workshop.chuckNorris("dev", "v2")), "Deploy v2 in dev");
        int before = scene.now();

        assertDone(scene.reconcile());

        assertThat(image("dev")).isEqualTo("registry.test/chuck-norris-app:v2");
        assertThat(image("prod")).isEqualTo("registry.test/chuck-norris-app:v1");
        assertThat(scene.events("NewArtifact")).anyMatch(event -> event.contains("commit 'Deploy v2 in dev'"));
        assertThat(scene.events("Progressing"))
                .singleElement()
                .asString()
                .contains(scene.filled("Deployment/dev-${id}/chuck-norris-app configured"));
        assertThat(scene.writesSince(before)).noneMatch(write -> write.contains("prod-"));
    }

    @Test
    void s24PromotesUnitByUnit() {
        scene.files(NAMESPACES);
        scene.reconcile();
        app.commit(scene.filled(Workshop.chuckNorris("dev", "v2")), "Deploy v2 in dev");
        app.checkout("main").commit(scene.filled(Workshop.chuckNorris("prod", "v2")), "Deploy v2 in prod");

        assertDone(scene.reconcile(request -> request.only(List.of(unit("dev"))).waitForAll(true)));
        String between = image("prod");
        assertDone(scene.reconcile(request -> request.only(List.of(unit("prod")))));

        assertThat(image("dev")).isEqualTo("registry.test/chuck-norris-app:v2");
        assertThat(between).isEqualTo("registry.test/chuck-norris-app:v1");
        assertThat(image("prod")).isEqualTo("registry.test/chuck-norris-app:v2");
    }

    @Test
    void s24StopsAtARolloutThatNeverBecomesReady() {
        scene.files(NAMESPACES);
        scene.reconcile();
        String stuck = Workshop.chuckNorris("dev", "v2")
                .replace(
                        "      restartPolicy: Always",
                        "      restartPolicy: Always\n      nodeSelector: {no: such-node}");
        app.commit(scene.filled(stuck), "Deploy v2 in dev");
        app.checkout("main").commit(scene.filled(Workshop.chuckNorris("prod", "v2")), "Deploy v2 in prod");

        RunResult result =
                scene.reconcile(request -> request.only(List.of(unit("dev"))).waitForAll(true));

        assertEnded(
                result, Verdict.UNHEALTHY, scene.filled("Deployment/dev-${id}/chuck-norris-app status: 'InProgress'"));
        assertThat(image("prod")).isEqualTo("registry.test/chuck-norris-app:v1");
    }

    private String unit(String environment) {
        return scene.filled("Kustomization/${fleet}/" + environment);
    }

    private String image(String environment) {
        return scene.object(environment + "-" + scene.id(), "deployment/chuck-norris-app")
                .at("/spec/template/spec/containers/0/image")
                .asText();
    }

    private void rolledOut(String environment) {
        scene.kubectl("-n", environment + "-${id}", "rollout", "status", "deploy/chuck-norris-app", "--timeout=60s");
    }
}
