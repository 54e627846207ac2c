package dev.sluice.object;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go reads and prints them (package {@code time}): {@code 1h30m}, {@code 5m0s}, {@code 1.5s}. */
public final class GoDuration {

    private static final Pattern TEXT = Pattern.compile("[-+]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))+");
    private static final Pattern TERM = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /**
     * The duration that {@code time.ParseDuration} reads.
     *
     * @throws IllegalArgumentException if Go refuses the text; the message says why in Go's words
     */
    public static Duration parse(String text) {
        if (text.equals("0") || text.equals("+0") || text.equals("-0")) {
            return Duration.ZERO;
        }
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(whyNot(text));
        }
        boolean negative = text.startsWith("-");
        BigInteger total = BigInteger.ZERO;
        Matcher terms = TERM.matcher(text);
        while (terms.find()) {
            BigDecimal count = new BigDecimal(terms.group(1));
            total = total.add(count.multiply(BigDecimal.valueOf(requireNonNull(NANOSECONDS.get(terms.group(2)))))
                    .toBigInteger());
        }
        BigInteger signed = negative ? total.negate() : total;
        if (signed.bitLength() > 63) {
            throw new IllegalArgumentException("invalid duration \"" + text + "\"");
        }
        return Duration.ofNanos(signed.longValue());
    }

    /** The text that {@code Duration.String} prints, for example {@code 5m0s}, {@code 1.5s}, {@code 20ms}. */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        String sign = duration.isNegative() ? "-" : "";
        BigDecimal nanoseconds = BigDecimal.valueOf(duration.getSeconds())
                .movePointRight(9)
                .add(BigDecimal.valueOf(duration.getNano()))
                .abs();
        if (nanoseconds.compareTo(BigDecimal.valueOf(1_000L)) < 0) {
            return sign + plain(nanoseconds) + "ns";
        }
        if (nanoseconds.compareTo(BigDecimal.valueOf(1_000_000L)) < 0) {
            return sign + plain(nanoseconds.movePointLeft(3)) + "µs";
        }
        if (nanoseconds.compareTo(BigDecimal.valueOf(1_000_000_000L)) < 0) {
            return sign + plain(nanoseconds.movePointLeft(6)) + "ms";
        }
        Duration size = duration.abs();
        BigDecimal seconds = nanoseconds.movePointLeft(9).remainder(BigDecimal.valueOf(60));
        String text = plain(seconds) + "s";
        if (size.toMinutes() > 0) {
            text = size.toMinutesPart() + "m" + text;
        }
        return sign + (size.toHours() > 0 ? size.toHours() + "h" : "") + text;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String whyNot(String text) {
        boolean lacksUnit = Pattern.matches("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)", text);
        String reason = lacksUnit ? "missing unit in duration" : "invalid duration";
        return reason + " \"" + text + "\"";
    }
}
