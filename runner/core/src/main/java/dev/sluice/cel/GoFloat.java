package dev.sluice.cel;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Floating-point numbers as Go's {@code strconv.ParseFloat} reads them. */
final class GoFloat {

    /** Underscores are read over between digits. */
    private static final String DIGITS = "[0-9]+(?:_[0-9]+)*+";

    private static final String HEXADECIMALS = "[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*+";
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(" + DIGITS + "\\.?(" + DIGITS + ")?|\\." + DIGITS + ")([eE][+-]?" + DIGITS + ")?");
    private static final Pattern HEXADECIMAL = Pattern.compile(
            "[+-]?0[xX]_?(" + HEXADECIMALS + "\\.?(" + HEXADECIMALS + ")?|\\." + HEXADECIMALS + ")[pP][+-]?" + DIGITS);

    private GoFloat() {}

    /** The number; empty where the text is none, or one too large. */
    static Optional<Double> parse(String text) {
        String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
        String name = text.substring(sign.length()).toLowerCase(Locale.ROOT);
        if (name.equals("inf") || name.equals("infinity")) {
            return Optional.of(sign.equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (text.toLowerCase(Locale.ROOT).equals("nan")) {
            return Optional.of(Double.NaN);
        }
        if (!DECIMAL.matcher(text).matches() && !HEXADECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(text.replace("_", ""));
        return Double.isInfinite(value) ? Optional.empty() : Optional.of(value);
    }
}
