package dev.sluice.cluster.status;

import static dev.sluice.cluster.status.LiveObjects.live;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class KstatusTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private final Kstatus kstatus = at(CREATED);

    @Test
    void saysHowManyReplicasOfADeploymentAreMissing() {
        JsonNode deployment = live("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec: {replicas: 3}
                status: {replicas: 3, updatedReplicas: 2}
                """);

        ObjectStatus status = kstatus.of(deployment);

        assertThat(status)
                .isEqualTo(new ObjectStatus(
                        Status.IN_PROGRESS,
                        "Updated: 2/3",
                        List.of(new StatusCondition("Reconciling", "True", "LessUpdated", "Updated: 2/3"))));
    }

    @Test
    void repeatsWhyADeploymentDidNotProgress() {
        JsonNode deployment = live("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                status:
                  conditions:
                  - {type: Progressing, status: "False", reason: ProgressDeadlineExceeded, message: web-1 is stuck}
                """);

        ObjectStatus status = kstatus.of(deployment);

        assertThat(status)
                .isEqualTo(new ObjectStatus(
                        Status.FAILED,
                        "Progress deadline exceeded",
                        List.of(new StatusCondition("Stalled", "True", "ProgressDeadlineExceeded", "web-1 is stuck"))));
    }

    @Test
    void asksForTheObservedGenerationBeforeTheRulesOfAKind() {
        JsonNode configMap = live("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: a, generation: 2}
                status: {observedGeneration: 1}
                """);

        ObjectStatus status = kstatus.of(configMap);

        String message = "ConfigMap generation is 2, but latest observed generation is 1";
        assertThat(status).isEqualTo(ObjectStatus.inProgress("LatestGenerationNotObserved", message));
    }

    @Test
    void takesWhatIsBeingDeletedForNothingElse() {
        JsonNode claim = live("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: a, deletionTimestamp: "2026-01-01T00:00:00Z"}
                status: {phase: Bound}
                """);

        ObjectStatus status = kstatus.of(claim);

        assertThat(status).isEqualTo(ObjectStatus.terminating("Resource scheduled for deletion"));
    }

    @Test
    void judgesAKindItDoesNotKnowByItsReadyCondition() {
        JsonNode database = live("""
                apiVersion: example.com/v1
                kind: Database
                metadata: {name: a}
                status:
                  conditions:
                  - {type: Ready, status: "False", reason: Creating, message: the disk is being made}
                """);

        ObjectStatus status = kstatus.of(database);

        assertThat(status).isEqualTo(ObjectStatus.inProgress("Creating", "the disk is being made"));
    }

    @Test
    void judgesADeploymentOfAnotherGroupByNoRuleOfDeployments() {
        JsonNode deployment = live("""
                apiVersion: example.com/v1
                kind: Deployment
                metadata: {name: a}
                spec: {replicas: 3}
                """);

        ObjectStatus status = kstatus.of(deployment);

        assertThat(status).isEqualTo(ObjectStatus.current("Resource is current"));
    }

    @Test
    void givesTheSchedulerTimeToFindANode() {
        ObjectStatus early = at(CREATED.plusSeconds(14)).of(unschedulablePod());
        ObjectStatus late = at(CREATED.plusSeconds(15)).of(unschedulablePod());

        assertThat(early).isEqualTo(ObjectStatus.inProgress("PodNotScheduled", "Pod has not been scheduled"));
        assertThat(late).isEqualTo(ObjectStatus.failed("PodUnschedulable", "Pod could not be scheduled"));
    }

    @Test
    void namesTheContainersThatCrash() {
        JsonNode pod = live("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                status:
                  phase: Running
                  containerStatuses:
                  - {name: web, state: {waiting: {reason: CrashLoopBackOff}}}
                  - {name: proxy, state: {running: {}}}
                  - {name: log, state: {waiting: {reason: CrashLoopBackOff}}}
                """);

        ObjectStatus status = kstatus.of(pod);

        assertThat(status)
                .isEqualTo(ObjectStatus.failed("ContainerCrashLooping", "Containers in CrashLoop state: web,log"));
    }

    @Test
    void doesNotWaitForTheRevisionOfAPartition() {
        JsonNode set = live("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db}
                spec: {replicas: 3, updateStrategy: {rollingUpdate: {partition: 2}}}
                status: {replicas: 3, readyReplicas: 3, updatedReplicas: 1, currentRevision: a, updateRevision: b}
                """);

        ObjectStatus status = kstatus.of(set);

        assertThat(status).isEqualTo(ObjectStatus.current("Partition rollout complete. updated: 1"));
    }

    @Test
    void waitsUntilTheControllerOfADaemonSetHasSeenIt() {
        JsonNode set = live("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: agent, generation: 1}
                status: {}
                """);

        ObjectStatus status = kstatus.of(set);

        assertThat(status)
                .isEqualTo(ObjectStatus.inProgress(
                        "NoObservedGeneration", "DaemonSet status.observedGeneration not found"));
    }

    @Test
    void saysWhyAStatusCannotBeRead() {
        JsonNode database = live("""
                apiVersion: example.com/v1
                kind: Database
                metadata: {name: a, generation: 1}
                status: {observedGeneration: "1"}
                """);

        ObjectStatus status = kstatus.of(database);

        assertThat(status)
                .isEqualTo(ObjectStatus.unknown("looking up status.observedGeneration from resource:"
                        + " .status.observedGeneration accessor error: 1 is of the type string, expected int64"));
    }

    private static JsonNode unschedulablePod() {
        return live("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web, creationTimestamp: "2026-01-01T00:00:00Z"}
                status:
                  phase: Pending
                  conditions:
                  - {type: PodScheduled, status: "False", reason: Unschedulable, message: no node}
                """);
    }

    private static Kstatus at(Instant now) {
        return new Kstatus(Clock.fixed(now, ZoneOffset.UTC));
    }
}
