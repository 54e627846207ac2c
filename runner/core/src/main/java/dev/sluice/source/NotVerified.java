package dev.sluice.source;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The cause of every failure to verify a source: Flux's reason for it. */
public final class NotVerified extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public NotVerified(String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.reason = requireNonNull(reason, "reason");
    }

    /** For example {@code InvalidCommitSignature}. */
    public String reason() {
        return reason;
    }
}
