package dev.sluice.cluster.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;

/** The status of an object as a health check of Flux reads it: a Job by Flux's own rule, all else by kstatus'. */
public final class StatusReader {

    private static final String JOB = "batch/Job";

    private final Kstatus kstatus;
    private final StatusRule job = new FluxJobRule();

    public StatusReader(Clock clock) {
        this.kstatus = new Kstatus(clock);
    }

    /** The status of an object as the API server answers it; unknown, with the reason, where it cannot be read. */
    public ObjectStatus of(JsonNode liveObject) {
        var object = new LiveObject(liveObject);
        if (!object.groupKind().equals(JOB)) {
            return kstatus.of(liveObject);
        }
        try {
            return job.of(object);
        } catch (UnreadableStatus e) {
            return ObjectStatus.unknown(String.valueOf(e.getMessage()));
        }
    }

    /** Whether what an object says of itself is not all, while it is in progress: its Pods may have failed. */
    public boolean looksAtPods(JsonNode liveObject) {
        return PodControllerRule.isFor(new LiveObject(liveObject).groupKind());
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
