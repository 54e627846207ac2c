package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A walk over an object's spec that notes the fields that Flux does not want any more, each with what to write. */
final class DeprecatedFields {

    private final FieldHistory history;
    private final ObjectProblems problems;

    DeprecatedFields(FieldHistory history, ObjectProblems problems) {
        this.history = history;
        this.problems = problems;
    }

    void visit(JsonNode spec, JsonNode schema, String field) {
        visit(spec, schema, FieldPlace.top(field));
    }

    private void visit(JsonNode value, JsonNode schema, FieldPlace place) {
        JsonNode known = schema.path("properties");
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (known.has(entry.getKey()) && !entry.getValue().isNull()) {
                FieldPlace field = place.field(entry.getKey());
                history.ofDeprecated(problems.manifest().apiVersion(), problems.kind(), field)
                        .ifPresent(hint -> problems.add(field, "is deprecated", hint));
                visit(entry.getValue(), known.get(entry.getKey()), field);
            }
        }
        for (int index = 0; value.isArray() && index < value.size(); index++) {
            visit(value.get(index), schema.path("items"), place.item(index));
        }
    }
}
