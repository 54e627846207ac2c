package dev.sluice.object;

import java.util.ArrayList;
import java.util.List;

/**
 * What kustomize makes of a folded scalar ({@code >}): it writes every resource with go-yaml v3 and reads it again
 * before the values are used, and that writer sets a blank line too many before more-indented lines and at the end.
 * Source: {@code yaml_emitter_write_folded_scalar} in {@code emitterc.go} (which looks at the start of the text where
 * it means the next line), {@code yaml_parser_scan_block_scalar} in {@code scannerc.go}, and
 * {@code RNode.MarshalJSON} in {@code kyaml/yaml/rnode.go}.
 */
final class FoldedText {

    private FoldedText() {}

    /** The text after it was written and read again. */
    static String reread(String text) {
        if (text.indexOf('\n') < 0 || !canBeBlock(text)) {
            return text;
        }
        return fold(written(text), text);
    }

    /** Whether the writer of go-yaml v3 puts a text with line breaks into a block. */
    static boolean canBeBlock(String text) {
        // Unlike that of v2, the writer of v3 minds no tabs in a block.
        return ScalarTraits.of(text.replace('\t', 'x')).literalAllowed();
    }

    private static List<String> written(String text) {
        boolean doubled = startsWithWord(text);
        var lines = new ArrayList<String>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            String line = text.substring(start, end);
            lines.add(line);
            if (doubled && !line.isEmpty() && !isBlank(line.charAt(0))) {
                lines.add("");
            }
            start = end + 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    private static boolean startsWithWord(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) == '\n') {
            i++;
        }
        return i < text.length() && !isBlank(text.charAt(i));
    }

    private static String fold(List<String> lines, String original) {
        var text = new StringBuilder();
        boolean afterBlank = false;
        boolean started = false;
        int breaks = 0;
        for (String line : lines) {
            if (line.isEmpty()) {
                breaks++;
                continue;
            }
            boolean blank = isBlank(line.charAt(0));
            if (!started) {
                text.append("\n".repeat(breaks));
            } else if (afterBlank || blank) {
                text.append("\n".repeat(breaks + 1));
            } else {
                text.append(breaks == 0 ? " " : "\n".repeat(breaks));
            }
            text.append(line);
            started = true;
            afterBlank = blank;
            breaks = 0;
        }
        return text.append("\n".repeat(atEnd(original, started, breaks))).toString();
    }

    // The chomping indicator was chosen by the text, the line breaks it keeps are those that were written.
    private static int atEnd(String original, boolean started, int breaks) {
        if (!original.endsWith("\n")) {
            return 0;
        }
        boolean keeps = original.length() == 1 || original.endsWith("\n\n");
        return keeps ? breaks + (started ? 1 : 0) : 1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
