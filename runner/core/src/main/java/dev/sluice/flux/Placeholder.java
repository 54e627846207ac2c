package dev.sluice.flux;

import dev.sluice.failure.Problem;
import dev.sluice.object.Manifest;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What stands for a value that stays encrypted: {@code <encrypted:stringData.password>}. It says which value it stands for,
 * is the same each time, needs no quotes in YAML, and can be no name, host, address or number that anything would accept.
 */
public final class Placeholder {

    private static final String START = "<encrypted:";
    private static final Pattern PLACEHOLDER = Pattern.compile(START + "[A-Za-z0-9._/-]*>");

    private Placeholder() {}

    /** @param path the keys and indexes that lead to the value in its document */
    static String of(List<String> path) {
        return START + String.join(".", path).replaceAll("[^A-Za-z0-9._/-]", "_") + ">";
    }

    /** Whether a text is a placeholder and nothing else. */
    public static boolean isOne(String text) {
        return PLACEHOLDER.matcher(text).matches();
    }

    /** Whether a placeholder stands anywhere in a text. */
    public static boolean isIn(String text) {
        return PLACEHOLDER.matcher(text).find();
    }

    /** Whether a mistake is about a value that holds a placeholder: what the value is, nobody knows. */
    public static boolean explains(Problem problem, Manifest manifest) {
        return problem.field()
                .map(field -> FieldProblem.value(manifest, field.path()))
                .filter(value -> value.isTextual() && isIn(value.asText()))
                .isPresent();
    }
}
