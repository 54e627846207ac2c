package dev.sluice.object;

import org.jspecify.annotations.Nullable;

/** A mistake behind which a document cannot be read on; it never leaves the package. */
final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String what;
    private final @Nullable String hint;

    /**
     * @param line in the document's text, from 0
     */
    Unreadable(int line, String what, @Nullable String hint) {
        super(what, null, false, false);
        this.line = line;
        this.what = what;
        this.hint = hint;
    }

    int line() {
        return line;
    }

    String what() {
        return what;
    }

    @Nullable
    String hint() {
        return hint;
    }
}
