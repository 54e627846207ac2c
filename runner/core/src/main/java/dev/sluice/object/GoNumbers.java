package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as Go reads and writes them: {@code strconv.ParseInt}, {@code ParseUint} and {@code FormatFloat}, and
 * {@code encoding/json}, through which every value of a Kubernetes tool passes.
 */
public final class GoNumbers {

    private static final BigInteger MIN_SIGNED = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_UNSIGNED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final int MOST_DIGITS = 17;
    /** From here on {@code encoding/json} writes an exponent, so that an integral value is read back as a float. */
    private static final double JSON_EXPONENT_FROM = 1e21;
    /** And numbers with a smaller exponent have one, too. */
    private static final int JSON_EXPONENT_BELOW = -6;

    private GoNumbers() {}

    /** The integer that {@code text} spells in Go's syntax (base 0), if it fits 64 bits, signed or unsigned. */
    static @Nullable BigInteger integer(String text) {
        int start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int radix = radix(text, start);
        int digits = start + prefixLength(text, start, radix);
        return integer(text.substring(0, start), text.substring(digits), radix);
    }

    /** The integer of that sign (empty, {@code -} or {@code +}) and these digits, if it fits 64 bits. */
    static @Nullable BigInteger integer(String sign, String digits, int radix) {
        if (digits.isEmpty()) {
            return null;
        }
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit > 'f' || Character.digit(digit, radix) < 0) {
                return null;
            }
        }
        BigInteger magnitude = digits.length() < 15
                ? BigInteger.valueOf(Long.parseLong(digits, radix))
                : new BigInteger(digits, radix);
        BigInteger value = sign.equals("-") ? magnitude.negate() : magnitude;
        boolean fits = value.compareTo(MIN_SIGNED) >= 0
                // Only ParseUint reads what is above the signed range, and it takes no sign.
                && (value.bitLength() < 64 || (sign.isEmpty() && value.compareTo(MAX_UNSIGNED) <= 0));
        return fits ? value : null;
    }

    /** The node for an integer: the smallest Jackson type that holds it, as Jackson's own parser chooses. */
    static JsonNode node(BigInteger value) {
        if (value.bitLength() < 32) {
            return JsonNodeFactory.instance.numberNode(value.intValue());
        }
        if (value.bitLength() < 64) {
            return JsonNodeFactory.instance.numberNode(value.longValue());
        }
        return JsonNodeFactory.instance.numberNode(value);
    }

    /** The node that is left of a float after Go's JSON: {@code 1.0} and {@code 1e3} become integers. */
    static JsonNode node(double value) {
        if (value == Math.rint(value) && Math.abs(value) < JSON_EXPONENT_FROM) {
            return node(shortest(value).toBigInteger());
        }
        return JsonNodeFactory.instance.numberNode(value);
    }

    /** How go-yaml writes a number that it has read from JSON. */
    static String text(JsonNode number) {
        if (number.isInt() || number.isLong() || number.isShort()) {
            return Long.toString(number.longValue());
        }
        if (number.isBigInteger()) {
            return text(number.bigIntegerValue());
        }
        double value = number.isFloat() ? Double.parseDouble(number.asText()) : number.doubleValue();
        if (value == Math.rint(value) && Math.abs(value) < JSON_EXPONENT_FROM) {
            return text(shortest(value).toBigInteger());
        }
        return floatText(value, shortest(value));
    }

    /** A float as {@code strconv.FormatFloat(value, 'g', -1, 32)} and go-yaml's names for what is no number. */
    static String singlePrecision(double value) {
        float single = (float) value;
        return floatText(single, shortest(single));
    }

    /** A float as {@code strconv.FormatFloat(value, 'g', -1, 64)}: how go-yaml writes one. */
    static String doublePrecision(double value) {
        return floatText(value, shortest(value));
    }

    /** A float as {@code strconv.FormatFloat(value, 'g', -1, 64)} writes it. */
    public static String general(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? special(value) : floatText(value, shortest(value));
    }

    /** A float as {@code strconv.FormatFloat(value, 'f', -1, 64)} writes it: without an exponent. */
    public static String plain(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return special(value);
        }
        return value == 0
                ? floatText(value, BigDecimal.ZERO)
                : shortest(value).stripTrailingZeros().toPlainString();
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }

    private static String text(BigInteger value) {
        if (value.compareTo(MIN_SIGNED) >= 0 && value.compareTo(MAX_UNSIGNED) <= 0) {
            return value.toString();
        }
        double rounded = value.doubleValue();
        return floatText(rounded, shortest(rounded));
    }

    /** A float as {@code encoding/json} writes it. */
    public static String json(double value) {
        BigDecimal digits = shortest(value).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (value == 0 || (exponent >= JSON_EXPONENT_BELOW && Math.abs(value) < JSON_EXPONENT_FROM)) {
            return digits.toPlainString();
        }
        return scientific(digits, exponent).replaceFirst("e-0", "e-");
    }

    private static String floatText(double value, BigDecimal shortest) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal digits = shortest.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        // Go decides by a precision of 6 where the shortest form is asked for, see %e in strconv/ftoa.go.
        return exponent < -4 || exponent >= 6 ? scientific(digits, exponent) : digits.toPlainString();
    }

    private static String scientific(BigDecimal digits, int exponent) {
        String unscaled = digits.unscaledValue().abs().toString();
        return (digits.signum() < 0 ? "-" : "")
                + unscaled.charAt(0)
                + (unscaled.length() > 1 ? "." + unscaled.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    // Not Double.toString: before JDK 19 it does not always find the shortest digits.
    private static BigDecimal shortest(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return BigDecimal.ZERO;
        }
        var exact = new BigDecimal(value);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal shortest(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value) || value == 0) {
            return BigDecimal.ZERO;
        }
        var exact = new BigDecimal(value);
        int digits = 1;
        while (exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).floatValue() != value) {
            digits++;
        }
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static int radix(String text, int start) {
        if (text.length() <= start + 1 || text.charAt(start) != '0') {
            return 10;
        }
        return switch (text.charAt(start + 1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
        };
    }

    private static int prefixLength(String text, int start, int radix) {
        if (radix == 10) {
            return 0;
        }
        char second = text.charAt(start + 1);
        return radix == 8 && second != 'o' && second != 'O' ? 1 : 2;
    }
}
