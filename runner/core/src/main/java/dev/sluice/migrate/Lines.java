package dev.sluice.migrate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A text as lines: where they begin, how they end and how far they are indented. */
final class Lines {

    private final String text;
    private final String lineBreak;
    /** The indexes of all line breaks. */
    private final int[] ends;

    Lines(String text) {
        this.text = text;
        this.lineBreak = text.contains("\r\n") ? "\r\n" : "\n";
        this.ends = IntStream.range(0, text.length())
                .filter(index -> text.charAt(index) == '\n')
                .toArray();
    }

    String text() {
        return text;
    }

    /** The line that an index is in, from 1. */
    int number(int index) {
        int found = Arrays.binarySearch(ends, index);
        return 1 + (found < 0 ? -found - 1 : found);
    }

    int startOf(int index) {
        return text.lastIndexOf('\n', index - 1) + 1;
    }

    /** The index behind the line's break; the text's end on the last line. */
    int endOf(int index) {
        // The text of a block ends behind its last line.
        if (index > 0 && index <= text.length() && text.charAt(index - 1) == '\n') {
            return index;
        }
        int end = text.indexOf('\n', index);
        return end < 0 ? text.length() : end + 1;
    }

    int columnOf(int index) {
        return index - startOf(index);
    }

    /** Whether nothing but spaces stands before the index in its line. */
    boolean isFirst(int index) {
        return text.substring(startOf(index), index).isBlank();
    }

    /** The line break of the text. */
    String lineBreak() {
        return lineBreak;
    }

    /** The lines of a node, comments behind it too, moved to another column; the first line without its indentation. */
    String moved(Spot spot, int column) {
        int from = columnOf(spot.start());
        String raw = text.substring(spot.start(), endOf(spot.end())).replace("\r\n", "\n");
        List<String> lines = raw.stripTrailing().lines().toList();
        var result = new StringBuilder(lines.get(0)).append(lineBreak);
        lines.stream().skip(1).forEach(line -> {
            String bare = line.substring(
                    Math.min(from, line.length() - line.stripLeading().length()));
            result.append(bare.isBlank() ? "" : " ".repeat(column) + bare).append(lineBreak);
        });
        return result.toString();
    }
}
