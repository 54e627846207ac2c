package dev.sluice.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * The comments of a document that look like JSON, by the keys that they stand at: kyaml takes them for schemas. Where
 * they belong is go-yaml's rule ({@code yaml_parser_scan_comments} in {@code scannerc.go} of v3).
 */
final class JsonComments {

    /** What may stand between a key or the end of a value and its comment: an anchor or a tag, too. */
    private static final Pattern LINE_COMMENT = Pattern.compile(":?(?:[ \\t]+[&!]\\S*)*[ \\t]+#+(.*)");

    private static final Pattern OWN_LINE = Pattern.compile("[ \\t]*#+(.*)");

    /** The lines of the document; none where no comment looks like JSON. */
    private final List<String> lines;

    private JsonComments(List<String> lines) {
        this.lines = lines;
    }

    static JsonComments of(String text) {
        return new JsonComments(occurIn(text) ? text.lines().toList() : List.of());
    }

    private static boolean occurIn(String text) {
        for (int i = text.indexOf('#'); i >= 0; i = text.indexOf('#', i + 1)) {
            int next = i + 1;
            while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
                next++;
            }
            if (next < text.length() && text.charAt(next) == '{') {
                return true;
            }
        }
        return false;
    }

    boolean areNone() {
        return lines.isEmpty();
    }

    /**
     * Those of a field.
     *
     * @param key the event of its key
     * @param valueEnd the last event of its value
     */
    List<ObjectNode> of(Event key, Event valueEnd) {
        var comments = new ArrayList<String>();
        valueEnd.getEndMark().flatMap(this::behind).ifPresent(comments::add);
        Optional<String> ofKey = key.getEndMark().flatMap(this::behind);
        if (ofKey.isPresent()) {
            comments.add(ofKey.get());
        } else {
            key.getStartMark().flatMap(this::above).ifPresent(comments::add);
        }
        return comments.stream().flatMap(comment -> object(comment).stream()).toList();
    }

    private static Optional<ObjectNode> object(String comment) {
        try {
            return new JsonComposer(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                    .compose(comment, "")
                    .filter(documents -> documents.size() == 1)
                    .map(documents -> documents.get(0).content())
                    .map(ObjectNode.class::cast);
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    private Optional<String> behind(Mark mark) {
        if (mark.getLine() >= lines.size()) {
            return Optional.empty();
        }
        String line = lines.get(mark.getLine());
        if (mark.getColumn() > line.codePointCount(0, line.length())) {
            return Optional.empty();
        }
        return text(LINE_COMMENT.matcher(line.substring(line.offsetByCodePoints(0, mark.getColumn()))));
    }

    /** A comment of one line: JSON never begins in the second one. */
    private Optional<String> above(Mark mark) {
        int line = mark.getLine() - 1;
        boolean alone = line >= 0
                && (line == 0 || !OWN_LINE.matcher(lines.get(line - 1)).matches());
        return alone ? text(OWN_LINE.matcher(lines.get(line))) : Optional.empty();
    }

    private static Optional<String> text(Matcher matcher) {
        return matcher.matches() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }
}
