package dev.sluice.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What CEL and its extension {@code strings} do with texts; an index counts code points. */
final class TextFunctions {

    /** The signatures that a function takes: a letter an argument, {@code s} for a text and {@code i} for an int. */
    private record Signatures(String function, List<String> letters) {

        List<Object> checked(List<Object> arguments) throws EvaluationFailure {
            for (String signature : letters) {
                if (fits(signature, arguments)) {
                    return arguments;
                }
            }
            throw EvaluationFailure.noSuchOverload(function);
        }

        private static boolean fits(String signature, List<Object> arguments) {
            for (int i = 0; i < arguments.size() && i < signature.length(); i++) {
                Class<?> type = signature.charAt(i) == 's' ? String.class : Long.class;
                if (!type.isInstance(arguments.get(i))) {
                    return false;
                }
            }
            return signature.length() == arguments.size();
        }
    }

    private TextFunctions() {}

    static Map<String, Function> functions() {
        var functions = new HashMap<String, Function>();
        functions.put("contains", test("contains", String::contains));
        functions.put("startsWith", test("startsWith", String::startsWith));
        functions.put("endsWith", test("endsWith", String::endsWith));
        functions.put("matches", test("matches", (text, pattern) -> pattern(pattern)
                .matcher(text)
                .find()));
        functions.put("lowerAscii", mapping("lowerAscii", text -> shifted(text, 'A', 'Z', 'a' - 'A')));
        functions.put("upperAscii", mapping("upperAscii", text -> shifted(text, 'a', 'z', 'A' - 'a')));
        functions.put("trim", mapping("trim", TextFunctions::trimmed));
        functions.put(
                "reverse",
                mapping("reverse", text -> new StringBuilder(text).reverse().toString()));
        functions.put("strings.quote", mapping("strings.quote", TextFunctions::quoted));
        functions.put("charAt", Function.binary((text, index) -> charAt(charAtArguments(text, index))));
        put(functions, new Signatures("indexOf", List.of("ss", "ssi")), TextSearch::indexOf);
        put(functions, new Signatures("lastIndexOf", List.of("ss", "ssi")), TextSearch::lastIndexOf);
        put(functions, new Signatures("replace", List.of("sss", "sssi")), TextSearch::replaced);
        put(functions, new Signatures("split", List.of("ss", "ssi")), TextSearch::split);
        put(functions, new Signatures("substring", List.of("si", "sii")), TextFunctions::substring);
        functions.put("join", Function.any(TextFunctions::joined));
        functions.put("format", Function.any(TextFunctions::formatted));
        return functions;
    }

    /** A test of two texts. */
    @FunctionalInterface
    private interface Test {
        boolean of(String text, String other) throws EvaluationFailure;
    }

    private static Function test(String name, Test test) {
        return Function.binary((text, other) -> {
            if (text instanceof String one && other instanceof String two) {
                return test.of(one, two);
            }
            throw EvaluationFailure.noSuchOverload(name);
        });
    }

    private static Function mapping(String name, UnaryOperator<String> mapping) {
        return Function.unary(value -> {
            if (value instanceof String text) {
                return mapping.apply(text);
            }
            throw EvaluationFailure.noSuchOverload(name);
        });
    }

    private static void put(Map<String, Function> functions, Signatures signatures, Function.Body body) {
        functions.put(signatures.function(), Function.any(arguments -> body.apply(signatures.checked(arguments))));
    }

    /**
     * The regular expression of a text.
     *
     * @throws EvaluationFailure where it is none
     */
    static Pattern pattern(String text) throws EvaluationFailure {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new EvaluationFailure("error parsing regexp: " + e.getMessage());
        }
    }

    private static String shifted(String text, char first, char last, int distance) {
        var shifted = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter >= first && letter <= last) {
                shifted.setCharAt(i, (char) (letter + distance));
            }
        }
        return shifted.toString();
    }

    private static String trimmed(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isSpace(text.charAt(begin))) {
            begin++;
        }
        while (begin < end && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    /** Unicode's White_Space, which Go's {@code unicode.IsSpace} asks; none of it is beyond the first plane. */
    private static boolean isSpace(char letter) {
        return (letter >= '\t' && letter <= '\r') || letter == '\u0085' || Character.isSpaceChar(letter);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case 0x07 -> quoted.append("\\a");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case 0x0b -> quoted.append("\\v");
                case '\\' -> quoted.append("\\\\");
                case '"' -> quoted.append("\\\"");
                default -> quoted.appendCodePoint(letter);
            }
        });
        return quoted.append('"').toString();
    }

    private static List<Object> charAtArguments(Object text, Object index) throws EvaluationFailure {
        return new Signatures("charAt", List.of("si")).checked(List.of(text, index));
    }

    private static String charAt(List<Object> arguments) throws EvaluationFailure {
        int[] letters = ((String) arguments.get(0)).codePoints().toArray();
        long index = (Long) arguments.get(1);
        checkIndex(index, letters.length);
        return index == letters.length ? "" : Character.toString(letters[(int) index]);
    }

    private static String substring(List<Object> arguments) throws EvaluationFailure {
        int[] letters = ((String) arguments.get(0)).codePoints().toArray();
        long begin = (Long) arguments.get(1);
        long end = arguments.size() > 2 ? (Long) arguments.get(2) : letters.length;
        checkIndex(begin, letters.length);
        checkIndex(end, letters.length);
        if (begin > end) {
            throw new EvaluationFailure("invalid substring range. start: " + begin + ", end: " + end);
        }
        return new String(letters, (int) begin, (int) (end - begin));
    }

    private static void checkIndex(long index, int length) throws EvaluationFailure {
        if (index < 0 || index > length) {
            throw new EvaluationFailure("index out of range: " + index);
        }
    }

    private static String joined(List<Object> arguments) throws EvaluationFailure {
        boolean fits = !arguments.isEmpty()
                && arguments.size() <= 2
                && arguments.get(0) instanceof List
                && (arguments.size() < 2 || arguments.get(1) instanceof String);
        if (!fits) {
            throw EvaluationFailure.noSuchOverload("join");
        }
        String separator = arguments.size() < 2 ? "" : (String) arguments.get(1);
        long length = 0;
        var texts = new ArrayList<String>();
        for (Object item : (List<?>) arguments.get(0)) {
            if (!(item instanceof String text)) {
                throw new EvaluationFailure("join: an item is no string");
            }
            length += (long) text.length() + separator.length();
            Bounds.checkLength(length);
            texts.add(text);
        }
        return String.join(separator, texts);
    }

    private static String formatted(List<Object> arguments) throws EvaluationFailure {
        if (arguments.size() == 2
                && arguments.get(0) instanceof String format
                && arguments.get(1) instanceof List<?> values) {
            return new TextFormat(format, values).text();
        }
        throw EvaluationFailure.noSuchOverload("format");
    }
}
