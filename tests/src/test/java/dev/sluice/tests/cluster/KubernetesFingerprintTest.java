package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.LiveObject;
import dev.sluice.junit.TestNamespace;
import dev.sluice.junit.WithCluster;
import dev.sluice.object.Manifest;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes a fingerprint on a real server, and what does not. */
@WithCluster
class KubernetesFingerprintTest {

    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                    - name: web
                      image: "registry.test/web:1"
                      ports: [{containerPort: 80}, {containerPort: 80, protocol: UDP}]
                      env: [{name: A, value: "1"}]
            """;

    private Opened opened;
    private Manifest web;
    private LiveObject applied;

    @BeforeEach
    void open(TestNamespace namespace) {
        opened = Opened.in(namespace);
        web = opened.owned(WEB);
        applied = opened.cluster().apply(web);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void doesNotChangeWithTheRolloutOfADeployment(TestNamespace namespace) {
        namespace.kubectl("wait", "deployment/web", "--for=jsonpath={.status.observedGeneration}=1", "--timeout=30s");

        assertThat(opened.live(web).fingerprint()).isEqualTo(applied.fingerprint());
    }

    @Test
    void doesNotChangeWithAScale(TestNamespace namespace) {
        namespace.kubectl("scale", "deployment", "web", "--replicas=3");

        assertThat(opened.live(web).fingerprint()).isEqualTo(applied.fingerprint());
    }

    @Test
    void doesNotChangeWithAnApplicationOfTheSame() {
        opened.cluster().apply(web);

        assertThat(opened.live(web).fingerprint()).isEqualTo(applied.fingerprint());
    }

    @Test
    void doesNotChangeWithAFieldOfAnotherController(TestNamespace namespace) {
        namespace.kubectl("annotate", "deployment", "web", "seen=yes", "--field-manager=operator");

        assertThat(opened.live(web).fingerprint()).isEqualTo(applied.fingerprint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "label deployment web team=x",
                "annotate deployment web hand=made",
                "set image deployment/web web=nginx:1",
                "set env deployment/web A=2",
                "label deployment web kustomize.toolkit.fluxcd.io/name=other --overwrite --field-manager=operator",
                "label deployment web kustomize.toolkit.fluxcd.io/name- --field-manager=operator",
                "annotate deployment web kustomize.toolkit.fluxcd.io/reconcile=disabled --field-manager=operator",
                "patch deployment web --type=json --field-manager=operator"
                        + " --patch=[{\"op\":\"remove\",\"path\":\"/spec/template/spec/containers/0/ports/1\"}]"
            })
    void changesWithAHandsWork(String command, TestNamespace namespace) {
        namespace.kubectl(command.split(" "));

        LiveObject live = opened.cluster().dryRun(web, Optional.empty()).match(new LiveOf());

        assertThat(live.fingerprint()).isNotEqualTo(applied.fingerprint());
    }
}
