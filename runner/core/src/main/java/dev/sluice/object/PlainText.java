package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Texts that stand without quotes in the YAML that {@link YamlWriter} writes, and what such a text is read as. */
public final class PlainText {

    private PlainText() {}

    /** Whether the text is written without quotes, and in one piece. */
    public static boolean isPlain(String text) {
        return ScalarForm.ofText(text).style() == ScalarForm.Style.PLAIN;
    }

    /**
     * What {@link Dialect#KUBERNETES} reads where the text stands without quotes: a number, a boolean, a null or the text;
     * empty where JSON has no such value.
     */
    public static Optional<JsonNode> read(String text) {
        return Optional.ofNullable(
                PlainScalars.resolve(text, Dialect.KUBERNETES).value());
    }
}
