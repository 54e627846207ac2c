package dev.sluice.failure;

import org.jspecify.annotations.Nullable;

/** Something did not become ready, or the run's own time was over. */
public final class TimedOut extends RunFailure {

    private static final long serialVersionUID = 1L;

    public TimedOut(String subject, String what) {
        this(subject, what, null, null);
    }

    public TimedOut(String subject, String what, @Nullable Throwable cause) {
        this(subject, what, null, cause);
    }

    /** The subject is an object, a file or an address; the hint says what the user can do. */
    public TimedOut(String subject, String what, @Nullable String hint, @Nullable Throwable cause) {
        super(join(subject, what), hint, cause);
    }

    @Override
    public TimedOut at(String place) {
        return new TimedOut(place, String.valueOf(getMessage()), hint().orElse(null), this);
    }

    @Override
    public int exitCode() {
        return 6;
    }
}
