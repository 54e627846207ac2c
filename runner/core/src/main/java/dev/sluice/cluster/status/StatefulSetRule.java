package dev.sluice.cluster.status;

/** When a StatefulSet is rolled out: its controller sets no conditions, so its numbers have to tell. */
final class StatefulSetRule implements StatusRule {

    private static final long NO_PARTITION = -1;

    @Override
    public ObjectStatus of(LiveObject object) {
        if (object.text("spec.updateStrategy.type", "").equals("OnDelete")) {
            return ObjectStatus.current("StatefulSet is using the ondelete update strategy");
        }
        Replicas replicas = Replicas.of(object);
        if (replicas.wanted() > replicas.present()) {
            return replicas.tooFew();
        }
        if (replicas.wanted() > replicas.ready()) {
            return replicas.notReady();
        }
        if (replicas.present() > replicas.wanted()) {
            return replicas.tooMany();
        }
        long partition = object.number("spec.updateStrategy.rollingUpdate.partition", NO_PARTITION);
        return partition == NO_PARTITION
                ? wholeRollout(object, replicas)
                : partitionRollout(object, replicas.wanted() - partition);
    }

    private static ObjectStatus partitionRollout(LiveObject object, long wanted) {
        long updated = object.number("status.updatedReplicas", 0);
        return updated < wanted
                ? ObjectStatus.inProgress("PartitionRollout", "updated: " + updated + "/" + wanted)
                : ObjectStatus.current("Partition rollout complete. updated: " + updated);
    }

    private static ObjectStatus wholeRollout(LiveObject object, Replicas replicas) {
        long current = object.number("status.currentReplicas", 0);
        if (replicas.wanted() > current) {
            return ObjectStatus.inProgress("LessCurrent", "current: " + current + "/" + replicas.wanted());
        }
        if (!object.text("status.currentRevision", "").equals(object.text("status.updateRevision", ""))) {
            return ObjectStatus.inProgress("RevisionMismatch", "Waiting for updated revision to match current");
        }
        return ObjectStatus.current("All replicas scheduled as expected. Replicas: " + replicas.present());
    }
}
