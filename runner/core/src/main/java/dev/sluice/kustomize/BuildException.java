package dev.sluice.kustomize;

import org.jspecify.annotations.Nullable;

/**
 * A mistake found where nobody knows the file and line of it. The build catches it where the place is known and throws
 * {@link dev.sluice.failure.InvalidInput}; it never leaves this package.
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
}
