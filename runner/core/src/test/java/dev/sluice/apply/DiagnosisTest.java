package dev.sluice.apply;

import static dev.sluice.change.TestRepository.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.change.TestRepository;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.cluster.Inspection;
import dev.sluice.failure.TransientFailure;
import dev.sluice.object.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of an object that does not become ready. */
@Timeout(60)
class DiagnosisTest {

    private static final Manifest REPLICA_SET = manifest("""
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: {name: web-1, namespace: shop}
            spec: {replicas: 1}
            """);

    private final FakeCluster cluster = new FakeCluster();
    private final Findings findings = new Findings();

    /** An inspection that knows what a test tells it, by the names of objects. */
    private static final class Findings implements Inspection {
        private final Map<String, List<Manifest>> events = new HashMap<>();
        private final Map<String, List<Manifest>> owned = new HashMap<>();
        private final Map<String, List<String>> logs = new HashMap<>();

        @Override
        public List<Manifest> events(Manifest about) {
            return events.getOrDefault(about.id().name(), List.of());
        }

        @Override
        public List<Manifest> owned(Manifest owner) {
            return owned.getOrDefault(owner.id().name(), List.of());
        }

        @Override
        public List<Manifest> pods(Manifest workload) {
            return List.of();
        }

        @Override
        public List<String> logTail(Manifest pod, String container, int lines, boolean previous) {
            return logs.getOrDefault(container + (previous ? " before" : ""), List.of());
        }
    }

    private static Manifest pod(String name, String status) {
        return manifest("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: shop}
                status: %s
                """.formatted(name, status));
    }

    private static Manifest warning(String reason, String message, int count) {
        return manifest("""
                apiVersion: v1
                kind: Event
                metadata: {name: e, namespace: shop}
                type: Warning
                reason: %s
                message: "%s"
                count: %s
                """.formatted(reason, message, count));
    }

    private static Manifest normal() {
        return manifest("""
                {apiVersion: v1, kind: Event, metadata: {name: e}, type: Normal, reason: Pulled, message: pulled}
                """);
    }

    /** What is told below the failure's first line. */
    private String explained(String status) {
        cluster.inspected(findings);
        cluster.onWatch(ids -> ids.forEach(id -> cluster.status(id, status)));
        Applied applied = TestRun.reconcile(
                cluster, new TestRepository().unit("backend", unit -> unit.with(HealthCheckTest.deployment("web"))
                        .waits()));
        String message = String.valueOf(applied.failures().get(0).getMessage());
        assertThat(message).startsWith("Kustomization/flux-system/backend: health check failed after 0s: ");
        return message.substring(message.indexOf('\n') + 1) + "\n";
    }

    private String explained() {
        return explained(HealthCheckTest.STALLED);
    }

    @Test
    void followsADeploymentToTheContainerThatCrashesAndToItsLastWords() {
        findings.owned.put("web", List.of(REPLICA_SET));
        findings.owned.put("web-1", List.of(pod("web-1-a", """
                                {phase: Running, containerStatuses: [{name: app, ready: false, restartCount: 3,
                                  state: {waiting: {reason: CrashLoopBackOff, message: back-off 40s}},
                                  lastState: {terminated: {exitCode: 1, reason: Error}}}]}
                                """), pod("web-1-b", "{phase: Succeeded}")));
        findings.events.put("web-1-a", List.of(warning("BackOff", "Back-off restarting failed container", 4)));
        findings.logs.put("app before", List.of("starting", "cannot open /config: no such file"));

        assertThat(explained()).isEqualTo("""
                  Deployment/shop/web: Failed: Progress deadline exceeded
                    condition Progressing is False: ProgressDeadlineExceeded
                    Pod/shop/web-1-a: Failed: Containers in CrashLoop state: app
                      container app waits: CrashLoopBackOff; the run before ended with exit code 1: Error; restarted 3 times
                        | starting
                        | cannot open /config: no such file
                      Warning BackOff (4 times): Back-off restarting failed container
                """);
    }

    @Test
    void tellsWhatAReplicaSetMayNotCreate() {
        findings.owned.put("web", List.of(REPLICA_SET));
        findings.events.put("web-1", List.of(normal(), warning("FailedCreate", "exceeded quota: pods", 7)));

        assertThat(explained()).isEqualTo("""
                  Deployment/shop/web: Failed: Progress deadline exceeded
                    condition Progressing is False: ProgressDeadlineExceeded
                    ReplicaSet/shop/web-1: InProgress: Labelled: 0/1
                      Warning FailedCreate (7 times): exceeded quota: pods
                """);
    }

    @Test
    void tellsWhyAPodIsNotScheduled() {
        findings.owned.put("web", List.of(REPLICA_SET));
        findings.owned.put("web-1", List.of(pod("web-1-a", """
                {phase: Pending, conditions: [{type: PodScheduled, status: "False", reason: Unschedulable,
                  message: "0/1 nodes are available"}]}
                """)));

        assertThat(explained()).contains("condition PodScheduled is False: Unschedulable: 0/1 nodes are available");
    }

    @Test
    void tellsAnImageThatCannotBePulledWithoutAskingForALog() {
        findings.owned.put("web", List.of(pod("web-1-a", """
                {phase: Pending, containerStatuses: [{name: app, ready: false,
                  state: {waiting: {reason: ImagePullBackOff, message: "Back-off pulling image \\"web:2\\""}}}]}
                """)));
        findings.logs.put("app", List.of("never written"));

        assertThat(explained())
                .contains("container app waits: ImagePullBackOff: Back-off pulling image \"web:2\"")
                .doesNotContain("never written");
    }

    @Test
    void tellsTheLastFiveWarningsEachOnce() {
        var events = new ArrayList<Manifest>();
        for (int i = 1; i <= 7; i++) {
            events.add(warning("R" + i, "m", 1));
        }
        events.add(warning("R3", "m", 1));
        findings.events.put("web", events);

        assertThat(explained().lines().filter(line -> line.contains("Warning")).map(String::strip))
                .containsExactly(
                        "Warning R4: m", "Warning R5: m", "Warning R6: m", "Warning R7: m", "Warning R3 (2 times): m");
    }

    @Test
    void cutsLongLinesAndWhatWouldActOnATerminal() {
        assertThat(Symptoms.cut("\u001b[31mred\u001b[0m" + "x".repeat(300))).isEqualTo(" red " + "x".repeat(195) + "…");
    }

    @Test
    void doesNotMakeTheFailureWorseWhereItCannotBeExplained() {
        cluster.onWatch(ids -> ids.forEach(id -> cluster.status(id, HealthCheckTest.STALLED)));
        cluster.inspected(new Inspection() {
            @Override
            public List<Manifest> events(Manifest about) {
                throw new TransientFailure("https://cluster", "no answer");
            }

            @Override
            public List<Manifest> owned(Manifest owner) {
                return List.of();
            }

            @Override
            public List<Manifest> pods(Manifest workload) {
                return List.of();
            }

            @Override
            public List<String> logTail(Manifest pod, String container, int lines, boolean previous) {
                return List.of();
            }
        });

        Applied applied = TestRun.reconcile(
                cluster, new TestRepository().unit("backend", unit -> unit.with(HealthCheckTest.deployment("web"))
                        .waits()));

        assertThat(applied.failures().get(0))
                .hasMessageEndingWith("\n  Deployment/shop/web: Failed: Progress deadline exceeded");
    }
}
