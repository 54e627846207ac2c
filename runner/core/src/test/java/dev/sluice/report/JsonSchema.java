package dev.sluice.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What a JSON schema refuses of a document; knows the keywords of SARIF's schema and refuses others. */
final class JsonSchema {

    private final JsonNode root;
    private final List<String> mistakes = new ArrayList<>();

    private JsonSchema(JsonNode root) {
        this.root = root;
    }

    /** The schema of SARIF 2.1.0, without its prose. */
    static JsonSchema sarif() {
        try (InputStream stream = JsonSchema.class.getResourceAsStream("sarif-schema-2.1.0.json")) {
            return new JsonSchema(new ObjectMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every mistake: where, and which keyword. */
    List<String> mistakes(JsonNode document) {
        check(document, root, "");
        return List.copyOf(mistakes);
    }

    private void check(JsonNode value, JsonNode schema, String path) {
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (!holds(keyword.getKey(), keyword.getValue(), value, schema, path)) {
                mistakes.add(path + ": " + keyword.getKey() + " " + keyword.getValue());
            }
        }
    }

    private boolean holds(String keyword, JsonNode wanted, JsonNode value, JsonNode schema, String path) {
        return switch (keyword) {
            case "$schema", "id", "definitions" -> true;
            case "$ref" -> {
                check(value, root.at(wanted.asText().substring(1)), path);
                yield true;
            }
            case "type" -> isOfType(value, wanted);
            case "enum" -> contains(wanted, value);
            case "required" ->
                StreamSupport.stream(wanted.spliterator(), false)
                        .allMatch(name -> !value.isObject() || value.has(name.asText()));
            case "properties", "additionalProperties" -> properties(value, schema, path);
            case "items" -> items(value, wanted, path);
            case "minItems" -> !value.isArray() || value.size() >= wanted.asInt();
            case "uniqueItems" -> !value.isArray() || isUnique(value);
            case "minimum" -> !value.isNumber() || value.decimalValue().compareTo(wanted.decimalValue()) >= 0;
            case "maximum" -> !value.isNumber() || value.decimalValue().compareTo(wanted.decimalValue()) <= 0;
            case "pattern" -> !value.isTextual() || value.asText().matches("(?s).*(?:" + wanted.asText() + ").*");
            case "anyOf" -> matching(value, wanted, path) > 0;
            case "oneOf" -> matching(value, wanted, path) == 1;
            default -> throw new IllegalArgumentException("unknown keyword " + keyword);
        };
    }

    private long matching(JsonNode value, JsonNode choices, String path) {
        return StreamSupport.stream(choices.spliterator(), false)
                .filter(choice -> {
                    var other = new JsonSchema(root);
                    other.check(value, choice, path);
                    return other.mistakes.isEmpty();
                })
                .count();
    }

    private boolean properties(JsonNode value, JsonNode schema, String path) {
        boolean known = true;
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            JsonNode more = schema.path("additionalProperties");
            String below = path + "/" + entry.getKey();
            if (schema.path("properties").has(entry.getKey())) {
                check(entry.getValue(), schema.path("properties").get(entry.getKey()), below);
            } else if (more.isObject()) {
                check(entry.getValue(), more, below);
            } else {
                known &= !more.isBoolean() || more.asBoolean();
            }
        }
        return known;
    }

    private boolean items(JsonNode value, JsonNode schema, String path) {
        for (int index = 0; value.isArray() && index < value.size(); index++) {
            check(value.get(index), schema, path + "/" + index);
        }
        return true;
    }

    private static boolean isOfType(JsonNode value, JsonNode type) {
        if (type.isArray()) {
            return StreamSupport.stream(type.spliterator(), false).anyMatch(each -> isOfType(value, each));
        }
        return switch (type.asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> value.isNull();
        };
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        return StreamSupport.stream(list.spliterator(), false).anyMatch(value::equals);
    }

    private static boolean isUnique(JsonNode list) {
        var seen = new HashSet<JsonNode>();
        return StreamSupport.stream(list.spliterator(), false).allMatch(seen::add);
    }
}
