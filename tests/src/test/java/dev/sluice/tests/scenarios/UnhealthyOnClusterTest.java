package dev.sluice.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of workloads that do not become ready; a unit each, so that one run shows them all. */
@WithCluster
class UnhealthyOnClusterTest {

    private static final String KUSTOMIZATION = """
            -- clusters/cluster01/%1$s.yaml --
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata:
              name: %1$s
              namespace: ${fleet}
            spec:
              interval: 5m
              path: ./apps/%1$s
              prune: true
              wait: true
              timeout: 1m
              sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
            """;

    private static final String DEPLOYMENT = """
            -- apps/%1$s/deployment.yaml --
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %1$s, namespace: "${apps}"}
            spec:
              progressDeadlineSeconds: 2
              selector: {matchLabels: {app: %1$s}}
              template:
                metadata:
                  labels: {app: %1$s}
                  annotations:
                    sluice.dev/test-pod: %1$s
                    sluice.dev/test-pod-log: "starting\\ncannot open /config: no such file"
                spec:
                  containers: [{name: app, image: "registry.test/app:1"}]
            """;

    private static final String STATEFUL_SET = """
            -- apps/crash-loop/stateful-set.yaml --
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: "${apps}"}
            spec:
              serviceName: db
              selector: {matchLabels: {app: db}}
              template:
                metadata:
                  labels: {app: db}
                  annotations: {sluice.dev/test-pod: crash-loop, sluice.dev/test-pod-log: "disk is read-only"}
                spec:
                  containers: [{name: app, image: "registry.test/app:1"}]
            """;

    private static final String JOB = """
            -- apps/failed/job.yaml --
            apiVersion: batch/v1
            kind: Job
            metadata: {name: failed, namespace: "${apps}"}
            spec:
              backoffLimit: 0
              template:
                metadata:
                  annotations: {sluice.dev/test-pod: failed, sluice.dev/test-pod-log: "migration 7 is missing"}
                spec:
                  restartPolicy: Never
                  containers: [{name: app, image: "registry.test/app:1"}]
            """;

    private ClusterScene scene;

    @BeforeEach
    void begin(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void explainsEachWorkloadDownToWhatItsContainersSay() {
        var files = new StringBuilder(KUSTOMIZATION.formatted("failed") + JOB);
        for (String behaviour : List.of("crash-loop", "never-ready", "image-pull-backoff")) {
            files.append(KUSTOMIZATION.formatted(behaviour)).append(DEPLOYMENT.formatted(behaviour));
        }
        scene.files(files.toString());

        RunResult result = scene.reconcile();

        assertThat(result.report().verdict()).isEqualTo(Verdict.UNHEALTHY);
        Map<String, String> told = byUnit(result);
        assertThat(told.keySet()).containsExactly("crash-loop", "failed", "image-pull-backoff", "never-ready");
        assertThat(told.get("crash-loop"))
                .contains("Deployment/" + scene.apps() + "/crash-loop: Failed: ")
                .contains("Pod/" + scene.apps() + "/crash-loop-")
                .contains("container app waits: CrashLoopBackOff")
                .contains("the run before ended with exit code 1: Error")
                .contains("| cannot open /config: no such file")
                .contains("Warning BackOff");
        assertThat(told.get("never-ready"))
                .contains("container app runs, but is not ready")
                .contains("| cannot open /config: no such file")
                .contains("Warning Unhealthy");
        assertThat(told.get("image-pull-backoff"))
                .contains("container app waits: ImagePullBackOff")
                .doesNotContain("cannot open /config");
        assertThat(told.get("failed"))
                .contains("Job/" + scene.apps() + "/failed: Failed: ")
                .contains("container app ended with exit code 1: Error")
                .contains("| migration 7 is missing");
    }

    /** A StatefulSet has no deadline for progress: without a look at its Pods it would take the whole timeout. */
    @Test
    void endsEarlyWhereThePodOfAStatefulSetCrashesAgainAndAgain() {
        scene.files(KUSTOMIZATION.formatted("crash-loop") + STATEFUL_SET);

        RunResult result = scene.reconcile();

        assertThat(result.report().verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(byUnit(result).get("crash-loop"))
                .contains(
                        "failed early due to stalled resources: [StatefulSet/" + scene.apps() + "/db status: 'Failed']")
                .contains("StatefulSet/" + scene.apps() + "/db: Failed: 1 pods have failed")
                .contains("container app waits: CrashLoopBackOff")
                .contains("| disk is read-only");
    }

    private Map<String, String> byUnit(RunResult result) {
        var told = new TreeMap<String, String>();
        String prefix = "Kustomization/" + scene.fleetNamespace() + "/";
        for (Problem problem : result.report().problems()) {
            String text = problem.toString();
            if (text.startsWith(prefix)) {
                told.put(text.substring(prefix.length(), text.indexOf(':')), text);
            }
        }
        return told;
    }
}
