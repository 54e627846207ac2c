package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mistake found where nobody knows the file and line of it. The build catches it where the place is known and throws
 * what it is {@link #at} that place; it never leaves this package.
 */
final class BuildException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    BuildException(String what) {
        this(what, null);
    }

    BuildException(String what, @Nullable String hint) {
        super(what);
        this.hint = hint;
    }

    /** What is wrong. */
    String what() {
        return String.valueOf(getMessage());
    }

    @Nullable
    String hint() {
        return hint;
    }

    /** The failure that a build ends with. */
    InvalidInput at(String location) {
        return new InvalidInput(List.of(new Problem(location, what(), hint)), this);
    }
}
