package dev.sluice.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of a field's difference.
 *
 * @param sign {@code -} for what is there, {@code +} for what is to be, a blank for what stays
 */
record DifferenceLine(char sign, String text) {

    /** How many lines that stay are shown around those that do not, as {@code diff -u} does. */
    private static final int CONTEXT = 3;

    static final String GAP = "…";

    /** The field's lines: of long texts only what differs, with a few lines around it. */
    static List<DifferenceLine> of(RunReport.FieldLine field) {
        List<String> before = lines(field.before());
        List<String> after = lines(field.after());
        if (before.size() > 1 && after.size() > 1) {
            return merged(before, DiffUtils.diff(before, after));
        }
        var lines = new ArrayList<DifferenceLine>();
        before.forEach(line -> lines.add(new DifferenceLine('-', line)));
        after.forEach(line -> lines.add(new DifferenceLine('+', line)));
        return lines;
    }

    private static List<String> lines(Optional<String> value) {
        return value.map(text -> List.of(text.stripTrailing().split("\r?\n", -1)))
                .orElse(List.of());
    }

    private static List<DifferenceLine> merged(List<String> before, Patch<String> patch) {
        var lines = new ArrayList<DifferenceLine>();
        int shown = 0;
        for (AbstractDelta<String> delta : patch.getDeltas()) {
            int position = delta.getSource().getPosition();
            // After a difference its context is still due; before one, only the last lines of what stays.
            int until = shown == 0 ? 0 : Math.min(shown + CONTEXT, position);
            stay(before, shown, until, lines);
            int from = Math.max(until, position - CONTEXT);
            if (from > until) {
                lines.add(new DifferenceLine(' ', GAP));
            }
            stay(before, from, position, lines);
            delta.getSource().getLines().forEach(line -> lines.add(new DifferenceLine('-', line)));
            delta.getTarget().getLines().forEach(line -> lines.add(new DifferenceLine('+', line)));
            shown = position + delta.getSource().size();
        }
        int until = Math.min(shown + CONTEXT, before.size());
        stay(before, shown, until, lines);
        if (until < before.size()) {
            lines.add(new DifferenceLine(' ', GAP));
        }
        return lines;
    }

    private static void stay(List<String> all, int from, int until, List<DifferenceLine> lines) {
        all.subList(from, until).forEach(line -> lines.add(new DifferenceLine(' ', line)));
    }

    /** The line with its sign before it. */
    @Override
    public String toString() {
        return sign + " " + text;
    }
}
