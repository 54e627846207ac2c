package dev.sluice.cluster.status;

import static dev.sluice.cluster.status.StatusCondition.FALSE;
import static dev.sluice.cluster.status.StatusCondition.TRUE;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** What a Pod's phase and containers say. */
final class PodRule implements StatusRule {

    /** How long the scheduler may look for a node before the Pod counts as unschedulable. */
    private static final Duration SCHEDULE_WINDOW = Duration.ofSeconds(15);

    private final Clock clock;

    PodRule(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ObjectStatus of(LiveObject object) throws UnreadableStatus {
        List<StatusCondition> conditions = object.conditions();
        String phase = object.text("status.phase", "");
        return switch (phase) {
            case "Succeeded" -> ObjectStatus.current("Pod has completed successfully");
            case "Failed" -> ObjectStatus.current("Pod has completed, but not successfully");
            case "Running" -> running(object, conditions);
            case "Pending" -> pending(object, conditions);
            case "" -> ObjectStatus.inProgress("PodNotObserved", "Pod phase not available");
            default -> throw new UnreadableStatus("unknown phase " + phase);
        };
    }

    private static ObjectStatus running(LiveObject object, List<StatusCondition> conditions) throws UnreadableStatus {
        if (conditions.stream().anyMatch(condition -> condition.is("Ready", TRUE))) {
            return ObjectStatus.current("Pod is Ready");
        }
        List<String> crashing = crashing(object);
        return crashing.isEmpty()
                ? ObjectStatus.inProgress("PodRunningNotReady", "Pod is running but is not Ready")
                : ObjectStatus.failed(
                        "ContainerCrashLooping", "Containers in CrashLoop state: " + String.join(",", crashing));
    }

    private ObjectStatus pending(LiveObject object, List<StatusCondition> conditions) {
        boolean unschedulable = conditions.stream()
                .filter(condition -> condition.is("PodScheduled", FALSE))
                .limit(1)
                .anyMatch(condition -> condition.reason().equals("Unschedulable"));
        if (!unschedulable) {
            return ObjectStatus.inProgress("PodPending", "Pod is in the Pending phase");
        }
        return clock.instant().minus(SCHEDULE_WINDOW).isBefore(created(object))
                ? ObjectStatus.inProgress("PodNotScheduled", "Pod has not been scheduled")
                : ObjectStatus.failed("PodUnschedulable", "Pod could not be scheduled");
    }

    /** When the Pod was created; the beginning of time where it does not say. */
    private static Instant created(LiveObject object) {
        try {
            return OffsetDateTime.parse(object.text("metadata.creationTimestamp", ""))
                    .toInstant();
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }

    private static List<String> crashing(LiveObject object) throws UnreadableStatus {
        var names = new ArrayList<String>();
        for (JsonNode container : object.requiredList("status.containerStatuses")) {
            JsonNode reason = container.path("state").path("waiting").path("reason");
            if (container.has("name") && reason.asText().equals("CrashLoopBackOff")) {
                names.add(container.path("name").asText());
            }
        }
        return names;
    }
}
