package dev.sluice.failure;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a run could not do what it was asked for. The message reads {@code object or file: what failed: why}, and never
 * holds a secret value. Everything else that is thrown is a bug.
 */
public abstract sealed class RunFailure extends RuntimeException
        permits InvalidInput, TransientFailure, Rejected, TimedOut {

    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    RunFailure(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What the user can do about it. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** What is wrong, each for itself; never empty. */
    public List<Problem> problems() {
        return List.of(new Problem("", String.valueOf(getMessage()), hint));
    }

    /** The same failure, of what stands at a place: {@code file:line}. */
    public abstract RunFailure at(String place);

    /** The exit code of a run that ends with this failure. */
    public abstract int exitCode();

    static String join(String subject, String what) {
        return subject.isEmpty() ? what : subject + ": " + what;
    }
}
