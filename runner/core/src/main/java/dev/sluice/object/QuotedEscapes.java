package dev.sluice.object;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The three escapes that go-yaml reads in double quotes and the parser does not: {@code \'}, {@code \L} (U+2028) and
 * {@code \P} (U+2029). Source: {@code yaml_parser_scan_flow_scalar} in {@code scannerc.go}.
 *
 * <p>Only the parser knows what stands in double quotes. So where such a pair of characters occurs at all, the text
 * is parsed once more, and changed where the parser stops at one.
 */
final class QuotedEscapes {

    private QuotedEscapes() {}

    /** The same text, its lines too, with escapes that the parser reads. */
    static String repaired(String text) {
        if (!text.contains("\\'") && !text.contains("\\L") && !text.contains("\\P")) {
            return text;
        }
        String repaired = text;
        @Nullable String better = text;
        while (better != null) {
            repaired = better;
            better = better(repaired);
        }
        return repaired;
    }

    private static @Nullable String better(String text) {
        try {
            int depth = 0;
            for (Event event : new Parse(NodeComposer.SETTINGS).parseString(text)) {
                depth += depthChange(event);
                if (depth > NodeComposer.DEEPEST) {
                    return null;
                }
            }
            return null;
        } catch (MarkedYamlEngineException e) {
            int at = e.getProblemMark().map(Mark::getIndex).orElse(0);
            int escape = text.offsetByCodePoints(0, Math.min(at, text.codePointCount(0, text.length()))) - 1;
            return isForeign(text, escape) ? text.substring(0, escape) + rewritten(text, escape) : null;
        } catch (YamlEngineException e) {
            return null;
        }
    }

    private static int depthChange(Event event) {
        return switch (event.getEventId()) {
            case MappingStart, SequenceStart -> 1;
            case MappingEnd, SequenceEnd -> -1;
            default -> 0;
        };
    }

    private static boolean isForeign(String text, int index) {
        return index >= 0
                && index + 1 < text.length()
                && text.charAt(index) == '\\'
                && "'LP".indexOf(text.charAt(index + 1)) >= 0;
    }

    /** The rest of the text from a place in double quotes on, with all escapes up to the closing quote rewritten. */
    private static String rewritten(String text, int from) {
        var rewritten = new StringBuilder();
        int i = from;
        while (i + 1 < text.length() && text.charAt(i) != '"') {
            if (text.charAt(i) != '\\') {
                rewritten.append(text.charAt(i));
                i++;
                continue;
            }
            rewritten.append(isForeign(text, i) ? known(text.charAt(i + 1)) : text.substring(i, i + 2));
            i += 2;
        }
        return rewritten.append(text, i, text.length()).toString();
    }

    private static String known(char escaped) {
        return switch (escaped) {
            case 'L' -> "\\u2028";
            case 'P' -> "\\u2029";
            default -> "'";
        };
    }
}
