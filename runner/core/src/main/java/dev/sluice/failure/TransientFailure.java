package dev.sluice.failure;

import org.jspecify.annotations.Nullable;

/** Something outside did not answer, or answered that it cannot now: worth another try. */
public final class TransientFailure extends RunFailure {

    private static final long serialVersionUID = 1L;

    private final boolean exhausted;

    public TransientFailure(String subject, String what) {
        this(subject, what, null, null);
    }

    public TransientFailure(String subject, String what, @Nullable Throwable cause) {
        this(subject, what, null, cause);
    }

    /** The subject is an object, a file or an address; the hint says what the user can do. */
    public TransientFailure(String subject, String what, @Nullable String hint, @Nullable Throwable cause) {
        this(subject, what, hint, cause, false);
    }

    private TransientFailure(
            String subject, String what, @Nullable String hint, @Nullable Throwable cause, boolean exhausted) {
        super(join(subject, what), hint, cause);
        this.exhausted = exhausted;
    }

    /** A failure of something that was tried again already, for as long as there was hope. */
    public static TransientFailure exhausted(
            String subject, String what, @Nullable String hint, @Nullable Throwable cause) {
        return new TransientFailure(subject, what, hint, cause, true);
    }

    @Override
    public TransientFailure at(String place) {
        return new TransientFailure(place, String.valueOf(getMessage()), hint().orElse(null), this, exhausted);
    }

    /** Whether it is not worth yet another try. */
    public boolean isExhausted() {
        return exhausted;
    }

    @Override
    public int exitCode() {
        return 5;
    }
}
