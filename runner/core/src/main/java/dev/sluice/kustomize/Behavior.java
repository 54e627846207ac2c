package dev.sluice.kustomize;

import java.util.Locale;

/** What a generator does where an object of its name is there already. */
enum Behavior {
    UNSPECIFIED,
    CREATE,
    REPLACE,
    MERGE;

    /** The behavior of a name; an unknown name is none, as in kustomize. */
    static Behavior of(String name) {
        for (Behavior behavior : values()) {
            if (behavior != UNSPECIFIED
                    && behavior.name().toLowerCase(Locale.ROOT).equals(name)) {
                return behavior;
            }
        }
        return UNSPECIFIED;
    }
}
