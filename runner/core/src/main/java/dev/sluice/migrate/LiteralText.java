package dev.sluice.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text after a {@code |}: a text of its own, whose changes are changes of the text around it. */
final class LiteralText {

    private final Lines around;
    private final String content;
    /** Where each of its lines begins in the text around it, behind the indentation. */
    private final List<Integer> starts;

    private LiteralText(Lines around, String content, List<Integer> starts) {
        this.around = around;
        this.content = content;
        this.starts = starts;
    }

    /** The text of a node; empty where its lines cannot be told. */
    static Optional<LiteralText> of(Lines around, Spot spot) {
        var starts = new ArrayList<Integer>();
        int at = around.endOf(spot.start());
        for (String line : spot.text().split("\n", -1)) {
            int end = around.text().indexOf('\n', at);
            String raw = around.text()
                    .substring(
                            Math.min(at, around.text().length()),
                            end < 0 ? around.text().length() : end);
            String bare = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
            boolean behind = at >= spot.end();
            if (!behind && !bare.endsWith(line)) {
                return Optional.empty();
            }
            starts.add(behind ? spot.end() : at + bare.length() - line.length());
            at = end < 0 ? around.text().length() : end + 1;
        }
        return Optional.of(new LiteralText(around, spot.text(), starts));
    }

    String content() {
        return content;
    }

    /** The line around it of a line of the content, both from 1. */
    int lineAround(int line) {
        return around.number(starts.get(Math.min(line, starts.size()) - 1));
    }

    /** A change of the content as one of the text around it. */
    Edit around(Edit edit) {
        boolean toTheEnd = edit.to() == content.length() && edit.to() > edit.from();
        int from = index(edit.from());
        int to = index(edit.to());
        String indent = " ".repeat(starts.isEmpty() ? 0 : around.columnOf(starts.get(0)));
        String replacement = edit.replacement().replace("\n", around.lineBreak() + indent);
        boolean wholeLines = content.isEmpty() || edit.from() == 0 || content.charAt(edit.from() - 1) == '\n';
        if (toTheEnd && wholeLines && content.endsWith("\n")) {
            // The indentation of what is gone goes, too, or is that of what comes in its place.
            String lines = replacement.endsWith(indent)
                    ? replacement.substring(0, replacement.length() - indent.length())
                    : replacement;
            return edit.replacement().isEmpty() ? new Edit(around.startOf(from), to, "") : new Edit(from, to, lines);
        }
        return new Edit(from, to, replacement);
    }

    private int index(int position) {
        Lines lines = new Lines(content);
        int line = lines.number(position) - 1;
        return starts.get(line) + lines.columnOf(position);
    }
}
