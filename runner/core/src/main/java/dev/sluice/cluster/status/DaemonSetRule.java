package dev.sluice.cluster.status;

import java.util.Optional;

/** When a DaemonSet is rolled out on every node that it wants. */
final class DaemonSetRule implements StatusRule {

    private static final long NOT_SET = -1;

    @Override
    public ObjectStatus of(LiveObject object) throws UnreadableStatus {
        Optional<ObjectStatus> unobserved = GenericRules.unobserved(object);
        if (unobserved.isPresent()) {
            return unobserved.get();
        }
        long wanted = object.number("status.desiredNumberScheduled", NOT_SET);
        if (wanted == NOT_SET) {
            return ObjectStatus.inProgress("NoDesiredNumber", "Missing .status.desiredNumberScheduled");
        }
        return fewer(object, "status.currentNumberScheduled", wanted, "LessCurrent", "Current")
                .or(() -> fewer(object, "status.updatedNumberScheduled", wanted, "LessUpdated", "Updated"))
                .or(() -> fewer(object, "status.numberAvailable", wanted, "LessAvailable", "Available"))
                .or(() -> fewer(object, "status.numberReady", wanted, "LessReady", "Ready"))
                .orElseGet(() -> ObjectStatus.current("All replicas scheduled as expected. Replicas: " + wanted));
    }

    private static Optional<ObjectStatus> fewer(
            LiveObject object, String path, long wanted, String reason, String what) {
        long present = object.number(path, 0);
        return wanted > present
                ? Optional.of(ObjectStatus.inProgress(reason, what + ": " + present + "/" + wanted))
                : Optional.empty();
    }
}
