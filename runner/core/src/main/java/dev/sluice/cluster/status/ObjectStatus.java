package dev.sluice.cluster.status;

import static dev.sluice.cluster.status.StatusCondition.RECONCILING;
import static dev.sluice.cluster.status.StatusCondition.STALLED;
import static dev.sluice.cluster.status.StatusCondition.TRUE;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How an object is, and why.
 *
 * @param status how it is
 * @param message why, in kstatus' words
 * @param conditions the same as the conditions that a controller would set: {@code Reconciling} where it is in progress,
 *     {@code Stalled} where it has failed, else none
 */
public record ObjectStatus(Status status, String message, List<StatusCondition> conditions) {

    public ObjectStatus {
        requireNonNull(status, "status");
        requireNonNull(message, "message");
        conditions = List.copyOf(conditions);
    }

    /** The status of an object that the cluster does not hold. */
    public static ObjectStatus notFound() {
        return new ObjectStatus(Status.NOT_FOUND, "Resource not found", List.of());
    }

    static ObjectStatus current(String message) {
        return new ObjectStatus(Status.CURRENT, message, List.of());
    }

    static ObjectStatus inProgress(String reason, String message) {
        var condition = new StatusCondition(RECONCILING, TRUE, reason, message);
        return new ObjectStatus(Status.IN_PROGRESS, message, List.of(condition));
    }

    static ObjectStatus failed(String reason, String message) {
        var condition = new StatusCondition(STALLED, TRUE, reason, message);
        return new ObjectStatus(Status.FAILED, message, List.of(condition));
    }

    static ObjectStatus terminating(String message) {
        return new ObjectStatus(Status.TERMINATING, message, List.of());
    }

    /** What is told without a condition of kstatus. */
    static ObjectStatus told(Status status, String message) {
        return new ObjectStatus(status, message, List.of());
    }

    static ObjectStatus unknown(String message) {
        return new ObjectStatus(Status.UNKNOWN, message, List.of());
    }
}
