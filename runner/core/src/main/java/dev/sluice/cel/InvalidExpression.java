package dev.sluice.cel;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/** Why a text is no expression that could be evaluated, whatever the data. */
public final class InvalidExpression extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * One mistake.
     *
     * @param line in the text, from 1; 0 where the mistake is in the text as a whole
     * @param column from 1
     */
    public record Mistake(int line, int column, String message) {
        public Mistake {
            requireNonNull(message, "message");
        }

        /** {@code 1:6: Syntax error: …}. */
        @Override
        public String toString() {
            return line == 0 ? message : line + ":" + column + ": " + message;
        }
    }

    @SuppressWarnings("serial") // A list of records of texts and numbers.
    private final List<Mistake> mistakes;

    InvalidExpression(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("; ")), null, false, false);
        this.mistakes = List.copyOf(mistakes);
    }

    static InvalidExpression asAWhole(String message) {
        return new InvalidExpression(List.of(new Mistake(0, 0, message)));
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }
}
