package dev.sluice.failure;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One mistake in the input.
 *
 * @param location where it is: {@code file:line}, a file, an object ({@code Kind/namespace/name}) or an option
 * @param what what is wrong, in one line; lines below it explain it
 * @param hint what to do about it; null where nothing helps
 * @param field the field that is wrong, of the object at the location; empty where the location is all that there is to
 *     know, or is the field's own already
 */
public record Problem(
        String location, String what, @Nullable String hint, Optional<Field> field) {

    public Problem {
        requireNonNull(location, "location");
        requireNonNull(what, "what");
        requireNonNull(field, "field");
    }

    public Problem(String location, String what, @Nullable String hint) {
        this(location, what, hint, Optional.empty());
    }

    public static Problem of(String location, String what) {
        return new Problem(location, what, null);
    }

    /** The same mistake, about a field of the object at its location. */
    public Problem of(Field wrong) {
        return new Problem(location, what, hint, Optional.of(wrong));
    }

    /** The same mistake at its final place. */
    public Problem at(String place) {
        return new Problem(place, what, hint);
    }

    /** {@code location: what}, as the user reads it; the hint is not part of it. */
    @Override
    public String toString() {
        return location.isEmpty() ? what : location + ": " + what;
    }
}
