package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cluster.SecretMask;
import dev.sluice.object.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Hides the values of a Secret that a server quotes when it does not like them. */
final class QuotedSecrets {

    /** Nothing is secret. */
    static final QuotedSecrets NONE = new QuotedSecrets(List.of(), false);

    /** Whatever is quoted may be secret. */
    static final QuotedSecrets ALL = new QuotedSecrets(List.of(), true);

    private static final String HIDDEN = "***";

    /** A shorter one is no secret, and stands in every message. */
    private static final int SHORTEST = 4;

    /** {@code field.Invalid}, {@code field.NotSupported}, and structured-merge-diff's print of a value. */
    private static final List<Pattern> QUOTES = List.of(
            Pattern.compile(
                    "((?:Invalid|Unsupported|Duplicate) value: )(?:\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`|[^\\s,:\\]]+)"),
            Pattern.compile("(Value:)(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s,}]+)"),
            Pattern.compile("(cannot unmarshal \\S+ )\\S+"));

    private final List<String> values;
    private final boolean quotes;

    private QuotedSecrets(List<String> values, boolean quotes) {
        this.values = values;
        this.quotes = quotes;
    }

    static QuotedSecrets of(Manifest manifest) {
        if (!SecretMask.isSecret(manifest.id())) {
            return NONE;
        }
        var values = new ArrayList<String>();
        for (JsonNode data :
                List.of(manifest.content().path("data"), manifest.content().path("stringData"))) {
            data.forEach(value -> addForms(value.asText(), values));
        }
        values.removeIf(String::isBlank);
        values.sort(Comparator.comparing(String::length).reversed());
        return new QuotedSecrets(List.copyOf(values), true);
    }

    /** The same text without them. */
    String hide(String message) {
        String hidden = message;
        for (String value : values) {
            hidden = hidden.replace(value, HIDDEN);
        }
        if (quotes) {
            for (Pattern quote : QUOTES) {
                hidden = quote.matcher(hidden).replaceAll("$1" + HIDDEN);
            }
        }
        return hidden;
    }

    /** As it is written and as it is meant. */
    private static void addForms(String value, List<String> forms) {
        if (value.length() < SHORTEST) {
            return;
        }
        forms.add(value);
        try {
            String meant = new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8);
            if (meant.length() >= SHORTEST) {
                forms.add(meant);
                forms.add(meant.strip());
            }
        } catch (IllegalArgumentException e) {
            return;
        }
    }
}
