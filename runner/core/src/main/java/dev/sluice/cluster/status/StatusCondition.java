package dev.sluice.cluster.status;

import static java.util.Objects.requireNonNull;

/**
 * A condition of an object: one that it has, or the one that kstatus would give it.
 *
 * @param type for example {@code Ready}; kstatus' own are {@code Reconciling} and {@code Stalled}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason one word
 * @param message for people
 */
public record StatusCondition(String type, String status, String reason, String message) {

    static final String TRUE = "True";
    static final String FALSE = "False";
    static final String RECONCILING = "Reconciling";
    static final String STALLED = "Stalled";

    public StatusCondition {
        requireNonNull(type, "type");
        requireNonNull(status, "status");
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
    }

    boolean is(String otherType, String otherStatus) {
        return type.equals(otherType) && status.equals(otherStatus);
    }
}
