package dev.sluice.report;

import dev.sluice.event.Elapsed;
import dev.sluice.event.ShortRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of each of several roots, a row a root. */
final class RootTable {

    static final List<String> HEAD = List.of("Root", "Units", "Objects", "Verdict", "Took", "Message");

    private RootTable() {}

    /** The table's lines for a terminal, head first. */
    static List<String> lines(RunReport report) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD.stream().map(RootTable::capitals).toList());
        rows.addAll(rows(report));
        return Columns.aligned(rows);
    }

    /** The cells of each root. */
    static List<List<String>> rows(RunReport report) {
        return report.roots().stream().map(RootTable::row).toList();
    }

    private static List<String> row(RunReport root) {
        int objects =
                root.units().stream().mapToInt(RunReport.UnitLine::objects).sum();
        return List.of(
                root.entry(),
                String.valueOf(root.units().size()),
                String.valueOf(objects),
                Wording.verdict(root),
                Elapsed.rounded(root.took()),
                message(root));
    }

    /** A single problem is told in full elsewhere. */
    private static String message(RunReport root) {
        boolean isTheProblem = root.problems().size() == 1
                && root.message().equals(root.problems().get(0).toString());
        return isTheProblem ? Wording.count(1, "problem") : ShortRevision.in(Wording.firstLine(root.message()));
    }

    private static String capitals(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
