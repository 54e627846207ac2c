package dev.sluice.failure;

import org.jspecify.annotations.Nullable;

/** The target, a registry, Git, a policy or a safety limit said no: trying again changes nothing. */
public final class Rejected extends RunFailure {

    private static final long serialVersionUID = 1L;

    public Rejected(String subject, String what) {
        this(subject, what, null, null);
    }

    public Rejected(String subject, String what, @Nullable Throwable cause) {
        this(subject, what, null, cause);
    }

    /** The subject is an object, a file or an address; the hint says what the user can do. */
    public Rejected(String subject, String what, @Nullable String hint, @Nullable Throwable cause) {
        super(join(subject, what), hint, cause);
    }

    @Override
    public int exitCode() {
        return 4;
    }
}
