package dev.sluice.source.signature;

import org.jspecify.annotations.Nullable;

/** Why a signature does not count: the message is Flux's, the hint names the key where it is known. */
public final class BadSignature extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    BadSignature(String message, @Nullable String hint) {
        super(message);
        this.hint = hint;
    }

    /** What the user can do about it. */
    public @Nullable String hint() {
        return hint;
    }
}
