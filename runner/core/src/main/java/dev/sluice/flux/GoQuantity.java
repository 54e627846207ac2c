package dev.sluice.flux;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A quantity of Kubernetes, and the form in which it is written again (k8s.io/apimachinery {@code
 * pkg/api/resource/quantity.go}), oddities included: what is canonical already, or looks like it, is kept as it is
 * written.
 */
final class GoQuantity {

    private static final Pattern TEXT =
            Pattern.compile("[+-]?0*(\\d*)(?:\\.(\\d*))?(?:([eE])([+-]?\\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?)");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final BigDecimal LARGEST_BINARY = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final int NANO = 9;
    /** As many digits surely fit into a Go {@code int64}: what has more is computed, never kept as written. */
    private static final int DECIMAL_DIGITS = 18;

    private static final int BINARY_DIGITS = 14;

    private final boolean negative;
    private final String whole;
    private final String fraction;
    private final boolean withExponent;
    /** The power of the base, of 10 or (binary) of 2. */
    private final int power;

    private final boolean binary;

    private GoQuantity(String text, Matcher parts) {
        this.negative = text.startsWith("-");
        this.whole = parts.group(1).isEmpty() ? "0" : parts.group(1);
        this.fraction = parts.group(2) == null ? "" : parts.group(2);
        this.withExponent = parts.group(3) != null;
        String suffix = parts.group(5) == null ? "" : parts.group(5);
        this.binary = suffix.endsWith("i");
        if (withExponent) {
            this.power = Integer.parseInt(parts.group(4));
        } else {
            this.power = binary ? 10 * BINARY.indexOf(suffix) : 3 * (DECIMAL.indexOf(suffix) - 3);
        }
    }

    /**
     * The text that {@code Quantity.String} prints for a text: {@code 1} for {@code 1000m}, {@code 1Gi} for {@code
     * 1024Mi}.
     *
     * @throws IllegalArgumentException if the text is no quantity
     */
    static String canonical(String text) {
        Matcher parts = TEXT.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw new IllegalArgumentException("quantities must match '" + TEXT + "'");
        }
        var quantity = new GoQuantity(text, parts);
        return text.equals("0") || quantity.isKept() ? text : quantity.computed();
    }

    /** Whether the text is canonical by {@code ParseQuantity}'s quick test. */
    private boolean isKept() {
        String digits = whole + fraction;
        if (binary) {
            int precision = BINARY_DIGITS - whole.length() - power * 3 / 10;
            return fraction.isEmpty() && precision >= 0 && (Long.parseLong(digits) & 7) != 0;
        }
        int scale = power - fraction.length();
        return digits.length() <= DECIMAL_DIGITS
                && scale >= -NANO
                && scale % 3 == 0
                && !digits.endsWith("000")
                && !digits.startsWith("0");
    }

    private String computed() {
        BigDecimal digits = new BigDecimal(new BigInteger(whole + fraction), fraction.length());
        BigDecimal size = binary
                ? digits.multiply(BigDecimal.valueOf(2).pow(power)).min(LARGEST_BINARY)
                : digits.scaleByPowerOfTen(power);
        // Who asks for something gets something: below nano is rounded up.
        BigDecimal rounded = size.scale() > NANO ? size.setScale(NANO, RoundingMode.UP) : size;
        String sign = negative && rounded.signum() > 0 ? "-" : "";
        // Fractions, and what is below one binary unit, are shown as decimals: less confusing, and exact.
        boolean asBinary = binary
                && rounded.compareTo(KIBI) >= 0
                && rounded.stripTrailingZeros().scale() <= 0;
        return sign + (asBinary ? binary(rounded.toBigIntegerExact()) : decimal(rounded));
    }

    private String decimal(BigDecimal size) {
        if (size.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = size.stripTrailingZeros();
        int thousands = Math.floorDiv(-stripped.scale(), 3);
        String mantissa =
                stripped.scaleByPowerOfTen(-3 * thousands).toBigIntegerExact().toString();
        if (withExponent) {
            return thousands == 0 ? mantissa : mantissa + "e" + 3 * thousands;
        }
        // Above exa there is no suffix, and the original just leaves it out.
        return thousands + 3 < DECIMAL.size() ? mantissa + DECIMAL.get(thousands + 3) : mantissa;
    }

    private static String binary(BigInteger size) {
        BigInteger mantissa = size;
        int thousands = 0;
        while (mantissa.mod(KIBI.toBigInteger()).signum() == 0 && thousands < BINARY.size() - 1) {
            mantissa = mantissa.divide(KIBI.toBigInteger());
            thousands++;
        }
        return mantissa + BINARY.get(thousands);
    }
}
