package dev.sluice.flux;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.object.GoDuration;
import dev.sluice.object.GoNumbers;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What remains of a value that is read into a Go type and written again: unknown fields are dropped, fields that are
 * not left out when empty appear with their zero value, quantities and times take their canonical form.
 */
final class GoConversion {

    /** Who reads the value. */
    enum Reader {
        /** {@code runtime.DefaultUnstructuredConverter} of k8s.io/apimachinery: names and types must match. */
        CONVERTER,
        /** {@code encoding/json}: names match in any case. */
        JSON,
        /**
         * {@code sigs.k8s.io/yaml}: names match in any case, numbers and booleans become texts where texts are wanted,
         * except in fields of embedded structs, which it does not find.
         */
        YAML
    }

    /** The value does not fit the type. */
    static final class MismatchException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String path;

        MismatchException(Way way, String wanted, JsonNode value) {
            super((way.outside() == null ? "" : way.toString().substring(1) + ": ") + "must be " + wanted + ", not "
                    + GoConversion.describe(value));
            this.path = way.toString();
        }

        /** The field below another: {@code spec} and this one's {@code .interval}; empty where it is that itself. */
        String below(String field) {
            return field + path;
        }
    }

    /** 2^63. */
    private static final double LARGEST = 0x1p63;

    /** Where a value is, from the inside out: most never have to be named. */
    private record Way(@Nullable Way outside, String name, int index) {
        Way field(String field) {
            return new Way(this, field, -1);
        }

        Way item(int item) {
            return new Way(this, "", item);
        }

        @Override
        public String toString() {
            String before = outside == null ? "" : outside.toString();
            return outside == null ? before : before + (index < 0 ? "." + name : "[" + index + "]");
        }
    }

    private static final Way TOP = new Way(null, "", -1);

    private final GoTypes types = GoTypes.table();
    private final Reader reader;

    GoConversion(Reader reader) {
        this.reader = reader;
    }

    JsonNode convert(JsonNode value, GoTypes.Type type) throws MismatchException {
        return convert(value, type, TOP);
    }

    private JsonNode convert(@Nullable JsonNode value, GoTypes.Type type, Way path) throws MismatchException {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return zero(type, path);
        }
        return switch (type.form()) {
            case STRING -> text(value, path);
            case BOOL -> checked(value, value.isBoolean(), "true or false", path);
            case INTEGER -> whole(value, integer(value, path));
            case INT32 -> int32(value, path);
            case FLOAT -> checked(value, value.isNumber(), "a number", path);
            case BYTES -> bytes(value, path);
            case LIST -> list(value, requireNonNull(type.element()), path);
            case MAP -> map(value, requireNonNull(type.element()), path);
            case POINTER -> convert(value, requireNonNull(type.element()), path);
            case STRUCT -> struct(value, type, path);
            case TIME, MICRO_TIME -> time(value, type.form(), path);
            case DURATION -> duration(value, path);
            case QUANTITY -> quantity(value, path);
            case INT_OR_STRING -> value.isTextual() ? value : exactInt32(value, path);
            case RAW, ANY -> value;
        };
    }

    private JsonNode zero(GoTypes.Type type, Way path) throws MismatchException {
        return switch (type.form()) {
            case STRING -> TextNode.valueOf("");
            case BOOL -> BooleanNode.FALSE;
            case INTEGER, INT32, FLOAT, INT_OR_STRING -> LongNode.valueOf(0);
            case QUANTITY -> TextNode.valueOf("0");
            case DURATION -> TextNode.valueOf("0s");
            case STRUCT -> struct(JsonNodeFactory.instance.objectNode(), type, path);
            case BYTES, LIST, MAP, POINTER, TIME, MICRO_TIME, RAW, ANY -> NullNode.getInstance();
        };
    }

    private JsonNode struct(JsonNode value, GoTypes.Type type, Way path) throws MismatchException {
        checked(value, value.isObject(), "a mapping", path);
        Function<String, @Nullable JsonNode> given = reader == Reader.CONVERTER ? value::get : inAnyCase(value)::get;
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (GoTypes.Field field : types.fields(type)) {
            JsonNode present = given.apply(field.name());
            if ((present == null || present.isNull()) && isLeftOutUnset(field)) {
                continue;
            }
            GoConversion conversion = field.embedded() && reader == Reader.YAML ? new GoConversion(Reader.JSON) : this;
            JsonNode converted = conversion.convert(present, field.type(), path.field(field.name()));
            // A pointer to the time that stands for none is not empty, but written as null.
            boolean points = field.type().form() == GoTypes.Form.POINTER && present != null && !present.isNull();
            if (points || !isLeftOut(converted, field)) {
                result.set(field.name(), converted);
            }
        }
        return result;
    }

    private static Map<String, JsonNode> inAnyCase(JsonNode value) {
        var properties = new TreeMap<String, JsonNode>(String.CASE_INSENSITIVE_ORDER);
        value.properties().forEach(property -> properties.put(property.getKey(), property.getValue()));
        return properties;
    }

    /** Most fields of an object: their zero value need not be made to know that it is left out. */
    private static boolean isLeftOutUnset(GoTypes.Field field) {
        return field.omitEmpty()
                && switch (field.type().form()) {
                    case STRING, BOOL, INTEGER, INT32, FLOAT, BYTES, LIST, MAP, POINTER, ANY -> true;
                    case STRUCT, TIME, MICRO_TIME, DURATION, QUANTITY, INT_OR_STRING, RAW -> false;
                };
    }

    private static boolean isLeftOut(JsonNode value, GoTypes.Field field) {
        if (field.omitZero() && value.isNull()) {
            return true;
        }
        return field.omitEmpty()
                && switch (field.type().form()) {
                    case STRING -> value.asText().isEmpty();
                    case BOOL -> !value.asBoolean();
                    case INTEGER, INT32, FLOAT -> value.decimalValue().signum() == 0;
                    case BYTES -> value.isNull() || value.asText().isEmpty();
                    case LIST, MAP -> value.isEmpty();
                    case POINTER, ANY -> value.isNull();
                    case STRUCT, TIME, MICRO_TIME, DURATION, QUANTITY, INT_OR_STRING, RAW -> false;
                };
    }

    private JsonNode list(JsonNode value, GoTypes.Type element, Way path) throws MismatchException {
        checked(value, value.isArray(), "a list", path);
        var result = JsonNodeFactory.instance.arrayNode();
        for (int index = 0; index < value.size(); index++) {
            result.add(convert(value.get(index), element, path.item(index)));
        }
        return result;
    }

    private JsonNode map(JsonNode value, GoTypes.Type element, Way path) throws MismatchException {
        checked(value, value.isObject(), "a mapping", path);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            result.set(entry.getKey(), convert(entry.getValue(), element, path.field(entry.getKey())));
        }
        return result;
    }

    private JsonNode text(JsonNode value, Way path) throws MismatchException {
        if (reader == Reader.YAML && (value.isNumber() || value.isBoolean())) {
            return TextNode.valueOf(value.asText());
        }
        return checked(value, value.isTextual(), "a text", path);
    }

    /** What Go's conversion answers, also where it does not fit: beyond 64 bits there are only {@code float64}s. */
    private static long integer(JsonNode value, Way path) throws MismatchException {
        checked(value, value.isNumber(), "a whole number", path);
        if (value.canConvertToLong() && value.isIntegralNumber()) {
            return value.longValue();
        }
        double number = value.doubleValue();
        checked(value, number == Math.rint(number), "a whole number", path);
        return Math.abs(number) < LARGEST ? (long) number : Long.MIN_VALUE;
    }

    /** The converter drops the bits for which there is no place; who reads JSON refuses the number. */
    private JsonNode int32(JsonNode value, Way path) throws MismatchException {
        if (reader != Reader.CONVERTER) {
            return exactInt32(value, path);
        }
        int number = (int) integer(value, path);
        return whole(value, number);
    }

    private static JsonNode exactInt32(JsonNode value, Way path) throws MismatchException {
        long number = integer(value, path);
        checked(value, number == (int) number, "a whole number of 32 bits", path);
        return whole(value, number);
    }

    private static JsonNode whole(JsonNode value, long number) {
        boolean same = value.isIntegralNumber() && value.canConvertToLong() && value.longValue() == number;
        return same ? value : LongNode.valueOf(number);
    }

    private JsonNode bytes(JsonNode value, Way path) throws MismatchException {
        if (value.isArray() && reader == Reader.CONVERTER) {
            return listedBytes(value, path);
        }
        checked(value, value.isTextual(), "Base64", path);
        try {
            String packed = value.asText().replace("\r", "").replace("\n", "");
            checked(value, packed.length() % 4 == 0, "Base64", path);
            return TextNode.valueOf(
                    Base64.getEncoder().encodeToString(Base64.getDecoder().decode(packed)));
        } catch (IllegalArgumentException e) {
            throw new MismatchException(path, "Base64", value);
        }
    }

    /** To the converter bytes are a list like any other. */
    private static JsonNode listedBytes(JsonNode list, Way path) throws MismatchException {
        var bytes = new byte[list.size()];
        for (int index = 0; index < bytes.length; index++) {
            JsonNode element = list.get(index);
            bytes[index] = element.isNull() ? 0 : (byte) integer(element, path.item(index));
        }
        return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes));
    }

    private static JsonNode time(JsonNode value, GoTypes.Form form, Way path) throws MismatchException {
        checked(value, value.isTextual(), "a time", path);
        try {
            GoTime time = GoTime.parse(value.asText(), form == GoTypes.Form.MICRO_TIME);
            return time.isZero() ? NullNode.getInstance() : TextNode.valueOf(time.toString());
        } catch (DateTimeException e) {
            throw new MismatchException(path, "a time", value);
        }
    }

    private JsonNode duration(JsonNode value, Way path) throws MismatchException {
        checked(value, value.isTextual(), "a duration", path);
        try {
            return TextNode.valueOf(GoDuration.format(GoDuration.parse(value.asText())));
        } catch (IllegalArgumentException e) {
            throw new MismatchException(path, "a duration", value);
        }
    }

    private JsonNode quantity(JsonNode value, Way path) throws MismatchException {
        checked(value, value.isTextual() || value.isNumber(), "a quantity", path);
        String text = value.isNumber() ? plain(value) : value.asText();
        try {
            return TextNode.valueOf(GoQuantity.canonical(text.strip()));
        } catch (IllegalArgumentException e) {
            throw new MismatchException(path, "a quantity", value);
        }
    }

    private static String plain(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong()
                ? number.asText()
                : GoNumbers.json(number.doubleValue());
    }

    private static JsonNode checked(JsonNode value, boolean fits, String wanted, Way path) throws MismatchException {
        if (!fits) {
            throw new MismatchException(path, wanted, value);
        }
        return value;
    }

    /** What a value is, without its content: it may be secret. */
    private static String describe(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "a mapping";
            case STRING, BINARY -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL, MISSING -> "nothing";
        };
    }
}
