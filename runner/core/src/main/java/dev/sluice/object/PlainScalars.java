package dev.sluice.object;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an unquoted scalar means. Source of the rules: {@code resolve.go} of {@code go.yaml.in/yaml/v2} (which
 * {@code sigs.k8s.io/yaml} uses) and of {@code go.yaml.in/yaml/v3} (which kyaml uses). Both know octal
 * {@code 0777}, {@code 0x1f}, {@code 0b1}, {@code 0o17}, {@code 1_000} and {@code 1e3}; neither knows base 60.
 */
final class PlainScalars {

    private static final String TAG_PREFIX = "tag:yaml.org,2002:";
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern FLOAT_FROM_POINT =
            Pattern.compile("\\.[0-9]++(?:_[0-9]++)*+(?:[eE][-+]?[0-9]++(?:_[0-9]++)*+)?");
    private static final Scalar NULL = new Scalar.Nothing();
    private static final Map<String, Scalar> WORDS = words();
    private static final Map<String, Scalar> OLD_BOOLEANS = oldBooleans();

    private PlainScalars() {}

    /** The value of an untagged plain scalar. */
    static Scalar resolve(String text, Dialect dialect) {
        @Nullable Scalar typed = typed(text, dialect);
        return typed == null ? new Scalar.Text(text) : typed;
    }

    /** Whether the text, written without quotes, would be read as something else than a text. */
    static boolean isTyped(String text, Dialect dialect) {
        return typed(text, dialect) != null;
    }

    /**
     * The value of a scalar with an explicit tag.
     *
     * @return null where the text does not fit the tag
     */
    static @Nullable Scalar resolve(String text, String tag, Dialect dialect) {
        String name = tag.startsWith(TAG_PREFIX) ? tag.substring(TAG_PREFIX.length()) : "";
        return switch (name) {
            case "null" -> typed(text, dialect) instanceof Scalar.Nothing ? NULL : null;
            case "bool" -> typed(text, dialect) instanceof Scalar.Truth truth ? truth : null;
            case "int" -> typed(text, dialect) instanceof Scalar.Whole whole ? whole : null;
            case "float" -> fraction(typed(text, dialect));
            case "timestamp" -> time(text, dialect);
            case "binary" -> binary(text);
            default -> new Scalar.Text(text);
        };
    }

    private static @Nullable Scalar typed(String text, Dialect dialect) {
        if (text.isEmpty()) {
            return NULL;
        }
        char first = text.charAt(0);
        if ((first >= '0' && first <= '9') || first == '-' || first == '+') {
            return digits(text, dialect);
        }
        if (first == '.') {
            @Nullable Scalar word = WORDS.get(text);
            return word == null && FLOAT_FROM_POINT.matcher(text).matches() ? finite(text.replace("_", "")) : word;
        }
        if (text.length() > 5 || "yYnNtTfFoO~".indexOf(first) < 0) {
            return null;
        }
        @Nullable Scalar word = WORDS.get(text);
        return word == null && dialect == Dialect.KUBERNETES ? OLD_BOOLEANS.get(text) : word;
    }

    private static @Nullable Scalar digits(String text, Dialect dialect) {
        @Nullable Scalar word = WORDS.get(text);
        if (word != null) {
            return word;
        }
        @Nullable String time = Timestamps.rfc3339(text);
        if (time != null) {
            return new Scalar.Time(text, dialect.isGoYaml3() ? time : text);
        }
        String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
        @Nullable BigInteger integer = GoNumbers.integer(plain);
        if (integer != null) {
            return new Scalar.Whole(integer);
        }
        if (FLOAT.matcher(plain).matches()) {
            @Nullable Scalar number = finite(plain);
            if (number != null) {
                return number;
            }
        }
        integer = signBehindPrefix(plain, "0b", 2);
        if (integer == null && dialect.isGoYaml3()) {
            integer = signBehindPrefix(plain, "0o", 8);
        }
        return integer == null ? null : new Scalar.Whole(integer);
    }

    // 0b-1: go-yaml hands what follows its own prefix to ParseInt, sign included.
    private static @Nullable BigInteger signBehindPrefix(String plain, String prefix, int radix) {
        boolean signed = plain.length() > 3 && (plain.charAt(2) == '-' || plain.charAt(2) == '+');
        return signed && plain.startsWith(prefix)
                ? GoNumbers.integer(plain.substring(2, 3), plain.substring(3), radix)
                : null;
    }

    private static @Nullable Scalar finite(String text) {
        double number = Double.parseDouble(text);
        // Go's ParseFloat fails out of range, and then the scalar is a text.
        return Double.isInfinite(number) ? null : new Scalar.Fraction(number);
    }

    private static @Nullable Scalar fraction(@Nullable Scalar scalar) {
        if (scalar instanceof Scalar.Whole whole && whole.number().bitLength() < 64) {
            return new Scalar.Fraction(whole.number().doubleValue());
        }
        return scalar instanceof Scalar.Fraction fraction ? fraction : null;
    }

    private static @Nullable Scalar time(String text, Dialect dialect) {
        @Nullable String time = Timestamps.rfc3339(text);
        return time == null ? null : new Scalar.Time(text, dialect.isGoYaml3() ? time : text);
    }

    private static @Nullable Scalar binary(String text) {
        try {
            String compact = text.replace("\n", "").replace("\r", "");
            if (compact.length() % 4 != 0) {
                // Go wants the padding, Java does not.
                return null;
            }
            return new Scalar.Text(new String(Base64.getDecoder().decode(compact), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Map<String, Scalar> words() {
        var words = new HashMap<String, Scalar>();
        put(words, NULL, "~", "null", "Null", "NULL");
        put(words, new Scalar.Truth(true), "true", "True", "TRUE");
        put(words, new Scalar.Truth(false), "false", "False", "FALSE");
        put(words, new Scalar.Fraction(Double.NaN), ".nan", ".NaN", ".NAN");
        put(words, new Scalar.Fraction(Double.POSITIVE_INFINITY), ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF");
        put(words, new Scalar.Fraction(Double.NEGATIVE_INFINITY), "-.inf", "-.Inf", "-.INF");
        return Map.copyOf(words);
    }

    private static Map<String, Scalar> oldBooleans() {
        var words = new HashMap<String, Scalar>();
        put(words, new Scalar.Truth(true), "y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
        put(words, new Scalar.Truth(false), "n", "N", "no", "No", "NO", "off", "Off", "OFF");
        return Map.copyOf(words);
    }

    private static void put(Map<String, Scalar> words, Scalar value, String... spellings) {
        for (String spelling : spellings) {
            words.put(spelling, value);
        }
    }
}
