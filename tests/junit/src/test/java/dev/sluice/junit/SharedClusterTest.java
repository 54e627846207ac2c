package dev.sluice.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@WithCluster
class SharedClusterTest {

    @Test
    void kubectlAnswers(TestCluster cluster) {
        String nodes = cluster.kubectl("get", "namespace", "default", "--output=name");

        assertThat(nodes).isEqualTo("namespace/default\n");
    }

    @Test
    void aDeploymentBecomesAvailable(TestNamespace namespace) {
        namespace.kubectl("create", "deployment", "web", "--image=web:1", "--replicas=2");

        String waited = namespace.kubectl("wait", "deployment/web", "--for=condition=Available", "--timeout=60s");

        assertThat(waited).isEqualTo("deployment.apps/web condition met\n");
    }
}
