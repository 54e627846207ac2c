package dev.sluice.migrate;

import java.util.Comparator;
import java.util.List;

/**
 * A change of a text.
 *
 * @param from the index of the first character that goes
 * @param to the index behind the last one; {@code from} where nothing goes
 * @param replacement what stands there then
 */
record Edit(int from, int to, String replacement) {

    Edit {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("from " + from + " to " + to);
        }
    }

    private boolean isInsideOf(Edit other) {
        return from == to
                ? other.from < from && to < other.to
                : other.to - other.from > to - from && other.from <= from && to <= other.to;
    }

    /** The text with all changes made, those inside of others aside; every character that none of them names stays. */
    static String applied(String text, List<Edit> edits) {
        var result = new StringBuilder();
        int done = 0;
        for (Edit edit : sorted(edits)) {
            result.append(text, done, edit.from()).append(edit.replacement());
            done = edit.to();
        }
        return result.append(text, done, text.length()).toString();
    }

    private static List<Edit> sorted(List<Edit> edits) {
        return edits.stream()
                .distinct()
                .filter(edit -> edits.stream().noneMatch(edit::isInsideOf))
                .sorted(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::to))
                .toList();
    }
}
