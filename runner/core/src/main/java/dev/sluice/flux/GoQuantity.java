package dev.sluice.flux;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Kubernetes' quantities in their canonical form (k8s.io/apimachinery {@code pkg/api/resource/quantity.go}). */
final class GoQuantity {

    private static final Pattern TEXT =
            Pattern.compile("([+-]?)(\\d+\\.?\\d*|\\.\\d+)(?:([eE][+-]?\\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?)");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigInteger KIBI = BigInteger.valueOf(1024);
    private static final int NANO = 9;

    private GoQuantity() {}

    /**
     * The form that {@code Quantity.String} prints: {@code 1} for {@code 1000m}, {@code 1Gi} for {@code 1024Mi}.
     *
     * @throws IllegalArgumentException if the text is no quantity
     */
    static String canonical(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("quantities must match '" + TEXT + "'");
        }
        BigDecimal digits = new BigDecimal(withoutTrailingPoint(matcher.group(2)));
        String exponent = matcher.group(3);
        String suffix = matcher.group(4) == null ? "" : matcher.group(4);
        boolean binary = suffix.endsWith("i");
        BigDecimal size = limited(scaled(digits, exponent, suffix));
        BigDecimal value = matcher.group(1).equals("-") ? size.negate() : size;
        if (exponent != null) {
            return decimal(value, true);
        }
        // Fractions and what is below one binary unit are shown as decimals: less confusing, and exact.
        if (binary && size.compareTo(BigDecimal.valueOf(1024)) >= 0 && isWhole(value)) {
            return binary(value.toBigIntegerExact());
        }
        return decimal(value, false);
    }

    private static String withoutTrailingPoint(String digits) {
        return digits.endsWith(".") ? digits.substring(0, digits.length() - 1) : digits;
    }

    private static BigDecimal scaled(BigDecimal digits, @Nullable String exponent, String suffix) {
        if (exponent != null) {
            return digits.scaleByPowerOfTen(Integer.parseInt(exponent.substring(1)));
        }
        int binary = BINARY.indexOf(suffix);
        if (binary > 0) {
            return digits.multiply(new BigDecimal(KIBI.pow(binary)));
        }
        return digits.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix) - 3));
    }

    /** Below nano is rounded up: who asks for something gets something. Above 2^63-1 is cut. */
    private static BigDecimal limited(BigDecimal size) {
        BigDecimal rounded = size.scale() > NANO ? size.setScale(NANO, RoundingMode.UP) : size;
        return rounded.min(LARGEST);
    }

    private static boolean isWhole(BigDecimal value) {
        return value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
    }

    private static String decimal(BigDecimal value, boolean withExponent) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = value.stripTrailingZeros();
        int power = Math.floorDiv(-stripped.scale(), 3) * 3;
        String mantissa = stripped.scaleByPowerOfTen(-power).toBigIntegerExact().toString();
        if (withExponent) {
            return power == 0 ? mantissa : mantissa + "e" + power;
        }
        return mantissa + DECIMAL.get(power / 3 + 3);
    }

    private static String binary(BigInteger value) {
        BigInteger mantissa = value;
        int power = 0;
        while (mantissa.mod(KIBI).signum() == 0 && power < BINARY.size() - 1) {
            mantissa = mantissa.divide(KIBI);
            power++;
        }
        return mantissa + BINARY.get(power);
    }
}
