package dev.sluice.cel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.object.GoNumbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code 'text with %s'.format([value])} (cel-go {@code ext/formatting_v2.go}). */
final class TextFormat {

    private static final int DEFAULT_PRECISION = 6;
    /** A clause of a thousand digits is none that anybody reads, and one of a million takes the memory. */
    private static final int MOST_DIGITS = 1000;

    private final String format;
    private final List<?> values;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int used;

    TextFormat(String format, List<?> values) {
        this.format = format;
        this.values = values;
    }

    String text() throws EvaluationFailure {
        while (at < format.length()) {
            char letter = format.charAt(at);
            at++;
            if (letter != '%') {
                text.append(letter);
            } else if (at < format.length() && format.charAt(at) == '%') {
                text.append('%');
                at++;
            } else {
                clause();
            }
        }
        return text.toString();
    }

    private void clause() throws EvaluationFailure {
        Bounds.checkLength(text.length());
        if (used >= values.size()) {
            throw new EvaluationFailure("index " + used + " out of range");
        }
        Object value = values.get(used);
        used++;
        int precision = precision();
        char clause = next();
        text.append(
                switch (clause) {
                    case 's' -> plain(value);
                    case 'd' -> decimal(value);
                    case 'f' -> fixed(value, precision);
                    case 'e' -> scientific(value, precision);
                    case 'b' -> binary(value);
                    case 'x' -> hexadecimal(value);
                    case 'X' -> hexadecimal(value).toUpperCase(Locale.ROOT);
                    case 'o' -> integer(value, 8, "octal");
                    default -> throw new EvaluationFailure("unrecognized formatting clause \"" + clause + "\"");
                });
    }

    private char next() throws EvaluationFailure {
        if (at >= format.length()) {
            throw new EvaluationFailure("unexpected end of string");
        }
        char letter = format.charAt(at);
        at++;
        return letter;
    }

    private int precision() throws EvaluationFailure {
        if (at >= format.length() || format.charAt(at) != '.') {
            return DEFAULT_PRECISION;
        }
        at++;
        int begin = at;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            at++;
        }
        String digits = format.substring(begin, at);
        if (digits.isEmpty() || digits.length() > 4 || Integer.parseInt(digits) > MOST_DIGITS) {
            throw new EvaluationFailure("error while parsing precision");
        }
        return Integer.parseInt(digits);
    }

    private static String plain(Object value) throws EvaluationFailure {
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof Bytes bytes) {
            return new String(bytes.array(), UTF_8);
        }
        if (value instanceof Duration duration) {
            return GoNumbers.plain(Conversions.seconds(duration)) + "s";
        }
        if (value instanceof Moment moment) {
            return moment.inUtc().toString();
        }
        if (value instanceof Null) {
            return "null";
        }
        if (value instanceof List<?> list) {
            return list(list);
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Optional) {
            throw unfit("string", value);
        }
        return value.toString();
    }

    private static String list(List<?> list) throws EvaluationFailure {
        var items = new StringBuilder("[");
        for (Object item : list) {
            items.append(items.length() > 1 ? ", " : "").append(plain(item));
        }
        return items.append(']').toString();
    }

    private static String map(Map<?, ?> map) throws EvaluationFailure {
        var entries = new TreeMap<String, String>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            entries.put(plain(entry.getKey()), plain(entry.getValue()));
        }
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String number(double value) {
        return Double.isInfinite(value) ? (value < 0 ? "-" : "") + "Infinity" : GoNumbers.plain(value);
    }

    private static String decimal(Object value) throws EvaluationFailure {
        return value instanceof Double number ? number(number) : integer(value, 10, "decimal");
    }

    private static String integer(Object value, int radix, String clause) throws EvaluationFailure {
        if (value instanceof Long number) {
            return Long.toString(number, radix);
        }
        if (value instanceof Unsigned number) {
            return Long.toUnsignedString(number.bits(), radix);
        }
        throw unfit(clause, value);
    }

    private static String binary(Object value) throws EvaluationFailure {
        if (value instanceof Boolean bool) {
            return bool ? "1" : "0";
        }
        return integer(value, 2, "binary");
    }

    private static String hexadecimal(Object value) throws EvaluationFailure {
        if (value instanceof String string) {
            return HexFormat.of().formatHex(string.getBytes(UTF_8));
        }
        return value instanceof Bytes bytes ? HexFormat.of().formatHex(bytes.array()) : integer(value, 16, "hex");
    }

    private static String fixed(Object value, int precision) throws EvaluationFailure {
        if (!(value instanceof Double number)) {
            return notForIntegers('f', value, precision);
        }
        if (number.isNaN() || number.isInfinite()) {
            return number(number);
        }
        String digits = new BigDecimal(number)
                .abs()
                .setScale(precision, RoundingMode.HALF_EVEN)
                .toPlainString();
        return sign(number) + digits;
    }

    private static String scientific(Object value, int precision) throws EvaluationFailure {
        if (!(value instanceof Double number)) {
            return notForIntegers('e', value, precision);
        }
        if (number.isNaN() || number.isInfinite()) {
            return number(number);
        }
        BigDecimal exact = new BigDecimal(number).abs();
        BigDecimal rounded =
                exact.signum() == 0 ? exact : exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String digits = rounded.movePointLeft(exponent).setScale(precision).toPlainString();
        return sign(number) + digits + String.format("e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static String sign(double number) {
        return number < 0 || 1 / number < 0 ? "-" : "";
    }

    /** What cel-go makes of an integer here is Go's complaint about a verb for another type, with as many digits. */
    private static String notForIntegers(char clause, Object value, int precision) throws EvaluationFailure {
        String type = value instanceof Long ? "int64" : "uint64";
        BigInteger number = new BigInteger(integer(value, 10, clause == 'f' ? "fixed-point" : "scientific"));
        String digits =
                precision == 0 && number.signum() == 0 ? "" : number.abs().toString();
        String zeros = "0".repeat(Math.max(0, precision - digits.length()));
        return "%!" + clause + "(" + type + "=" + (number.signum() < 0 ? "-" : "") + zeros + digits + ")";
    }

    private static EvaluationFailure unfit(String clause, Object value) {
        return new EvaluationFailure(clause + " clause cannot be used on " + TypeName.of(value));
    }
}
