package dev.sluice.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.ObjectId;
import java.util.LinkedHashSet;

/**
 * The metrics of a HorizontalPodAutoscaler without what old API servers invent in a dry run: the first one twice, and an
 * empty one at the end (kubernetes/kubernetes#118293; fluxcd/pkg ssa/normalize, {@code DryRunUnstructured}).
 */
final class HpaMetrics {

    private HpaMetrics() {}

    /** Changes {@code object}, but none of its fields' values. */
    static ObjectNode normalized(ObjectId id, ObjectNode object) {
        if (!id.kind().equals("HorizontalPodAutoscaler")
                || !(object.get("spec") instanceof ObjectNode spec)
                || !(spec.get("metrics") instanceof ArrayNode metrics)) {
            return object;
        }
        var distinct = new LinkedHashSet<JsonNode>();
        for (JsonNode metric : metrics) {
            if (!metric.path("type").asText().isEmpty()) {
                distinct.add(metric);
            }
        }
        ObjectNode copy = spec.objectNode();
        copy.setAll(spec);
        copy.putArray("metrics").addAll(distinct);
        object.set("spec", copy);
        return object;
    }
}
