package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The selector of a workload as a query of a list. */
final class LabelSelector {

    private LabelSelector() {}

    /** The parameter {@code labelSelector}; none where the object has no selector. */
    static Map<String, String> query(Manifest workload) {
        JsonNode selector = workload.content().path("spec").path("selector");
        var terms = new ArrayList<String>();
        selector.path("matchLabels")
                .properties()
                .forEach(label ->
                        terms.add(label.getKey() + "=" + label.getValue().asText()));
        selector.path("matchExpressions").forEach(expression -> terms.add(term(expression)));
        return terms.isEmpty() ? Map.of() : Map.of("labelSelector", String.join(",", terms));
    }

    private static String term(JsonNode expression) {
        String key = expression.path("key").asText();
        List<String> values = StreamSupport.stream(expression.path("values").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        String set = " (" + String.join(",", values) + ")";
        return switch (expression.path("operator").asText()) {
            case "In" -> key + " in" + set;
            case "NotIn" -> key + " notin" + set;
            case "DoesNotExist" -> "!" + key;
            default -> key;
        };
    }
}
