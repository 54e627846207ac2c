package dev.sluice.source.signature;

/** A key or a signature that cannot be read; holds none of its bytes. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean unsupported;

    private Unreadable(String message, boolean unsupported) {
        super(message);
        this.unsupported = unsupported;
    }

    /** It is broken. */
    static Unreadable malformed(String message) {
        return new Unreadable(message, false);
    }

    /** It may be in order, but is of a kind that does not count; what stands around it does. */
    static Unreadable unsupported(String message) {
        return new Unreadable(message, true);
    }

    boolean isUnsupported() {
        return unsupported;
    }

    /** The text, which is always there. */
    String why() {
        return String.valueOf(getMessage());
    }
}
