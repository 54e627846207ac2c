package dev.sluice.object;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Gives the scalars of one document their types, by style and tag.
 *
 * <p>For kyaml that includes its detour: kustomize writes every resource as YAML and reads it again before it looks at
 * values ({@code RNode.MarshalJSON} in {@code kyaml/yaml/rnode.go}), and some scalars do not survive it as they were.
 */
final class ScalarReader {

    /** The tag {@code !}: "what it looks like". */
    static final String NON_SPECIFIC_TAG = "!";

    private static final String TAG_PREFIX = "tag:yaml.org,2002:";
    private static final int NO_OPEN_END = -1;

    private final Dialect dialect;
    private final Findings findings;
    private final String document;
    private final int openEnd;
    private final boolean oldLineBreaks;

    ScalarReader(Dialect dialect, Findings findings, String text) {
        this.dialect = dialect;
        this.findings = findings;
        this.document = text;
        this.openEnd = openEnd(text);
        this.oldLineBreaks = OldLineBreaks.occurIn(text);
    }

    /**
     * The value of a scalar; one that does not fit its tag becomes a finding.
     *
     * @param flow whether it stands in a flow collection
     */
    Scalar read(ScalarEvent event, boolean flow) {
        @Nullable String tag = event.getTag().orElse(null);
        if (tag == null || (dialect.isGoYaml3() && tag.equals(NON_SPECIFIC_TAG))) {
            return event.isPlain() ? plain(text(event, flow), flow) : new Scalar.Text(text(event, flow));
        }
        @Nullable Scalar scalar = PlainScalars.resolve(text(event, flow), tag, dialect);
        if (scalar == null) {
            int line = event.getStartMark().map(Mark::getLine).orElse(0);
            findings.problem(line, "the value does not fit its tag " + shortened(tag), null);
            return new Scalar.Nothing();
        }
        return scalar;
    }

    private Scalar plain(String text, boolean flow) {
        boolean rewritten = dialect == Dialect.KYAML && flow;
        // kyaml writes an empty value in a flow collection as '' and a timestamp with a colon in quotes.
        if (rewritten && text.isEmpty()) {
            return new Scalar.Text("");
        }
        Scalar scalar = PlainScalars.resolve(text, dialect);
        boolean quoted = rewritten && scalar instanceof Scalar.Time && text.indexOf(':') >= 0;
        return quoted ? new Scalar.Text(text) : scalar;
    }

    private String text(ScalarEvent event, boolean flow) {
        boolean block = event.getScalarStyle() == ScalarStyle.LITERAL || event.getScalarStyle() == ScalarStyle.FOLDED;
        String text = oldLineBreaks ? withoutOldLineBreaks(event, block) : event.getValue();
        if (!block) {
            return text;
        }
        // The parser ends the last line of a block even where the file does not; go-yaml does not.
        if (text.endsWith("\n") && event.getEndMark().map(Mark::getIndex).orElse(0) == openEnd) {
            text = text.substring(0, text.length() - 1);
        }
        boolean refolded = dialect == Dialect.KYAML && event.getScalarStyle() == ScalarStyle.FOLDED && !flow;
        return refolded ? FoldedText.reread(text) : text;
    }

    private String withoutOldLineBreaks(ScalarEvent event, boolean block) {
        String text = event.getValue();
        // In double quotes they may have been escapes, which keep the blanks around them.
        if (!OldLineBreaks.occurIn(text) || event.isDQuoted()) {
            return text;
        }
        int line = event.getStartMark().map(Mark::getLine).orElse(0);
        return block ? OldLineBreaks.unindentedIn(text, document, line) : OldLineBreaks.foldedIn(text);
    }

    private static String shortened(String tag) {
        return tag.startsWith(TAG_PREFIX) ? "!!" + tag.substring(TAG_PREFIX.length()) : tag;
    }

    /** The length of a text in code points if its last line has content but no end. */
    private static int openEnd(String text) {
        boolean open = !text.substring(text.lastIndexOf('\n') + 1).isBlank();
        return open ? text.codePointCount(0, text.length()) : NO_OPEN_END;
    }
}
