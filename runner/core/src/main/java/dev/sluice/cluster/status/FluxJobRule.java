package dev.sluice.cluster.status;

import java.util.Optional;

/**
 * Flux's rule for a Job (fluxcd/pkg runtime/statusreaders/job.go): it is as it was asked for when it has completed, or
 * is suspended. The generic rules are not asked before.
 */
final class FluxJobRule implements StatusRule {

    @Override
    public ObjectStatus of(LiveObject object) throws UnreadableStatus {
        if (object.isTrue("spec.suspend")) {
            return ObjectStatus.current("Job is suspended");
        }
        Optional<ObjectStatus> ended = JobRule.ended(object);
        if (ended.isPresent()) {
            return ended.get();
        }
        return object.text("status.startTime", "").isEmpty()
                ? ObjectStatus.inProgress("JobNotStarted", "Job not started. active: 0/" + JobRule.parallelism(object))
                : ObjectStatus.inProgress("JobInProgress", JobRule.progress(object));
    }
}
