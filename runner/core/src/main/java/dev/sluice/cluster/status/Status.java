package dev.sluice.cluster.status;

/** Whether the cluster has brought an object to what was asked of it. */
public enum Status {
    /** It is as it was asked for. */
    CURRENT("Current"),
    /** It is not yet. */
    IN_PROGRESS("InProgress"),
    /** It will not be, unless somebody does something. */
    FAILED("Failed"),
    /** It is being deleted. */
    TERMINATING("Terminating"),
    /** There is no such object. */
    NOT_FOUND("NotFound"),
    /** The object does not say in a form that can be read. */
    UNKNOWN("Unknown");

    private final String text;

    Status(String text) {
        this.text = text;
    }

    /** Flux's spelling: {@code InProgress}. */
    @Override
    public String toString() {
        return text;
    }
}
