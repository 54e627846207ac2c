package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S37: environments by directory, the second one after the first, in one file with comments between the documents. */
@WithCluster
class S37Test {

    private static final String FLEET = """
            -- clusters/cluster01/source.yaml --
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata:
              name: my-app-repo
              namespace: ${fleet}
            spec:
              interval: 1m
              url: ${git}/my-app.git
              ref:
                branch: main
            -- clusters/cluster01/apps-dev-prod.yaml --
            # Dev Environment
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata:
              name: apps-dev
              namespace: ${fleet}
            spec:
              interval: 5m
              path: "./dev"
              prune: true
              sourceRef:
                kind: GitRepository
                name: my-app-repo

            # Production Environment
            ---
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata:
              name: apps-prod
              namespace: ${fleet}
            spec:
              interval: 10m
              path: "./production"
              prune: true
              sourceRef:
                kind: GitRepository
                name: my-app-repo
              dependsOn:
                - name: apps-dev
            """;

    private ClusterScene scene;

    @BeforeEach
    void serve(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory).forgetting("dev-${id}").forgetting("prod-${id}");
        scene.repository("my-app", "main").commit(scene.filled(Workshop.MY_APP), "Begin");
        scene.files(FLEET);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void deploysBothEnvironmentsOneAfterTheOther() {
        RunResult result = scene.reconcile();

        assertDone(result);
        assertThat(result.report().warnings()).isEmpty();
        scene.kubectl("-n", "dev-${id}", "rollout", "status", "deploy/my-app", "--timeout=60s");
        scene.kubectl(
                "-n",
                "prod-${id}",
                "wait",
                "deploy/my-app",
                "--for=jsonpath={.status.readyReplicas}=3",
                "--timeout=90s");
        assertThat(scene.events("Progressing"))
                .hasSameElementsAs(List.of(created("dev"), created("prod")))
                .first()
                .isEqualTo(created("dev"));
    }

    private String created(String environment) {
        String namespace = environment + "-" + scene.id();
        return scene.filled("Kustomization/${fleet}/apps-" + environment + " info Namespace/" + namespace
                + " created\nService/" + namespace + "/my-app created\nDeployment/" + namespace
                + "/my-app created main@sha1:"
                + scene.repository("my-app", "main").head());
    }
}
