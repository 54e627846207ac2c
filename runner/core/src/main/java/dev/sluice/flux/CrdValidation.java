package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.sluice.object.GoDuration;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One walk over a part of an object along its CRD's schema, with every mistake noted: what the API server would refuse,
 * because a run has none to ask (Kubernetes' structural schemas: k8s.io/apiextensions-apiserver pkg/apiserver/schema).
 * Values are quoted only where they cannot be secret.
 */
final class CrdValidation {

    private static final String DURATION = "^([0-9]+(\\.[0-9]+)?(ms|s|m";

    private final ObjectProblems problems;
    private final Function<String, Pattern> patterns;
    private final FieldHistory history;
    private final boolean checksTexts;

    /**
     * @param patterns compiles a schema's regular expression
     * @param history tells what became of fields that the schema does not have
     * @param checksTexts whether to look at what {@link TextRules} knows of the fields, too
     */
    CrdValidation(
            ObjectProblems problems, Function<String, Pattern> patterns, FieldHistory history, boolean checksTexts) {
        this.problems = problems;
        this.patterns = patterns;
        this.history = history;
        this.checksTexts = checksTexts;
    }

    /** Notes every mistake in a value. */
    void visit(JsonNode value, JsonNode schema, FieldPlace place) {
        if (value.isNull() && schema.path("nullable").asBoolean()) {
            return;
        }
        if (!hasType(value, schema)) {
            String what = "must be " + typeName(schema) + ", not " + name(value);
            problems.add(place, what, quotingHint(value, schema));
            return;
        }
        if (value.isTextual()) {
            text(value.asText(), schema, place);
        }
        if (value.isNumber()) {
            number(value.decimalValue(), schema, place);
        }
        if (schema.has("enum")) {
            choice(value, schema.get("enum"), place);
        }
        if (value.isArray()) {
            list(value, schema, place);
        }
        if (value.isObject()) {
            mapping(value, schema, place);
        }
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            boolean broken = CrdRules.of(rule.path("rule").asText())
                    .map(check -> !check.test(value))
                    .orElse(false);
            if (broken) {
                problems.add(place, rule.path("message").asText(), null);
            }
        }
    }

    private static boolean hasType(JsonNode value, JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return value.isTextual() || value.isIntegralNumber();
        }
        return switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> true;
        };
    }

    private static String typeName(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "object" -> "a mapping";
            case "array" -> "a list";
            case "string" -> "a text";
            case "boolean" -> "true or false";
            case "integer" -> "a whole number";
            default -> "a number";
        };
    }

    private static String name(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "a mapping";
            case STRING, BINARY -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL, MISSING -> "null";
        };
    }

    private static @Nullable String quotingHint(JsonNode value, JsonNode schema) {
        boolean unquoted = (value.isNumber() || value.isBoolean())
                && schema.path("type").asText().equals("string");
        return unquoted ? "put it in quotes" : null;
    }

    private void text(String value, JsonNode schema, FieldPlace place) {
        int length = value.codePointCount(0, value.length());
        if (length < schema.path("minLength").asInt(0)) {
            problems.add(place, length == 0 ? "must not be empty" : "is shorter than " + schema.get("minLength"), null);
        }
        if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
            problems.add(place, "is longer than " + schema.get("maxLength") + " characters", null);
        }
        if (schema.path("format").asText().equals("date-time") && !isTime(value)) {
            problems.add(place, "is not a time", "write for example 2026-01-31T12:00:00Z");
        }
        String pattern = schema.path("pattern").asText();
        if (!pattern.isEmpty()) {
            pattern(value, pattern, place);
        }
        if (checksTexts && !pattern.startsWith(DURATION)) {
            TextRules.of(problems.kind(), place).ifPresent(rule -> rule.check(value, problems, place));
        }
    }

    private void pattern(String value, String pattern, FieldPlace place) {
        boolean matches = patterns.apply(pattern).matcher(value).find();
        if (pattern.startsWith(DURATION)) {
            duration(value, matches, pattern, place);
            return;
        }
        if (!matches) {
            boolean gitHost = place.pattern().equals("spec.url") && value.contains("@") && !value.contains("://");
            problems.add(place, "must match " + pattern, gitHost ? "write ssh://git@HOST/PATH" : null);
        }
    }

    /** Beyond the pattern: what is too long for Go passes the API server, and no controller can read it. */
    private void duration(String value, boolean matches, String pattern, FieldPlace place) {
        if (!matches || isTooLong(value)) {
            String units = pattern.contains("|h)") ? "5m or 1h30m" : "20s or 5m; hours are not possible here";
            problems.add(place, "\"" + value + "\" is not a duration", "write for example " + units);
        }
    }

    private static boolean isTooLong(String duration) {
        try {
            GoDuration.parse(duration);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private void number(BigDecimal value, JsonNode schema, FieldPlace place) {
        if (schema.has("minimum") && value.compareTo(schema.get("minimum").decimalValue()) < 0) {
            problems.add(place, "must be at least " + schema.get("minimum"), null);
        }
        if (schema.has("maximum") && value.compareTo(schema.get("maximum").decimalValue()) > 0) {
            problems.add(place, "must be at most " + schema.get("maximum"), null);
        }
    }

    private void choice(JsonNode value, JsonNode choices, FieldPlace place) {
        var names = new ArrayList<String>();
        for (JsonNode choice : choices) {
            if (choice.equals(value)) {
                return;
            }
            names.add(choice.asText());
        }
        String list = names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        problems.add(place, value + " is not one of " + list, didYouMean(value.asText(), new TreeSet<>(names)));
    }

    private void list(JsonNode list, JsonNode schema, FieldPlace place) {
        if (list.size() < schema.path("minItems").asInt(0)) {
            problems.add(place, "needs at least " + schema.get("minItems") + " items", null);
        }
        if (list.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
            problems.add(place, "has more than " + schema.get("maxItems") + " items", null);
        }
        var seen = new HashSet<List<JsonNode>>();
        for (int index = 0; index < list.size(); index++) {
            JsonNode item = list.get(index);
            FieldPlace itemPlace = place.item(index);
            visit(item, schema.path("items"), itemPlace);
            if (!seen.add(identity(item, schema)) && schema.has("x-kubernetes-list-map-keys")) {
                problems.add(itemPlace, "stands twice in the list", null);
            }
        }
    }

    private static List<JsonNode> identity(JsonNode item, JsonNode schema) {
        var identity = new ArrayList<JsonNode>();
        schema.path("x-kubernetes-list-map-keys").forEach(key -> identity.add(item.path(key.asText())));
        return identity;
    }

    private void mapping(JsonNode mapping, JsonNode schema, FieldPlace place) {
        for (JsonNode required : schema.path("required")) {
            if (!mapping.has(required.asText())) {
                problems.addMissing(place, required.asText());
            }
        }
        JsonNode known = schema.path("properties");
        for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
            String name = entry.getKey();
            if (known.has(name)) {
                visit(entry.getValue(), known.get(name), place.field(name));
            } else if (schema.has("additionalProperties")) {
                visit(entry.getValue(), schema.get("additionalProperties"), place.entry(name));
            } else if (!known.isMissingNode()
                    && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
                unknown(place.field(name), known);
            }
        }
    }

    private void unknown(FieldPlace place, JsonNode known) {
        var names = new TreeSet<String>();
        known.fieldNames().forEachRemaining(names::add);
        String hint = history.ofUnknown(problems.manifest().apiVersion(), problems.kind(), place)
                .orElse(didYouMean(place.step(), names));
        problems.add(place, "unknown field", hint);
    }

    static @Nullable String didYouMean(String name, Set<String> known) {
        return NearestName.of(name, known)
                .map(nearest -> "did you mean `" + nearest + "`?")
                .orElse(null);
    }
}
