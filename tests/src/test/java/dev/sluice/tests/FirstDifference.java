package dev.sluice.tests;

import java.util.List;
import java.util.Optional;

/** Says where two texts begin to differ. */
public final class FirstDifference {

    private FirstDifference() {}

    /** The first line that differs; empty where both texts are the same. */
    public static Optional<String> of(String expected, String actual) {
        if (expected.equals(actual)) {
            return Optional.empty();
        }
        List<String> wanted = expected.lines().toList();
        List<String> got = actual.lines().toList();
        for (int i = 0; i < Math.max(wanted.size(), got.size()); i++) {
            String wantedLine = i < wanted.size() ? wanted.get(i) : "(end)";
            String gotLine = i < got.size() ? got.get(i) : "(end)";
            if (!wantedLine.equals(gotLine)) {
                return Optional.of("line " + (i + 1) + ": expected <" + wantedLine + ">, was <" + gotLine + ">");
            }
        }
        return Optional.of("the last line break differs");
    }
}
