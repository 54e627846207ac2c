package dev.sluice.cel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.object.GoDuration;
import dev.sluice.object.GoNumbers;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code int(x)}, {@code string(x)} and the other conversions between types. */
final class Conversions {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
    private static final Pattern INT = Pattern.compile("[+-]?[0-9]{1,30}");
    private static final Pattern UINT = Pattern.compile("[0-9]{1,30}");
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private Conversions() {}

    /** The functions that are called already when their argument is written out. */
    static Map<String, Function> functions() {
        return Map.ofEntries(
                conversion("bool", Conversions::toBool),
                conversion("bytes", Conversions::toBytes),
                conversion("double", Conversions::toDouble),
                conversion("duration", Conversions::toDuration),
                Map.entry("dyn", Function.unary(value -> value)),
                conversion("int", Conversions::toInt),
                conversion("string", Conversions::toText),
                conversion("timestamp", Conversions::toTimestamp),
                Map.entry("type", Function.unary(TypeName::of)),
                conversion("uint", Conversions::toUint));
    }

    private static Map.Entry<String, Function> conversion(String name, Function.Unary body) {
        return Map.entry(name, Function.any(arguments -> {
            if (arguments.size() != 1) {
                throw EvaluationFailure.noSuchOverload(name);
            }
            return body.apply(arguments.get(0));
        }));
    }

    private static Object toBool(Object value) throws EvaluationFailure {
        if (value instanceof Boolean) {
            return value;
        }
        String text = textOr("bool", value);
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return TRUE.contains(text);
        }
        throw failed("string", "bool");
    }

    private static Object toBytes(Object value) throws EvaluationFailure {
        return value instanceof Bytes ? value : Bytes.of(textOr("bytes", value).getBytes(UTF_8));
    }

    private static Object toDouble(Object value) throws EvaluationFailure {
        if (value instanceof Double) {
            return value;
        }
        if (value instanceof Long number) {
            return (double) number;
        }
        if (value instanceof Unsigned number) {
            return number.toDouble();
        }
        return GoFloat.parse(textOr("double", value)).orElseThrow(() -> failed("string", "double"));
    }

    private static Object toDuration(Object value) throws EvaluationFailure {
        if (value instanceof Duration) {
            return value;
        }
        if (value instanceof Long) {
            throw failed("int", "google.protobuf.Duration");
        }
        String text = textOr("duration", value);
        try {
            return GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw failed("string", "google.protobuf.Duration");
        }
    }

    private static Object toInt(Object value) throws EvaluationFailure {
        if (value instanceof Long) {
            return value;
        }
        if (value instanceof Unsigned number) {
            return checked(number.isInt(), number.bits());
        }
        if (value instanceof Double number) {
            return checked(number > -TWO_TO_63 && number < TWO_TO_63, number.longValue());
        }
        if (value instanceof Duration duration) {
            return duration.toNanos();
        }
        if (value instanceof Moment moment) {
            return moment.instant().getEpochSecond();
        }
        String text = textOr("int", value);
        if (INT.matcher(text).matches()) {
            var number = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
            if (number.bitLength() < 64) {
                return number.longValue();
            }
        }
        throw failed("string", "int");
    }

    private static Object toUint(Object value) throws EvaluationFailure {
        if (value instanceof Unsigned) {
            return value;
        }
        if (value instanceof Long number) {
            return checked(number >= 0, new Unsigned(number));
        }
        if (value instanceof Double number) {
            boolean fits = number >= 0 && number < TWO_TO_64;
            return checked(fits, fits ? Unsigned.of(Math.floor(number)) : number);
        }
        String text = textOr("uint", value);
        if (UINT.matcher(text).matches()) {
            var number = new BigInteger(text);
            if (number.bitLength() <= 64) {
                return Unsigned.of(number);
            }
        }
        throw failed("string", "uint");
    }

    private static Object checked(boolean fits, Object value) throws EvaluationFailure {
        if (!fits) {
            throw new EvaluationFailure("integer overflow");
        }
        return value;
    }

    private static Object toText(Object value) throws EvaluationFailure {
        if (value instanceof Double number) {
            return GoNumbers.general(number);
        }
        if (value instanceof Duration duration) {
            return GoNumbers.plain(seconds(duration)) + "s";
        }
        if (value instanceof Bytes bytes) {
            return utf8(bytes);
        }
        boolean printed = value instanceof String
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Unsigned
                || value instanceof Moment;
        if (printed) {
            return value.toString();
        }
        throw EvaluationFailure.noSuchOverload("string(" + TypeName.of(value) + ")");
    }

    private static String utf8(Bytes bytes) throws EvaluationFailure {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.array())).toString();
        } catch (CharacterCodingException e) {
            throw new EvaluationFailure("invalid UTF-8 in bytes, cannot convert to string");
        }
    }

    /** As Go's {@code Duration.Seconds} rounds. */
    static double seconds(Duration duration) {
        long nanoseconds = duration.toNanos();
        long whole = nanoseconds / 1_000_000_000;
        long part = nanoseconds % 1_000_000_000;
        return (double) whole + (double) part / 1e9;
    }

    private static Object toTimestamp(Object value) throws EvaluationFailure {
        if (value instanceof Moment) {
            return value;
        }
        return value instanceof Long seconds ? Moment.ofEpochSecond(seconds) : Moment.parse(textOr("timestamp", value));
    }

    private static String textOr(String function, Object value) throws EvaluationFailure {
        if (value instanceof String text) {
            return text;
        }
        throw EvaluationFailure.noSuchOverload(function + "(" + TypeName.of(value) + ")");
    }

    private static EvaluationFailure failed(String from, String to) {
        return new EvaluationFailure("type conversion error from '" + from + "' to '" + to + "'");
    }
}
