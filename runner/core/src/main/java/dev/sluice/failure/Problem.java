package dev.sluice.failure;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One mistake in the input.
 *
 * @param location where it is: {@code file:line}, a file, an object ({@code Kind/namespace/name}) or an option
 * @param what what is wrong, in one line
 * @param hint what to do about it; null where nothing helps
 */
public record Problem(
        String location, String what, @Nullable String hint) {

    public Problem {
        requireNonNull(location, "location");
        requireNonNull(what, "what");
    }

    public static Problem of(String location, String what) {
        return new Problem(location, what, null);
    }

    /** {@code location: what}, as the user reads it; the hint is not part of it. */
    @Override
    public String toString() {
        return location.isEmpty() ? what : location + ": " + what;
    }
}
