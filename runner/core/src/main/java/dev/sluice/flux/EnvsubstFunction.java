package dev.sluice.flux;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * What an operator makes of a value (fluxcd/pkg/envsubst {@code funcs.go}). Unlike in Bash, {@code :+} and {@code :?}
 * are defaults, the pattern of {@code /} is literal, and offsets count bytes.
 */
final class EnvsubstFunction {

    private EnvsubstFunction() {}

    /** Whether the operator is made for a variable that has no value. */
    static boolean suppliesDefault(String operator) {
        return switch (operator) {
            case "=", ":=", ":-", ":+", ":?" -> true;
            default -> false;
        };
    }

    /** The value that stands in the text; all texts are {@link ByteText byte texts}. */
    static String apply(String operator, String value, List<String> arguments) throws Envsubst.SyntaxException {
        return switch (operator) {
            case "," -> first(value, Character::toLowerCase);
            case ",," -> each(value, Character::toLowerCase);
            case "^" -> first(value, Character::toUpperCase);
            case "^^" -> each(value, Character::toUpperCase);
            case "#" ->
                arguments.isEmpty() ? Integer.toString(value.length()) : withoutShortest(value, arguments.get(0));
            case "##" -> withoutLongest(value, arguments.get(0));
            case "%" -> reversed(withoutShortest(reversed(value), reversed(arguments.get(0))));
            case "%%" -> reversed(withoutLongest(reversed(value), reversed(arguments.get(0))));
            case ":" -> substring(value, arguments);
            case "/", "//", "/#", "/%" -> replaced(operator, value, arguments);
            default -> value.isEmpty() ? String.join("", arguments) : value;
        };
    }

    private static String first(String value, IntUnaryOperator change) {
        if (value.isEmpty()) {
            return value;
        }
        return ByteText.encode(change.applyAsInt(ByteText.runeAt(value, 0)))
                + value.substring(ByteText.widthAt(value, 0));
    }

    private static String each(String value, IntUnaryOperator change) {
        var changed = new StringBuilder();
        for (int index = 0; index < value.length(); index += ByteText.widthAt(value, index)) {
            changed.append(ByteText.encode(change.applyAsInt(ByteText.runeAt(value, index))));
        }
        return changed.toString();
    }

    private static String reversed(String value) {
        var reversed = new StringBuilder();
        for (int index = 0; index < value.length(); index += ByteText.widthAt(value, index)) {
            reversed.insert(0, ByteText.encode(ByteText.runeAt(value, index)));
        }
        return reversed.toString();
    }

    private static String withoutShortest(String value, String pattern) {
        int shortest = 0;
        for (int length = value.length(); length > 0; length--) {
            try {
                shortest = EnvsubstGlob.matches(pattern, value.substring(0, length)) ? length : shortest;
            } catch (EnvsubstGlob.BadPatternException e) {
                return value;
            }
        }
        return value.substring(shortest);
    }

    private static String withoutLongest(String value, String pattern) {
        for (int length = value.length(); length > 0; length--) {
            try {
                if (EnvsubstGlob.matches(pattern, value.substring(0, length))) {
                    return value.substring(length);
                }
            } catch (EnvsubstGlob.BadPatternException e) {
                return value;
            }
        }
        return value;
    }

    private static String substring(String value, List<String> arguments) throws Envsubst.SyntaxException {
        if (!isInteger(arguments.get(0)) || (arguments.size() > 1 && !isInteger(arguments.get(1)))) {
            return value;
        }
        long offset = Long.parseLong(arguments.get(0));
        long start = offset < 0 ? Math.max(0, value.length() + offset) : offset;
        String rest = start < value.length() ? value.substring((int) start) : "";
        if (arguments.size() == 1) {
            return rest;
        }
        // Overflow wraps around in the original, too, where it ends in a panic.
        long end = start + Long.parseLong(arguments.get(1));
        if (end >= value.length()) {
            return rest;
        }
        if (end < start) {
            throw new Envsubst.SyntaxException("substring with a negative length");
        }
        return value.substring((int) start, (int) end);
    }

    private static String replaced(String operator, String value, List<String> arguments) {
        String pattern = arguments.get(0);
        boolean toNothing = arguments.size() < 2;
        String replacement = toNothing ? "" : arguments.get(1);
        return switch (operator) {
            case "//" -> everywhere(value, pattern, replacement);
            case "/#" ->
                !toNothing && value.startsWith(pattern) ? replacement + value.substring(pattern.length()) : value;
            case "/%" ->
                !toNothing && value.endsWith(pattern)
                        ? value.substring(0, value.length() - pattern.length()) + replacement
                        : value;
            default -> {
                int at = value.indexOf(pattern);
                yield at < 0 ? value : value.substring(0, at) + replacement + value.substring(at + pattern.length());
            }
        };
    }

    private static String everywhere(String value, String pattern, String replacement) {
        if (!pattern.isEmpty()) {
            return value.replace(pattern, replacement);
        }
        var text = new StringBuilder(replacement);
        for (int index = 0; index < value.length(); ) {
            int width = ByteText.widthAt(value, index);
            text.append(value, index, index + width).append(replacement);
            index += width;
        }
        return text.toString();
    }

    private static boolean isInteger(String text) {
        try {
            Long.parseLong(text);
            return text.chars().allMatch(c -> c < 0x80);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
