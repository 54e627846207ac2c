package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is noted of a mapping under construction, besides its fields. */
final class MappingNotes {

    private final Map<String, Problem> oddKeys = new HashMap<>();
    private final Map<String, List<String>> comments = new HashMap<>();
    private final Map<String, WrittenMapping.Scalar> scalars = new HashMap<>();

    /** A key that is no text. */
    void oddKey(String key, Problem problem) {
        oddKeys.put(key, problem);
    }

    /** The comments of a field that look like JSON. */
    void comments(String key, List<String> found) {
        comments.put(key, found);
    }

    /** A value that is written in another way than JSON has it. */
    void text(String key, JsonNode value, String text) {
        scalars.put(key, new WrittenMapping.Scalar(value, text));
    }

    WrittenMapping of(ObjectNode fields) {
        return new WrittenMapping(fields, oddKeys, comments, scalars);
    }
}
