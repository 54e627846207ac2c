package dev.sluice.junit;

/** A cluster that could not be built, started or reached: what, and why in the other side's words. */
public final class ClusterUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClusterUnusable(String message) {
        super(message);
    }

    ClusterUnusable(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
