package dev.sluice.report;

import java.util.Locale;

/** How much a finding matters. */
enum Level {
    ERROR,
    WARNING,
    NOTE;

    /** As SARIF and people write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
