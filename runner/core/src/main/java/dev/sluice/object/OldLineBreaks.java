package dev.sluice.object;

import java.util.regex.Pattern;

/**
 * The line breaks that YAML 1.1, and so go-yaml, knows and the parser takes for text: U+0085, U+2028 and U+2029. Within
 * a scalar they take the blanks around them (or the indentation behind them) away; U+0085 then counts as {@code \n}.
 * As ends of lines between keys they are not supported.
 */
final class OldLineBreaks {

    private OldLineBreaks() {}

    static boolean occurIn(String text) {
        return text.indexOf('\u2028') >= 0 || text.indexOf('\u2029') >= 0 || text.indexOf('\u0085') >= 0;
    }

    /** A plain or single-quoted scalar without the blanks around its breaks. */
    static String foldedIn(String scalar) {
        return withoutBlanksAround("\u0085", withoutBlanksAround("\u2028\u2029", scalar))
                .replace('\u0085', ' ');
    }

    // Not by an expression: one that begins with blanks tries each of a million in vain.
    private static String withoutBlanksAround(String breaks, String scalar) {
        var folded = new StringBuilder(scalar.length());
        int i = 0;
        while (i < scalar.length()) {
            char c = scalar.charAt(i++);
            if (breaks.indexOf(c) < 0) {
                folded.append(c);
                continue;
            }
            while (!folded.isEmpty() && isBlank(folded.charAt(folded.length() - 1))) {
                folded.setLength(folded.length() - 1);
            }
            folded.append(c);
            while (i < scalar.length() && isBlank(scalar.charAt(i))) {
                i++;
            }
        }
        return folded.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /**
     * A block scalar without the indentation behind its breaks.
     *
     * @param text the text of the document
     * @param line the line of the block's header, from 0
     */
    static String unindentedIn(String scalar, String text, int line) {
        String first =
                scalar.lines().filter(each -> !each.isBlank()).findFirst().orElse("");
        String written = text.lines()
                .skip(line + 1L)
                .filter(each -> !each.isBlank())
                .findFirst()
                .orElse("");
        int indent = Math.max(0, leadingSpaces(written) - leadingSpaces(first));
        String unindented = Pattern.compile("([\\u0085\\u2028\\u2029]) {0," + indent + "}")
                .matcher(scalar)
                .replaceAll("$1");
        return unindented.replace('\u0085', '\n');
    }

    private static int leadingSpaces(String line) {
        int spaces = 0;
        while (spaces < line.length() && line.charAt(spaces) == ' ') {
            spaces++;
        }
        return spaces;
    }
}
