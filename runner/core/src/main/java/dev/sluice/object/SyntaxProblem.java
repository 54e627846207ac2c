package dev.sluice.object;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says in the user's words why the text of a document is no YAML. Nothing of the text itself is repeated. */
final class SyntaxProblem {

    private static final String NO_BREAK_SPACE = "\u00a0";

    private final String text;

    SyntaxProblem(String text) {
        this.text = text;
    }

    void report(YamlEngineException failure, Findings findings) {
        if (failure instanceof ReaderException reader) {
            String character = String.format("U+%04X", reader.getCodePoint());
            String what = "control character " + character + " is not allowed";
            findings.problem(lineOf(reader.getPosition()), what, "write it as an escape in double quotes");
            return;
        }
        if (!(failure instanceof MarkedYamlEngineException marked)) {
            findings.problem(0, "this is no YAML", null);
            return;
        }
        int line = Math.min(marked.getProblemMark().map(Mark::getLine).orElse(0), lastContentLine());
        int contextLine = marked.getContextMark().map(Mark::getLine).orElse(line);
        String problem = withoutAdvice(orEmpty(marked.getProblem()));
        String context = orEmpty(marked.getContext());
        String what =
                contextLine == line ? problem : problem + ", " + context + " from line " + findings.lineAt(contextLine);
        findings.problem(line, what, hint(problem, context, line, contextLine));
    }

    private @Nullable String hint(String problem, String context, int line, int contextLine) {
        if (text.lines().anyMatch(each -> each.startsWith("<<<<<<< ") || each.startsWith(">>>>>>> "))) {
            return "finish the merge: the file holds the marks of a conflict of Git";
        }
        if (lineAt(line).contains("{{") || lineAt(contextLine).contains("{{")) {
            return "quote a value that begins with {{; a template must be rendered before it is YAML";
        }
        // A key that such a space hides from its value is noticed in the line after it.
        if (IntStream.of(contextLine, line - 1, line)
                .anyMatch(each -> lineAt(Math.max(0, each)).contains(NO_BREAK_SPACE))) {
            return "write spaces for the no-break spaces (U+00A0), which separate nothing in YAML";
        }
        if (isIndentedByTab(lineAt(line))) {
            return "indent with spaces: YAML allows no tabs there";
        }
        if (text.startsWith("%") || problem.contains("<directive>")) {
            return "remove the directive: kubectl and kustomize do not read a file with one";
        }
        if (problem.contains("<document start>")) {
            return "check the indentation, or put --- before a new document";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "quote a text that holds \": \", or check the indentation";
        }
        return hintOfScalar(problem, context);
    }

    private static @Nullable String hintOfScalar(String problem, String context) {
        if (problem.contains("escape character")) {
            return "write a backslash twice, or use single quotes";
        }
        if (context.contains("quoted scalar")) {
            return "close the quote";
        }
        if (context.contains("simple key")) {
            return "end the key with a colon, or indent the line if it continues a text";
        }
        if (context.contains("flow")) {
            return "close the bracket, or quote a text that holds one";
        }
        if (problem.contains("cannot start any token") || context.contains("alias") || context.contains("anchor")) {
            return "quote the text: it begins with a character that has a meaning in YAML";
        }
        return context.contains("block") ? "check the indentation of this line and of the lines above" : null;
    }

    private static boolean isIndentedByTab(String line) {
        int tab = line.indexOf('\t');
        return tab >= 0 && line.substring(0, tab).isBlank();
    }

    // The parser adds "(Do not use @ for indentation)", whatever the character.
    private static String withoutAdvice(String problem) {
        int advice = problem.indexOf(". (Do not");
        return advice < 0 ? problem : problem.substring(0, advice);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private int lineOf(int codePoint) {
        int length = text.codePointCount(0, text.length());
        int end = text.offsetByCodePoints(0, Math.min(codePoint, length));
        return (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    private int lastContentLine() {
        return Math.max(0, (int) text.stripTrailing().lines().count() - 1);
    }

    private String lineAt(int line) {
        return text.lines().skip(line).findFirst().orElse("");
    }
}
