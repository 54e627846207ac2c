package dev.sluice.cluster.status;

import static dev.sluice.cluster.status.StatusCondition.TRUE;

/** When a ReplicaSet has its Pods. */
final class ReplicaSetRule implements StatusRule {

    @Override
    public ObjectStatus of(LiveObject object) throws UnreadableStatus {
        if (object.conditions().stream().anyMatch(condition -> condition.is("ReplicaFailure", TRUE))) {
            return ObjectStatus.inProgress("ReplicaFailure", "Replica Failure condition. Check Pods");
        }
        Replicas replicas = Replicas.of(object);
        long labelled = object.number("status.fullyLabeledReplicas", 0);
        if (replicas.wanted() > labelled) {
            return ObjectStatus.inProgress("LessLabelled", "Labelled: " + labelled + "/" + replicas.wanted());
        }
        if (replicas.wanted() > replicas.available()) {
            return ObjectStatus.inProgress(
                    "LessAvailable", "Available: " + replicas.available() + "/" + replicas.wanted());
        }
        if (replicas.wanted() > replicas.ready()) {
            return replicas.notReady();
        }
        if (replicas.present() > replicas.wanted()) {
            return replicas.tooMany();
        }
        return ObjectStatus.current("ReplicaSet is available. Replicas: " + replicas.present());
    }
}
