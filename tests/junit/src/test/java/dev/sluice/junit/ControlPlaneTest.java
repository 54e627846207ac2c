package dev.sluice.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clusters of a test's own. */
@ExtendWith(ClusterExtension.class)
class ControlPlaneTest {

    @Test
    void aRestartOfTheApiServerKeepsObjects() {
        try (ControlPlane cluster =
                ControlPlane.start(ControlPlaneOptions.standard().withoutNodes())) {
            cluster.kubectl("create", "configmap", "settings");

            cluster.stopApiServer();
            assertThatThrownBy(() -> cluster.kubectl("get", "configmap", "settings"))
                    .hasMessageContaining("refused");
            cluster.startApiServer();

            assertThat(cluster.kubectl("get", "configmap", "settings", "--output=name"))
                    .isEqualTo("configmap/settings\n");
        }
    }

    @Test
    void podsRunAfterARestartOfTheApiServer() {
        try (ControlPlane cluster = ControlPlane.start()) {
            cluster.stopApiServer();
            cluster.startApiServer();

            cluster.kubectl("create", "deployment", "web", "--image=web:1");

            assertThat(cluster.kubectl("wait", "deployment/web", "--for=condition=Available", "--timeout=90s"))
                    .isEqualTo("deployment.apps/web condition met\n");
        }
    }

    @Test
    void usersHaveTheRightsOfTheirGroups() {
        ControlPlaneOptions options =
                ControlPlaneOptions.standard().withoutNodes().withUser("jane", "developers");
        try (ControlPlane cluster = ControlPlane.start(options)) {
            cluster.kubectl("create", "clusterrolebinding", "view", "--clusterrole=view", "--group=developers");

            String answer = cluster.kubectlAs("jane", "auth", "can-i", "list", "configmaps");

            assertThat(answer).isEqualTo("yes\n");
        }
    }

    @Test
    void podsHaveTheTokenOfAServiceAccountWhenAskedFor() {
        ControlPlaneOptions options =
                ControlPlaneOptions.standard().withoutNodes().withServiceAccountAdmission();
        try (ControlPlane cluster = ControlPlane.start(options)) {
            cluster.kubectl("run", "web", "--image=web:1");

            String volumes = cluster.kubectl(
                    "get", "pod", "web", "--output=jsonpath={.spec.containers[*].volumeMounts[*].mountPath}");

            assertThat(volumes).isEqualTo("/var/run/secrets/kubernetes.io/serviceaccount");
        }
    }

    @Test
    void leavesNothingBehind() {
        ControlPlane cluster = ControlPlane.start();
        List<Long> processes = cluster.pids();

        cluster.close();

        assertThat(processes).hasSize(5).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(cluster.kubeconfig().getParent()).doesNotExist();
    }
}
