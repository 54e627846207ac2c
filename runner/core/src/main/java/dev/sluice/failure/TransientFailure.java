package dev.sluice.failure;

import org.jspecify.annotations.Nullable;

/** Something outside did not answer, or answered that it cannot now: worth another try. */
public final class TransientFailure extends RunFailure {

    private static final long serialVersionUID = 1L;

    public TransientFailure(String subject, String what) {
        this(subject, what, null, null);
    }

    public TransientFailure(String subject, String what, @Nullable Throwable cause) {
        this(subject, what, null, cause);
    }

    /** The subject is an object, a file or an address; the hint says what the user can do. */
    public TransientFailure(String subject, String what, @Nullable String hint, @Nullable Throwable cause) {
        super(join(subject, what), hint, cause);
    }

    @Override
    public int exitCode() {
        return 5;
    }
}
