package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Something that changed an object after it was read, and knows which values it wrote. */
@FunctionalInterface
public interface Patched {

    /**
     * Where a value was written.
     *
     * @param path the names of the fields, and the indexes of list items, from the object on
     * @return where the change is written, or its part with the value; empty where the value is none of its own
     */
    Optional<Origin> placeOf(List<String> path, JsonNode value);

    /** The value at a path; missing where there is none. */
    static JsonNode at(JsonNode root, List<String> path) {
        JsonNode value = root;
        for (String step : path) {
            value = value.isArray() && step.matches("\\d{1,8}") ? value.path(Integer.parseInt(step)) : value.path(step);
        }
        return value;
    }

    /** Whether a value can be what was written: itself, or what its variables became. */
    static boolean isWritten(JsonNode written, JsonNode value) {
        return !written.isMissingNode()
                && (written.equals(value)
                        || (written.isTextual() && written.asText().contains("$")));
    }
}
