package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S08: what a hand scaled stays where Git does not set it; what it patched does not. */
@WithCluster
class S08Test {

    private ClusterScene scene;

    @BeforeEach
    void deploy(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory);
        scene.files("""
                -- clusters/cluster01/deployments.yaml --
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: norep, namespace: "${apps}"}
                spec:
                  selector: {matchLabels: {app: norep}}
                  template:
                    metadata: {labels: {app: norep}}
                    spec: {containers: [{name: c, image: "registry.test/x:1"}]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: rep, namespace: "${apps}"}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: rep}}
                  template:
                    metadata: {labels: {app: rep}}
                    spec: {containers: [{name: c, image: "registry.test/x:1"}]}
                """);
        assertDone(scene.reconcile());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aScaleOfAFieldThatGitDoesNotSetStays() {
        scene.kubectl("-n", "${apps}", "scale", "deploy", "norep", "rep", "--replicas=5");

        assertDone(scene.reconcile());

        assertThat(scene.field("deployment/rep", "/spec/replicas")).isEqualTo("1");
        assertThat(scene.field("deployment/norep", "/spec/replicas")).isEqualTo("5");
        assertThat(scene.events("Progressing"))
                .singleElement()
                .asString()
                .contains(scene.filled("info Deployment/${apps}/rep configured master@"));
    }

    @Test
    void aPatchOfAFieldThatGitDoesNotSetGoesBackToTheDefault() {
        scene.kubectl("-n", "${apps}", "scale", "deploy", "norep", "--replicas=5");
        scene.kubectl("-n", "${apps}", "patch", "deploy", "norep", "--type=merge", "-p", "{\"spec\":{\"replicas\":4}}");

        assertDone(scene.reconcile());

        assertThat(scene.field("deployment/norep", "/spec/replicas")).isEqualTo("1");
    }
}
