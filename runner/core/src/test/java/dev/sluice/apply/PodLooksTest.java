package dev.sluice.apply;

import static dev.sluice.change.TestRepository.configMap;
import static dev.sluice.change.TestRepository.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.change.TestRepository;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.cluster.Inspection;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workloads that do not say themselves that their Pods have failed. */
@Timeout(60)
class PodLooksTest {

    private static final ObjectId DB = new ObjectId("apps", "StatefulSet", "shop", "db");
    private static final String STARTING = """
            {"observedGeneration": 1, "replicas": 1, "readyReplicas": 0}
            """;
    private static final String STARTED = """
            {"observedGeneration": 1, "replicas": 1, "readyReplicas": 1, "currentReplicas": 1, "updatedReplicas": 1}
            """;
    private static final Manifest CRASHING = manifest("""
            apiVersion: v1
            kind: Pod
            metadata: {name: db-0, namespace: shop}
            status:
              phase: Running
              containerStatuses: [{name: db, state: {waiting: {reason: CrashLoopBackOff}}}]
            """);
    private static final Manifest GOING = manifest("""
            apiVersion: v1
            kind: Pod
            metadata: {name: db-0, namespace: shop, deletionTimestamp: "2026-11-21T10:00:00Z"}
            status:
              phase: Running
              containerStatuses: [{name: db, state: {waiting: {reason: CrashLoopBackOff}}}]
            """);

    private final FakeCluster cluster = new FakeCluster();
    private final TestRun run = new TestRun(cluster);
    private final Pods pods = new Pods();

    /** Selected Pods as a test sets them. */
    private final class Pods implements Inspection {
        private final List<ObjectId> asked = new ArrayList<>();
        private List<Manifest> present = List.of();
        private Runnable afterLook = () -> run.clock.advance(Duration.ofMinutes(11));

        @Override
        public List<Manifest> events(Manifest about) {
            return List.of();
        }

        @Override
        public List<Manifest> owned(Manifest owner) {
            return List.of();
        }

        @Override
        public List<Manifest> pods(Manifest workload) {
            asked.add(workload.id());
            List<Manifest> seen = present;
            afterLook.run();
            return seen;
        }

        @Override
        public List<String> logTail(Manifest pod, String container, int lines, boolean previous) {
            return List.of();
        }
    }

    private static Manifest statefulSet() {
        return manifest("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db, namespace: shop, generation: 1}
                spec: {replicas: 1}
                """);
    }

    private static TestRepository backend(Manifest... objects) {
        return new TestRepository().unit("backend", unit -> unit.with(objects).waits());
    }

    private Outcome reconcile(TestRun run, Manifest... objects) {
        cluster.inspected(pods);
        return run.reconcile(backend(objects)).outcomes().get(1);
    }

    private void starts(ObjectId workload) {
        cluster.onWatch(ids -> {
            cluster.status(workload, STARTING);
            run.clock.advance(Duration.ofSeconds(2));
        });
    }

    @Test
    void endsEarlyWhereAPodOfAStatefulSetCrashesAgainAndAgain() {
        starts(DB);
        pods.present = List.of(CRASHING);

        Outcome outcome = reconcile(run, statefulSet());

        assertThat(outcome.message())
                .endsWith("failed early due to stalled resources: [StatefulSet/shop/db status: 'Failed']");
        assertThat(outcome.failures().get(0))
                .hasMessageEndingWith("\n  StatefulSet/shop/db: Failed: 1 pods have failed");
    }

    @Test
    void passesOverAPodThatIsGoing() {
        starts(DB);
        pods.present = List.of(GOING);

        Outcome outcome = reconcile(run, statefulSet());

        assertThat(outcome.message()).endsWith("timeout waiting for: [StatefulSet/shop/db status: 'InProgress']");
    }

    @Test
    void leavesADeploymentToItsOwnDeadline() {
        ObjectId web = HealthCheckTest.deploymentId("web");
        cluster.onWatch(ids -> {
            cluster.status(web, STARTING);
            run.clock.advance(Duration.ofMinutes(11));
        });
        pods.present = List.of(CRASHING);

        Outcome outcome = reconcile(run, HealthCheckTest.deployment("web"));

        assertThat(outcome.message()).endsWith("timeout waiting for: [Deployment/shop/web status: 'InProgress']");
        assertThat(pods.asked).isEmpty();
    }

    @Test
    void givesTimeToPodsThatHadFailedBeforeTheRunThatBringsWhatTheyLacked() {
        starts(DB);
        pods.present = List.of(CRASHING);
        reconcile(run, statefulSet());
        var again = new TestRun(cluster);
        cluster.onWatch(ids -> again.clock.advance(Duration.ofSeconds(2)));
        pods.afterLook = () -> cluster.status(DB, STARTED);

        Outcome outcome = reconcile(again, configMap("db", "1"), statefulSet());

        assertThat(outcome).isInstanceOf(Outcome.UnitApplied.class);
    }

    @Test
    void asksForNoPodsOfWhatIsReady() {
        cluster.onWatch(ids -> {
            cluster.status(DB, STARTED);
            run.clock.advance(Duration.ofSeconds(2));
        });

        Outcome outcome = reconcile(run, statefulSet());

        assertThat(outcome).isInstanceOf(Outcome.UnitApplied.class);
        assertThat(pods.asked).isEmpty();
    }
}
