package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Labels and annotations as apimachinery reads and sets them. */
public final class MetadataEntries {

    private MetadataEntries() {}

    /**
     * Sets entries of {@code metadata}. A null that stands there becomes an empty text; where something else than a text
     * stands there, all is lost: apimachinery's {@code GetLabels} answers nothing then.
     *
     * @param field {@code labels} or {@code annotations}
     */
    public static void put(ObjectNode content, String field, Map<String, String> entries) {
        JsonNode present = content.path("metadata").path(field);
        if (entries.isEmpty() && (present.isEmpty() || !areTexts(present))) {
            return;
        }
        if (!content.has("metadata")) {
            content.putObject("metadata");
        }
        // Only an item of a list has metadata that is no mapping; apimachinery sets nothing then, and says nothing.
        if (!(content.path("metadata") instanceof ObjectNode metadata)) {
            return;
        }
        ObjectNode merged = metadata.objectNode();
        if (areTexts(present)) {
            present.properties()
                    .forEach(entry -> merged.put(
                            entry.getKey(),
                            entry.getValue().isNull() ? "" : entry.getValue().asText()));
        }
        entries.forEach(merged::put);
        metadata.set(field, merged);
    }

    private static boolean areTexts(JsonNode mapping) {
        return mapping.isObject() && mapping.properties().stream().allMatch(entry -> isTextOrNull(entry.getValue()));
    }

    static boolean isTextOrNull(JsonNode value) {
        return value.isTextual() || value.isNull();
    }
}
