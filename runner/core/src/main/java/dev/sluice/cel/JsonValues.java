package dev.sluice.cel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** JSON as an expression sees it, after {@code k8s.io/apimachinery/pkg/util/json} has read it. */
final class JsonValues {

    private JsonValues() {}

    /** A whole number that fits 64 bits is an {@code int}; every other number is a {@code double}. */
    static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING, BINARY -> node.asText();
            case BOOLEAN -> node.booleanValue();
            case NUMBER ->
                node.isIntegralNumber() && node.canConvertToLong() ? (Object) node.longValue() : node.doubleValue();
            case ARRAY -> {
                var list = new ArrayList<Object>(node.size());
                node.forEach(item -> list.add(of(item)));
                yield list;
            }
            case OBJECT, POJO -> {
                var map = new LinkedHashMap<Object, Object>();
                node.properties().forEach(entry -> map.put(entry.getKey(), of(entry.getValue())));
                yield map;
            }
            case NULL, MISSING -> Null.NULL;
        };
    }
}
