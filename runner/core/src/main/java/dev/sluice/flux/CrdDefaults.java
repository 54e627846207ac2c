package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The defaults of a CRD's schema, as the API server fills them in before it validates what is applied to it: a null stays
 * and is refused where there is no default, as under Flux. (What is created with a null is taken as if it were absent.)
 */
final class CrdDefaults {

    private CrdDefaults() {}

    /** A copy of the value with the defaults of absent fields; a null counts as absent where there is a default. */
    static JsonNode applied(JsonNode value, JsonNode schema) {
        JsonNode copy = value.deepCopy();
        fill(copy, schema);
        return copy;
    }

    private static void fill(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                JsonNode standard = property.getValue().path("default");
                JsonNode given = object.path(property.getKey());
                boolean nulled =
                        given.isNull() && !property.getValue().path("nullable").asBoolean();
                if (!standard.isMissingNode() && (given.isMissingNode() || nulled)) {
                    object.set(property.getKey(), standard.deepCopy());
                }
            }
            object.properties().forEach(entry -> fill(entry.getValue(), schemaOf(entry.getKey(), schema)));
        }
        if (value instanceof ArrayNode list) {
            list.forEach(item -> fill(item, schema.path("items")));
        }
    }

    private static JsonNode schemaOf(String field, JsonNode schema) {
        JsonNode known = schema.path("properties").path(field);
        return known.isMissingNode() ? schema.path("additionalProperties") : known;
    }
}
