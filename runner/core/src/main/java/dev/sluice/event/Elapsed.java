package dev.sluice.event;

import java.time.Duration;

/** How long something took, short enough to read and in Go's form: {@code 31ms}, {@code 1.2s}, {@code 1h0m5s}. */
public final class Elapsed {

    private Elapsed() {}

    /** Milliseconds below a second, tenths below a minute, whole seconds above. */
    public static String rounded(Duration duration) {
        if (duration.toSeconds() == 0) {
            return duration.toMillis() + "ms";
        }
        if (duration.toMinutes() == 0) {
            int tenths = duration.toMillisPart() / 100;
            return duration.toSeconds() + (tenths > 0 ? "." + tenths : "") + "s";
        }
        String minutes = duration.toMinutesPart() + "m" + duration.toSecondsPart() + "s";
        return duration.toHours() > 0 ? duration.toHours() + "h" + minutes : minutes;
    }
}
