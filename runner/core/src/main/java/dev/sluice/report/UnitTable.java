package dev.sluice.report;

import dev.sluice.event.ShortRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The state of every unit as {@code flux get kustomizations} prints it. */
final class UnitTable {

    private static final List<String> HEAD = List.of("NAME", "REVISION", "SUSPENDED", "READY", "MESSAGE");

    private UnitTable() {}

    /** The table's lines, head first; with a column for the namespace where there are several, as {@code flux get -A} has. */
    static List<String> lines(List<RunReport.UnitLine> units) {
        Set<String> namespaces =
                units.stream().map(unit -> unit.id().namespace()).collect(Collectors.toSet());
        boolean qualified = namespaces.size() > 1;
        var rows = new ArrayList<List<String>>();
        rows.add(qualified ? with("NAMESPACE", HEAD) : HEAD);
        units.forEach(unit -> rows.add(qualified ? with(unit.id().namespace(), row(unit)) : row(unit)));
        return aligned(rows);
    }

    private static List<String> row(RunReport.UnitLine unit) {
        return List.of(
                unit.id().name(),
                ShortRevision.in(unit.revision()),
                unit.suspended() ? "True" : "False",
                unit.ready(),
                ShortRevision.in(firstLine(unit.message())));
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static List<String> with(String first, List<String> others) {
        var row = new ArrayList<String>();
        row.add(first);
        row.addAll(others);
        return row;
    }

    private static List<String> aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        var widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> padded(row, widths)).toList();
    }

    private static String padded(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
