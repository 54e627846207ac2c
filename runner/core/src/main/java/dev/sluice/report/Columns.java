package dev.sluice.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text with their cells below each other. */
final class Columns {

    private Columns() {}

    /** A line a row; rows are of one length. */
    static List<String> aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        var widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> padded(row, widths)).toList();
    }

    /** A row with one cell more before the others. */
    static List<String> with(String first, List<String> others) {
        var row = new ArrayList<String>();
        row.add(first);
        row.addAll(others);
        return row;
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
