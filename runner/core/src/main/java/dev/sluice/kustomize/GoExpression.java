package dev.sluice.kustomize;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;

/**
 * Compiles regular expressions of Go's syntax, within Go's bounds, so that none exhausts the stack or the memory: the
 * library knows but some of them. After {@code checkHeight} and {@code repeatIsValid} in {@code regexp/syntax/parse.go}
 * of Go.
 */
final class GoExpression {

    private static final int DEEPEST = 1000;
    private static final int MOST_REPEATS = 1000;

    /** No bounds of a repetition and no name of a class of characters are longer. */
    private static final int LONGEST_SHORT = 16;

    private final String expression;

    /** Of each open group, how often the innermost of it is repeated. */
    private final ArrayDeque<Integer> groups = new ArrayDeque<>();

    /** How often the innermost of the piece before is repeated. */
    private int piece = 1;

    private GoExpression(String expression) {
        this.expression = expression;
    }

    /**
     * @throws BuildException if it is no regular expression
     */
    static Pattern compile(String expression) {
        try {
            new GoExpression(expression).check();
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new BuildException(
                    "the regular expression '" + expression + "' is wrong: " + e.getMessage(),
                    "the syntax is Go's, which has no look-around and no back-references");
        }
    }

    private void check() {
        groups.push(1);
        int i = 0;
        while (i < expression.length()) {
            i = next(i);
        }
    }

    /** Looks at what begins at a place, and answers where it ends. */
    private int next(int at) {
        switch (expression.charAt(at)) {
            case '(' -> {
                groups.push(1);
                piece = 1;
                if (groups.size() > DEEPEST) {
                    throw new PatternSyntaxException("expression nests too deeply", "(");
                }
            }
            case ')' -> piece = groups.size() > 1 ? groups.pop() : 1;
            case '{' -> {
                return afterRepeat(at);
            }
            case '\\' -> {
                return afterEscape(at);
            }
            case '[' -> {
                return afterClass(at);
            }
            default -> piece = 1;
        }
        groups.push(Math.max(groups.pop(), piece));
        return at + 1;
    }

    private int afterRepeat(int at) {
        int end = endOfShort("}", at);
        int times = end < 0 ? 0 : times(expression.substring(at + 1, end));
        if (times == 0) {
            piece = 1;
            return at + 1;
        }
        if (times * (long) piece > MOST_REPEATS) {
            throw new PatternSyntaxException("invalid repeat count", expression.substring(at, end + 1));
        }
        piece *= times;
        groups.push(Math.max(groups.pop(), piece));
        return end + 1;
    }

    /** The larger number of {@code n}, {@code n,} or {@code n,m}; 0 where it is none, for the library to judge. */
    private static int times(String bounds) {
        int times = 0;
        for (String bound : bounds.split(",", 2)) {
            boolean number = bound.length() < 6 && bound.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!number || bounds.startsWith(",")) {
                return 0;
            }
            times = bound.isEmpty() ? times : Math.max(times, Integer.parseInt(bound));
        }
        return times;
    }

    /** Where something short that begins at a place ends; -1 where it does not. */
    private int endOfShort(String end, int at) {
        int found = expression
                .substring(at, Math.min(at + LONGEST_SHORT, expression.length()))
                .indexOf(end);
        return found < 0 ? -1 : at + found;
    }

    private int afterEscape(int at) {
        piece = 1;
        if (!expression.startsWith("\\Q", at)) {
            return at + 2;
        }
        int end = expression.indexOf("\\E", at);
        return end < 0 ? expression.length() : end + 2;
    }

    private int afterClass(int at) {
        piece = 1;
        int i = expression.startsWith("[^", at) ? at + 2 : at + 1;
        for (int start = i; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == ']' && i > start) {
                return i + 1;
            }
            int named = expression.startsWith("[:", i) ? endOfShort(":]", i) : -1;
            if (named > 0) {
                i = named + 1;
            } else if (c == '\\') {
                i++;
            }
        }
        return expression.length();
    }
}
