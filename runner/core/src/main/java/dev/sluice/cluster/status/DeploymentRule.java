package dev.sluice.cluster.status;

import static dev.sluice.cluster.status.StatusCondition.TRUE;

import java.util.List;

/** When a Deployment is rolled out. */
final class DeploymentRule implements StatusRule {

    /** The Deployment controller's own value for "no deadline": it never writes {@code Progressing} then. */
    private static final long NO_DEADLINE = Integer.MAX_VALUE;

    @Override
    public ObjectStatus of(LiveObject object) throws UnreadableStatus {
        List<StatusCondition> conditions = object.conditions();
        for (StatusCondition condition : conditions) {
            if (condition.type().equals("Progressing") && condition.reason().equals("ProgressDeadlineExceeded")) {
                return exceeded(condition);
            }
        }
        Replicas replicas = Replicas.of(object);
        long updated = object.number("status.updatedReplicas", 0);
        if (replicas.wanted() > replicas.present()) {
            return replicas.tooFew();
        }
        if (replicas.wanted() > updated) {
            return ObjectStatus.inProgress("LessUpdated", "Updated: " + updated + "/" + replicas.wanted());
        }
        if (replicas.present() > replicas.wanted()) {
            return replicas.tooMany();
        }
        if (updated > replicas.available()) {
            return ObjectStatus.inProgress("LessAvailable", "Available: " + replicas.available() + "/" + updated);
        }
        if (replicas.wanted() > replicas.ready()) {
            return replicas.notReady();
        }
        return byConditions(object, conditions, replicas);
    }

    private static ObjectStatus byConditions(LiveObject object, List<StatusCondition> conditions, Replicas replicas) {
        boolean progressed = object.number("spec.progressDeadlineSeconds", NO_DEADLINE) == NO_DEADLINE
                || conditions.stream()
                        .anyMatch(condition -> condition.is("Progressing", TRUE)
                                && condition.reason().equals("NewReplicaSetAvailable"));
        if (!progressed) {
            return ObjectStatus.inProgress("ReplicaSetNotAvailable", "ReplicaSet not Available");
        }
        if (conditions.stream().noneMatch(condition -> condition.is("Available", TRUE))) {
            return ObjectStatus.inProgress("DeploymentNotAvailable", "Deployment not Available");
        }
        return ObjectStatus.current("Deployment is available. Replicas: " + replicas.present());
    }

    private static ObjectStatus exceeded(StatusCondition condition) {
        var stalled = new StatusCondition(StatusCondition.STALLED, TRUE, condition.reason(), condition.message());
        return new ObjectStatus(Status.FAILED, "Progress deadline exceeded", List.of(stalled));
    }
}
