package dev.sluice.object;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says in the user's words why the text of a document is no YAML. Nothing of the text itself is repeated. */
final class SyntaxProblem {

    private final String text;

    SyntaxProblem(String text) {
        this.text = text;
    }

    void report(YamlEngineException failure, Findings findings) {
        if (failure instanceof ReaderException reader) {
            int line = lineOf(reader.getPosition());
            String character = String.format("U+%04X", reader.getCodePoint());
            findings.problem(
                    line, "control character " + character + " is not allowed", "write it as an escape in \"…\"");
            return;
        }
        if (!(failure instanceof MarkedYamlEngineException marked)) {
            findings.problem(0, "no YAML", null);
            return;
        }
        int problemLine = marked.getProblemMark().map(Mark::getLine).orElse(0);
        int line = Math.min(problemLine, lastContentLine());
        @Nullable String context = marked.getContext();
        String problem = marked.getProblem() == null ? "no YAML" : marked.getProblem();
        int contextLine = marked.getContextMark().map(Mark::getLine).orElse(line);
        String what = context == null
                ? problem
                : context + " from line " + findings.at(contextLine).line() + ": " + problem;
        findings.problem(line, what, hint(problem, context == null ? "" : context, line, contextLine));
    }

    private @Nullable String hint(String problem, String context, int line, int contextLine) {
        String content = lineAt(line);
        if (content.contains("{{") || lineAt(contextLine).contains("{{")) {
            return "quote a value that begins with {{; a template must be rendered before it is YAML";
        }
        if (content.stripLeading().startsWith("\t")
                || content.indexOf('\t') >= 0 && content.indexOf('\t') < firstWord(content)) {
            return "indent with spaces: YAML allows no tabs there";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "quote a text that holds \": \", or check the indentation";
        }
        if (context.contains("quoted scalar")) {
            return "close the quote";
        }
        if (context.contains("simple key")) {
            return "end the key with a colon, or indent the line if it continues a text";
        }
        if (problem.contains("cannot start any token") || context.contains("alias") || context.contains("anchor")) {
            return "quote the text: it begins with a character that has a meaning in YAML";
        }
        return context.contains("block") ? "check the indentation of this line and of the lines above" : null;
    }

    private static int firstWord(String line) {
        int i = 0;
        while (i < line.length() && Character.isWhitespace(line.charAt(i))) {
            i++;
        }
        return i;
    }

    private int lineOf(int codePoint) {
        int end = text.offsetByCodePoints(0, Math.min(codePoint, text.codePointCount(0, text.length())));
        return (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    private int lastContentLine() {
        return Math.max(0, (int) text.stripTrailing().lines().count() - 1);
    }

    private String lineAt(int line) {
        return text.lines().skip(line).findFirst().orElse("");
    }
}
