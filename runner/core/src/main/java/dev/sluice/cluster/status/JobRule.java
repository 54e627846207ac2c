package dev.sluice.cluster.status;

import static dev.sluice.cluster.status.StatusCondition.TRUE;

import java.util.Optional;

/** kstatus' rule for a Job: once it runs, it is as it was asked for. */
final class JobRule implements StatusRule {

    @Override
    public ObjectStatus of(LiveObject object) throws UnreadableStatus {
        Optional<ObjectStatus> ended = ended(object);
        if (ended.isPresent()) {
            return ended.get();
        }
        return object.text("status.startTime", "").isEmpty()
                ? ObjectStatus.inProgress("JobNotStarted", "Job not started")
                : ObjectStatus.current(progress(object));
    }

    /** What the Job says of its end; empty where it has not ended. */
    static Optional<ObjectStatus> ended(LiveObject object) throws UnreadableStatus {
        long completions = object.number("spec.completions", parallelism(object));
        for (StatusCondition condition : object.conditions()) {
            if (condition.is("Complete", TRUE)) {
                long succeeded = object.number("status.succeeded", 0);
                return Optional.of(ObjectStatus.current("Job Completed. succeeded: " + succeeded + "/" + completions));
            }
            if (condition.is("Failed", TRUE)) {
                long failed = object.number("status.failed", 0);
                return Optional.of(
                        ObjectStatus.failed("JobFailed", "Job Failed. failed: " + failed + "/" + completions));
            }
        }
        return Optional.empty();
    }

    static String progress(LiveObject object) {
        return "Job in progress. success:" + object.number("status.succeeded", 0) + ", active: "
                + object.number("status.active", 0) + ", failed: " + object.number("status.failed", 0);
    }

    static long parallelism(LiveObject object) {
        return object.number("spec.parallelism", 1);
    }
}
