package dev.sluice.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The shared cluster, seen as one that a user brings. */
@WithCluster
class GivenClusterTest {

    @Test
    void isTheClusterOfTheKubeconfig(TestCluster cluster) {
        try (GivenCluster given = given(cluster)) {
            assertThat(given.server()).isEqualTo(cluster.server());
            assertThat(given.version()).isEqualTo(cluster.version());
            assertThat(given.token()).isEqualTo(cluster.token());
            assertThat(given.caCertificate()).isEqualTo(cluster.caCertificate());
        }
    }

    @Test
    void otherUsersAreImpersonated(TestCluster cluster, TestNamespace namespace) {
        try (GivenCluster given = given(cluster)) {
            var inGiven = new TestNamespace(given, namespace.name());

            assertThatThrownBy(() -> inGiven.kubectlAs(TestCluster.NOBODY, "get", "secrets"))
                    .hasMessageContaining("User \"nobody\" cannot list resource \"secrets\"");
        }
    }

    @Test
    void namespacesComeAndGo(TestCluster cluster, TestNamespace namespace) {
        String name = namespace.name() + "-given";
        try (GivenCluster given = given(cluster)) {
            given.createNamespace(name).close();

            String waited = cluster.kubectl("wait", "namespace/" + name, "--for=delete", "--timeout=60s");

            assertThat(waited).isIn("", "namespace/" + name + " condition met\n");
        }
    }

    private static GivenCluster given(TestCluster cluster) {
        return GivenCluster.of(cluster.kubeconfig(), ProgramCache.of(Settings.ofThisJvm()));
    }
}
