package dev.sluice.cluster.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What the Pods of a controller say that it does not say itself: that some of them have failed (fluxcd/cli-utils
 * pkg/kstatus/polling/statusreaders/pod_controller.go). Flux reads a Deployment with its ReplicaSets, and takes nothing
 * from them: a Deployment has failed when its own deadline for progress is over.
 */
final class PodControllerRule {

    private static final Set<String> KINDS = Set.of("apps/StatefulSet", "apps/ReplicaSet");

    private PodControllerRule() {}

    static boolean isFor(String groupKind) {
        return KINDS.contains(groupKind);
    }

    /** @param own what the controller says of itself */
    static ObjectStatus of(ObjectStatus own, List<JsonNode> pods, Kstatus kstatus) {
        if (own.status() != Status.IN_PROGRESS) {
            return own;
        }
        long failed = pods.stream()
                .filter(pod -> kstatus.of(pod).status() == Status.FAILED)
                .filter(pod -> !isTransient(pod))
                .count();
        return failed == 0 ? own : ObjectStatus.failed("PodsFailed", failed + " pods have failed");
    }

    /** A Pod that is going is replaced by another one; one without a node may get a new node. */
    private static boolean isTransient(JsonNode pod) {
        return pod.path("metadata").hasNonNull("deletionTimestamp")
                || StreamSupport.stream(pod.path("status").path("conditions").spliterator(), false)
                        .anyMatch(condition -> condition.path("type").asText().equals("PodScheduled")
                                && condition.path("status").asText().equals("False")
                                && condition.path("reason").asText().equals("Unschedulable"));
    }
}
