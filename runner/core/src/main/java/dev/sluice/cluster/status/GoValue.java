package dev.sluice.cluster.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.GoNumbers;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A JSON value as Go's messages show it, after {@code k8s.io/apimachinery/pkg/util/json} has read it. */
final class GoValue {

    private GoValue() {}

    /** Whether Go holds it as {@code int64}; every other number is a {@code float64}. */
    static boolean isInteger(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong();
    }

    /** {@code %T}. */
    static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING, BINARY -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> isInteger(value) ? "int64" : "float64";
            case ARRAY -> "[]interface {}";
            case OBJECT, POJO -> "map[string]interface {}";
            case NULL, MISSING -> "<nil>";
        };
    }

    /** {@code reflect.Kind}. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "slice";
            case OBJECT, POJO -> "map";
            case STRING, BINARY, BOOLEAN, NUMBER, NULL, MISSING -> type(value);
        };
    }

    /** {@code %v}. */
    static String text(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING, BINARY, BOOLEAN -> value.asText();
            case NUMBER -> isInteger(value) ? Long.toString(value.longValue()) : GoNumbers.general(value.doubleValue());
            case ARRAY -> list(value);
            case OBJECT, POJO -> map(value);
            case NULL, MISSING -> "<nil>";
        };
    }

    private static String list(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(element -> texts.add(text(element)));
        return "[" + String.join(" ", texts) + "]";
    }

    private static String map(JsonNode map) {
        var sorted = new TreeMap<String, JsonNode>();
        map.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted.entrySet().stream().map(GoValue::entry).collect(Collectors.joining(" ", "map[", "]"));
    }

    private static String entry(Map.Entry<String, JsonNode> entry) {
        return entry.getKey() + ":" + text(entry.getValue());
    }
}
