package dev.sluice.pipeline;

import java.util.Locale;

/** What a run is to do. */
public enum Command {
    RECONCILE,
    RENDER,
    DIFF,
    DELETE,
    CHECK,
    VALIDATE;

    /** The command as the user types it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
