package dev.sluice.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

@WithCluster
class SharedClusterTest {

    @Test
    void kubectlAnswers(TestCluster cluster) {
        String namespace = cluster.kubectl("get", "namespace", "default", "--output=name");

        assertThat(namespace).isEqualTo("namespace/default\n");
    }

    @Test
    void saysWhichKubernetesItIs(TestCluster cluster) {
        String version = cluster.version();

        assertThat(version).startsWith("v1.");
    }

    @Test
    void aDeploymentBecomesAvailable(TestNamespace namespace) {
        namespace.kubectl("create", "deployment", "web", "--image=web:1", "--replicas=2");

        String waited = namespace.kubectl("wait", "deployment/web", "--for=condition=Available", "--timeout=60s");

        assertThat(waited).isEqualTo("deployment.apps/web condition met\n");
    }

    @Test
    void namespacesOfOneTestAreOneAndOfTwoAreTwo(TestCluster cluster, TestNamespace one, TestNamespace same) {
        try (TestNamespace other = cluster.createNamespace(one.name() + "-other")) {
            one.kubectl("create", "configmap", "settings");

            String found = other.kubectl("get", "configmap", "settings", "--ignore-not-found");

            assertThat(same).isEqualTo(one);
            assertThat(found).isEmpty();
        }
    }

    @Test
    void aUserWithoutRightsIsRefused(TestNamespace namespace) {
        assertThatThrownBy(() -> namespace.kubectlAs(TestCluster.NOBODY, "get", "secrets"))
                .isInstanceOf(KubectlFailed.class)
                .hasMessageContaining("User \"nobody\" cannot list resource \"secrets\"");
    }

    @Test
    void theAuditLogTellsWhoAskedForWhat(TestCluster cluster, TestNamespace namespace) {
        String configMaps = "/api/v1/namespaces/" + namespace.name() + "/configmaps?limit=500";
        assertThatThrownBy(() -> namespace.kubectl("get", "configmaps", "--as=jane"))
                .isInstanceOf(KubectlFailed.class);

        List<AuditedRequest> requests = cluster.auditLog().stream()
                .filter(request -> request.uri().equals(configMaps))
                .map(request -> new AuditedRequest(
                        request.user(), request.impersonatedUser(), request.verb(), request.uri(), request.code(), ""))
                .toList();

        assertThat(requests).containsExactly(new AuditedRequest("admin", "jane", "list", configMaps, 403, ""));
    }

    @Test
    void whatKubectlRefusesIsToldAsItSaysIt(TestNamespace namespace) {
        assertThatThrownBy(() -> namespace.kubectl("get", "configmap", "absent"))
                .isInstanceOfSatisfying(
                        KubectlFailed.class, e -> assertThat(e.exitCode()).isEqualTo(1))
                .hasMessage("kubectl --namespace " + namespace.name() + " get configmap absent: exit code 1: "
                        + "Error from server (NotFound): configmaps \"absent\" not found");
    }
}
