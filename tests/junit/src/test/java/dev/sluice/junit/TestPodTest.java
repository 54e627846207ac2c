package dev.sluice.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** What the README says of pods that only seem to run. */
@WithCluster
class TestPodTest {

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              annotations:
                sluice.dev/test-pod: %s
                sluice.dev/test-pod-log: |
                  starting
                  cannot open database
            spec:
              containers:
                - name: web
                  image: web:1
            """;
    private static final String STATE =
            "{.status.phase} {.status.containerStatuses[0].ready} {.status.containerStatuses[0].state.*.reason}";

    TestPodTest(TestCluster cluster) {
        assumeTrue(cluster instanceof ControlPlane, "containers really run");
    }

    @Test
    void fails(TestNamespace namespace) {
        assertThat(stateOf("failed", "Failed", namespace)).isEqualTo("Failed false Error");
    }

    @Test
    void crashesAgainAndAgain(TestNamespace namespace) {
        assertThat(stateOf("crash-loop", "Running", namespace)).isEqualTo("Running false CrashLoopBackOff");
    }

    @Test
    void isNeverReady(TestNamespace namespace) {
        assertThat(stateOf("never-ready", "Running", namespace)).isEqualTo("Running false ");
    }

    @Test
    void hasNoImage(TestNamespace namespace) {
        assertThat(stateOf("image-pull-backoff", "Pending", namespace)).isEqualTo("Pending false ImagePullBackOff");
    }

    @Test
    void hasWrittenWhatItsAnnotationSays(TestNamespace namespace) {
        stateOf("crash-loop", "Running", namespace);

        String log = namespace.kubectl("logs", "web", "--tail=1");

        assertThat(log).isEqualTo("cannot open database\n");
    }

    @Test
    void ofAJobSucceeds(TestNamespace namespace) {
        namespace.kubectl("create", "job", "migrate", "--image=migrate:1");

        String waited = namespace.kubectl("wait", "job/migrate", "--for=condition=Complete", "--timeout=60s");

        assertThat(waited).isEqualTo("job.batch/migrate condition met\n");
    }

    @Test
    void getsTheVolumeItClaims(TestNamespace namespace) {
        namespace.apply("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata:
                  name: data
                spec:
                  accessModes: [ReadWriteOnce]
                  resources:
                    requests:
                      storage: 1Gi
                """);

        String waited = namespace.kubectl(
                "wait", "persistentvolumeclaim/data", "--for=jsonpath={.status.phase}=Bound", "--timeout=60s");

        assertThat(waited).isEqualTo("persistentvolumeclaim/data condition met\n");
    }

    private static String stateOf(String annotation, String phase, TestNamespace namespace) {
        namespace.apply(POD.formatted(annotation));
        namespace.kubectl("wait", "pod/web", "--for=jsonpath={.status.containerStatuses[0].name}=web", "--timeout=60s");
        namespace.kubectl("wait", "pod/web", "--for=jsonpath={.status.phase}=" + phase, "--timeout=60s");
        return namespace.kubectl("get", "pod", "web", "--output=jsonpath=" + STATE);
    }
}
