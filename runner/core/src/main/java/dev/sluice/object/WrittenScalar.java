package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Scalars that kyaml does not take for their value alone: {@code 1.10} is a number, and "1.10" where a text is made of
 * it; what stands in quotes stays in quotes, and so a text, when something else takes its place. Such scalars are nodes
 * of their own, equal to all others of their value.
 */
public final class WrittenScalar {

    /** The null that nobody wrote into a flow mapping: {@code {key: }}. It is an empty text once it is written. */
    static final JsonNode NOTHING_IN_FLOW = new NothingInFlow();

    /** A node that knows how it is spelled. */
    private interface Spelled {
        String spelling();
    }

    private WrittenScalar() {}

    /** A value that is spelled so, without quotes. */
    static JsonNode spelled(JsonNode value, String spelling) {
        if (value.isTextual()) {
            boolean same = value.textValue().equals(spelling) && !PlainScalars.isTyped(spelling, Dialect.KYAML);
            return same ? value : new Tagged(value.textValue(), spelling);
        }
        if (value.asText().equals(spelling)) {
            return value;
        }
        if (value.isNull()) {
            return new SpelledNull(spelling);
        }
        if (value.isBoolean()) {
            return new SpelledBoolean(value.booleanValue(), spelling);
        }
        return spelledNumber(value, spelling);
    }

    private static JsonNode spelledNumber(JsonNode value, String spelling) {
        if (value.isInt()) {
            return new SpelledInt(value.intValue(), spelling);
        }
        if (value.isLong()) {
            return new SpelledLong(value.longValue(), spelling);
        }
        return value.isBigInteger()
                ? new SpelledBigInteger(value.bigIntegerValue(), spelling)
                : new SpelledDouble(value.doubleValue(), spelling);
    }

    /** A text in quotes or in a block. */
    static JsonNode quoted(String text) {
        return new Quoted(text);
    }

    /** A scalar as it is spelled; a null that nobody wrote is the empty text. */
    public static String text(JsonNode scalar) {
        return scalar instanceof Spelled spelled ? spelled.spelling() : scalar.asText();
    }

    /** Whether a scalar is a number that YAML takes for a float: by its text, for {@code 1.0} is one. */
    public static boolean isFloat(JsonNode scalar) {
        return scalar.isNumber() && PlainScalars.resolve(text(scalar), Dialect.KYAML) instanceof Scalar.Fraction;
    }

    /**
     * What a value becomes in a field ({@code FieldSetter} in {@code kyaml/yaml/fns.go}): it takes over the style of
     * what was there, and in quotes everything is a text. A new text gets quotes where YAML 1.1 wants them.
     *
     * @param before what is there; null for nothing
     */
    @SuppressWarnings("ReferenceEquality") // the very node that is there, not one of the same value
    public static JsonNode set(@Nullable JsonNode before, JsonNode value) {
        if (value.isContainerNode()) {
            return value;
        }
        if (before == null || before == value) {
            boolean ambiguous = value.isTextual()
                    && !(value instanceof Quoted)
                    && !(value instanceof Tagged)
                    && !value.textValue().isEmpty()
                    && PlainScalars.isTyped(value.textValue(), Dialect.KUBERNETES);
            return ambiguous ? quoted(value.textValue()) : value;
        }
        if (isQuoted(before)) {
            return value instanceof Quoted ? value : quoted(text(value));
        }
        return value instanceof Quoted ? new Unquoted(value.textValue()) : value;
    }

    /** What is left of a value when the text that it stands in is written and read again, as kustomize does. */
    static JsonNode reread(JsonNode value) {
        return value instanceof NothingInFlow ? TextNode.valueOf("") : value;
    }

    /** The same value without a memory of its text, as Go's JSON decodes it: numbers are floats. */
    public static JsonNode plain(JsonNode scalar) {
        if (scalar.isNull()) {
            return scalar instanceof NothingInFlow ? TextNode.valueOf("") : NullNode.getInstance();
        }
        if (scalar.isNumber()) {
            double number = scalar.doubleValue();
            return spelled(GoNumbers.node(number), GoNumbers.doublePrecision(number));
        }
        if (scalar.isBoolean()) {
            return BooleanNode.valueOf(scalar.booleanValue());
        }
        String text = scalar.textValue();
        return ScalarForm.ofText(text).style() == ScalarForm.Style.PLAIN ? TextNode.valueOf(text) : quoted(text);
    }

    private static boolean isQuoted(JsonNode scalar) {
        if (scalar instanceof Quoted || !scalar.isTextual() || scalar instanceof Spelled) {
            return scalar instanceof Quoted;
        }
        // A text that was never read stands in quotes where it must.
        String text = scalar.textValue();
        return !text.isEmpty() && (text.indexOf('\n') >= 0 || PlainScalars.isTyped(text, Dialect.KYAML));
    }

    /** A text in quotes or in a block. */
    private static final class Quoted extends TextNode {
        private static final long serialVersionUID = 1;

        Quoted(String text) {
            super(text);
        }
    }

    /** A text that took the place of something without quotes, and has none for now, whatever it looks like. */
    private static final class Unquoted extends TextNode implements Spelled {
        private static final long serialVersionUID = 1;

        Unquoted(String text) {
            super(text);
        }

        @Override
        public String spelling() {
            return textValue();
        }
    }

    /** A timestamp, or a text by its tag: {@code !!str 5}. Neither is ever put in quotes. */
    private static final class Tagged extends TextNode implements Spelled {
        private static final long serialVersionUID = 1;
        private final String spelling;

        Tagged(String text, String spelling) {
            super(text);
            this.spelling = spelling;
        }

        @Override
        public String spelling() {
            return spelling;
        }
    }

    /** Null, or nothing at all. */
    private static final class SpelledNull extends NullNode implements Spelled {
        private static final long serialVersionUID = 1;
        private final String spelling;

        SpelledNull(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String spelling() {
            return spelling;
        }
    }

    /** What {@link #NOTHING_IN_FLOW} is. */
    private static final class NothingInFlow extends NullNode implements Spelled {
        private static final long serialVersionUID = 1;

        @Override
        public String spelling() {
            return "";
        }
    }

    /** {@code True}, for example. */
    private static final class SpelledBoolean extends BooleanNode implements Spelled {
        private static final long serialVersionUID = 1;
        private final String spelling;

        SpelledBoolean(boolean value, String spelling) {
            super(value);
            this.spelling = spelling;
        }

        @Override
        public String spelling() {
            return spelling;
        }
    }

    /** {@code 0644} or {@code 1.0}, for example. */
    private static final class SpelledInt extends IntNode implements Spelled {
        private static final long serialVersionUID = 1;
        private final String spelling;

        SpelledInt(int value, String spelling) {
            super(value);
            this.spelling = spelling;
        }

        @Override
        public String spelling() {
            return spelling;
        }
    }

    /** {@code 10_000_000_000}, for example. */
    private static final class SpelledLong extends LongNode implements Spelled {
        private static final long serialVersionUID = 1;
        private final String spelling;

        SpelledLong(long value, String spelling) {
            super(value);
            this.spelling = spelling;
        }

        @Override
        public String spelling() {
            return spelling;
        }
    }

    /** {@code 1e20}, for example. */
    private static final class SpelledBigInteger extends BigIntegerNode implements Spelled {
        private static final long serialVersionUID = 1;
        private final String spelling;

        SpelledBigInteger(BigInteger value, String spelling) {
            super(value);
            this.spelling = spelling;
        }

        @Override
        public String spelling() {
            return spelling;
        }
    }

    /** {@code 1.10}, for example. */
    private static final class SpelledDouble extends DoubleNode implements Spelled {
        private static final long serialVersionUID = 1;
        private final String spelling;

        SpelledDouble(double value, String spelling) {
            super(value);
            this.spelling = spelling;
        }

        @Override
        public String spelling() {
            return spelling;
        }
    }
}
