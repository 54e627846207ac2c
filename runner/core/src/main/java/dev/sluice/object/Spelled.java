package dev.sluice.object;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A scalar that is no text and was not written as it will be printed: {@code 1.10}, {@code 0x1f}, {@code True}, {@code ~}.
 * It is its value, but kyaml keeps the spelling, and puts it where a text is wanted.
 */
public final class Spelled extends ValueNode {

    private static final long serialVersionUID = 1L;

    private final JsonNode value;
    private final String spelling;

    private Spelled(JsonNode value, String spelling) {
        this.value = value;
        this.spelling = spelling;
    }

    /** A scalar with its spelling; the scalar itself where that is the usual one. */
    static JsonNode of(JsonNode value, String spelling) {
        return value instanceof EmptyNull || spelling(value).equals(spelling) ? value : new Spelled(value, spelling);
    }

    /** How a scalar was written, or would be. */
    public static String spelling(JsonNode scalar) {
        if (scalar instanceof Spelled spelled) {
            return spelled.spelling;
        }
        if (scalar instanceof EmptyNull) {
            return "";
        }
        return scalar.isNumber() ? GoNumbers.text(scalar) : scalar.asText();
    }

    /** What is left of a node when nobody knows how it was written. */
    public static JsonNode value(JsonNode node) {
        if (node instanceof Spelled spelled) {
            return spelled.value;
        }
        return node instanceof EmptyNull ? NullNode.getInstance() : node;
    }

    /** What is left of a node after Go's JSON: numbers are floats and spelled as such, a million is {@code 1e+06}. */
    public static JsonNode throughJson(JsonNode node) {
        JsonNode value = value(node);
        if (!value.isNumber()) {
            return value;
        }
        double number = value.doubleValue();
        return of(GoNumbers.node(number), GoNumbers.floatText(number));
    }

    @Override
    public JsonNodeType getNodeType() {
        return value.getNodeType();
    }

    @Override
    public JsonToken asToken() {
        return value.asToken();
    }

    @Override
    public JsonParser.@Nullable NumberType numberType() {
        return value.numberType();
    }

    @Override
    public boolean isInt() {
        return value.isInt();
    }

    @Override
    public boolean isLong() {
        return value.isLong();
    }

    @Override
    public boolean isDouble() {
        return value.isDouble();
    }

    @Override
    public boolean isBigInteger() {
        return value.isBigInteger();
    }

    @Override
    public boolean isIntegralNumber() {
        return value.isIntegralNumber();
    }

    @Override
    public boolean isFloatingPointNumber() {
        return value.isFloatingPointNumber();
    }

    @Override
    public boolean canConvertToInt() {
        return value.canConvertToInt();
    }

    @Override
    public boolean canConvertToLong() {
        return value.canConvertToLong();
    }

    @Override
    public Number numberValue() {
        return value.numberValue();
    }

    @Override
    public int intValue() {
        return value.intValue();
    }

    @Override
    public long longValue() {
        return value.longValue();
    }

    @Override
    public double doubleValue() {
        return value.doubleValue();
    }

    @Override
    public BigInteger bigIntegerValue() {
        return value.bigIntegerValue();
    }

    @Override
    public BigDecimal decimalValue() {
        return value.decimalValue();
    }

    @Override
    public boolean booleanValue() {
        return value.booleanValue();
    }

    @Override
    public @Nullable String textValue() {
        return value.textValue();
    }

    @Override
    public int asInt(int fallback) {
        return value.asInt(fallback);
    }

    @Override
    public long asLong(long fallback) {
        return value.asLong(fallback);
    }

    @Override
    public double asDouble(double fallback) {
        return value.asDouble(fallback);
    }

    @Override
    public boolean asBoolean(boolean fallback) {
        return value.asBoolean(fallback);
    }

    @Override
    public String asText() {
        return value.asText();
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        provider.defaultSerializeValue(value, generator);
    }

    /** Equal to what has the same value, however that is spelled. */
    @Override
    public boolean equals(@Nullable Object other) {
        return value.equals(other instanceof Spelled spelled ? spelled.value : other);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
