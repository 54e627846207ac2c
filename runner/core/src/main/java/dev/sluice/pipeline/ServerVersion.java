package dev.sluice.pipeline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of an API server, as far as it decides what can be asked of it. */
record ServerVersion(int major, int minor) {

    /** The first with aggregated discovery and ratcheting of server-side apply in their final form. */
    static final ServerVersion LEAST = new ServerVersion(1, 30);

    private static final Pattern NUMBERS = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4}).*", Pattern.DOTALL);

    /** Of {@code v1.35.4+k3s1}; one that says no numbers is taken for new. */
    static ServerVersion parse(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.matches()
                ? new ServerVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)))
                : LEAST;
    }

    boolean isNewEnough() {
        return major > LEAST.major || (major == LEAST.major && minor >= LEAST.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
