package dev.sluice.kustomize;

import com.google.re2j.Pattern;
import java.util.function.Predicate;

/**
 * A regular expression that a text has to match as a whole; the empty one accepts every text. After
 * {@code SelectorRegex} of kustomize's {@code api/types/selector.go}.
 */
final class TextPattern implements Predicate<String> {

    /** An expression that is but a name needs no automaton: most are, and there is one for each patch. */
    private static final Pattern LITERAL = Pattern.compile("[-/A-Za-z0-9]+");

    private static final Pattern PLAIN_START = Pattern.compile("[-/A-Za-z0-9]*");

    private final String expression;
    private final boolean literal;
    private final Predicate<String> test;

    private TextPattern(String expression, boolean literal, Predicate<String> test) {
        this.expression = expression;
        this.literal = literal;
        this.test = test;
    }

    /**
     * @throws BuildException if it is no regular expression
     */
    static TextPattern of(String expression) {
        if (expression.isEmpty()) {
            return new TextPattern(expression, false, text -> true);
        }
        if (LITERAL.matcher(expression).matches()) {
            return new TextPattern(expression, true, expression::equals);
        }
        Pattern pattern = GoExpression.compile(expression);
        return new TextPattern(expression, false, text -> pattern.matcher(text).matches());
    }

    @Override
    public boolean test(String text) {
        return test.test(text);
    }

    /** Whether every text matches because nothing is asked for. */
    boolean isAny() {
        return expression.isEmpty();
    }

    /** Whether only the expression itself matches. */
    boolean isLiteral() {
        return literal;
    }

    /** What every text that matches starts with. */
    String prefix() {
        if (literal) {
            return expression;
        }
        var start = PLAIN_START.matcher(expression);
        // Alternatives start each with something of its own.
        if (expression.indexOf('|') >= 0 || !start.lookingAt()) {
            return "";
        }
        // What stands before the first special character may be what that one repeats.
        return expression.substring(0, Math.max(0, start.end() - 1));
    }
}
