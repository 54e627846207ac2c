package dev.sluice.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.ControlPlane;
import dev.sluice.junit.ControlPlaneOptions;
import dev.sluice.junit.TestCluster;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The manifests on a throw-away cluster, with its admission: pod security, quota, service accounts. */
class ManifestsTest {

    private static final List<String> APPLY = List.of("apply", "--server-side", "--filename=-");

    @Test
    void becomeAvailableInProduction() {
        // A cluster of this test's own: the manifests name their namespace. Its pods only seem to run, so no image is
        // needed.
        try (ControlPlane cluster =
                ControlPlane.start(ControlPlaneOptions.standard().withServiceAccountAdmission())) {
            apply("gitops/infrastructure", cluster);
            cluster.kubectl("wait", "serviceaccount/default", "--namespace=web", "--for=create", "--timeout=60s");
            apply("gitops/apps/web/prod", cluster);

            cluster.kubectl("wait", "deployment/web", "--namespace=web", "--for=condition=Available", "--timeout=60s");

            String ready = cluster.kubectl(
                    "get", "deployment", "web", "--namespace=web", "--output=jsonpath={.status.readyReplicas}");
            assertThat(ready).isEqualTo("3");
        }
    }

    private static void apply(String directory, TestCluster cluster) {
        // What the Flux Kustomization of a cluster says in postBuild.substitute.
        String manifests = cluster.kubectl("kustomize", directory).replace("${cluster_domain}", "example.com");
        cluster.kubectl(TestCluster.ADMIN, APPLY, manifests);
    }
}
