package dev.sluice.cluster.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The status of an object as a health check of Flux reads it: a Job by Flux's own rule, what expressions cover by them,
 * all else by kstatus' rules.
 */
public final class StatusReader {

    private static final String JOB = "batch/Job";

    private final Kstatus kstatus;
    private final StatusRule job = new FluxJobRule();
    private final StatusEvaluators evaluators;

    public StatusReader(Clock clock) {
        this(clock, StatusEvaluators.NONE);
    }

    public StatusReader(Clock clock, StatusEvaluators evaluators) {
        this.kstatus = new Kstatus(clock);
        this.evaluators = evaluators;
    }

    /** The status of an object as the API server answers it; unknown, with the reason, where it cannot be read. */
    public ObjectStatus of(JsonNode liveObject) {
        var object = new LiveObject(liveObject);
        boolean isJob = object.groupKind().equals(JOB);
        Optional<StatusEvaluator> evaluator = evaluator(liveObject, isJob);
        if (evaluator.isPresent()) {
            return evaluator.get().of(liveObject);
        }
        if (!isJob) {
            return kstatus.of(liveObject);
        }
        try {
            return job.of(object);
        } catch (UnreadableStatus e) {
            return ObjectStatus.unknown(String.valueOf(e.getMessage()));
        }
    }

    private Optional<StatusEvaluator> evaluator(JsonNode liveObject, boolean isJob) {
        return isJob && !evaluators.coverJobs() ? Optional.empty() : evaluators.of(liveObject);
    }

    /** Whether what an object says of itself is not all, while it is in progress: its Pods may have failed. */
    public boolean looksAtPods(JsonNode liveObject) {
        return PodControllerRule.isFor(new LiveObject(liveObject).groupKind())
                && evaluators.of(liveObject).isEmpty();
    }

    /**
     * The status of an object with its Pods.
     *
     * @param pods those that its selector selects, as far as they are known
     */
    public ObjectStatus of(JsonNode liveObject, List<JsonNode> pods) {
        ObjectStatus own = of(liveObject);
        return looksAtPods(liveObject) ? PodControllerRule.of(own, pods, kstatus) : own;
    }
}
