package dev.sluice.cluster.status;

/** A field that a rule needs is not of its type; the message is the original's. */
final class UnreadableStatus extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableStatus(String message) {
        super(message);
    }

    UnreadableStatus(String message, UnreadableStatus cause) {
        super(message, cause);
    }
}
