package dev.sluice.object;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose text says more than JSON holds, where kyaml listens to it: keys that are no texts, which it puts up
 * with until it makes JSON of them, and comments that may be schemas ({@code kyaml/fieldmeta}).
 */
public final class WrittenMapping extends ObjectNode {

    private static final long serialVersionUID = 1;

    private final transient Map<String, Problem> oddKeys;
    private final transient Map<String, List<ObjectNode>> comments;

    WrittenMapping(ObjectNode fields, Map<String, Problem> oddKeys, Map<String, List<ObjectNode>> comments) {
        super(JsonNodeFactory.instance);
        this.oddKeys = Map.copyOf(oddKeys);
        this.comments = Map.copyOf(comments);
        fields.forEachEntry(this::set);
    }

    /** A mapping of texts, some of whose keys are none without quotes. */
    public static ObjectNode withOddKeys(ObjectNode fields, Map<String, Problem> oddKeys) {
        return oddKeys.isEmpty() ? fields : new WrittenMapping(fields, oddKeys, Map.of());
    }

    /** What is wrong with a key that is no text; null where it is one. */
    public static @Nullable Problem oddKey(ObjectNode mapping, String key) {
        return mapping instanceof WrittenMapping written ? written.oddKeys.get(key) : null;
    }

    /** What is wrong with the keys of a mapping, not of those below it. */
    public static Collection<Problem> oddKeys(ObjectNode mapping) {
        if (!(mapping instanceof WrittenMapping written)) {
            return List.of();
        }
        var present = new HashMap<>(written.oddKeys);
        present.keySet().removeIf(key -> !mapping.has(key));
        return present.values();
    }

    /** The comments at a field that look like JSON: the one of its value before the one of its key. */
    public static List<ObjectNode> comments(ObjectNode mapping, String key) {
        return mapping instanceof WrittenMapping written ? written.comments.getOrDefault(key, List.of()) : List.of();
    }

    @Override
    public ObjectNode deepCopy() {
        var copy = JsonNodeFactory.instance.objectNode();
        forEachEntry((key, value) -> copy.set(key, value.deepCopy()));
        return new WrittenMapping(copy, oddKeys, comments);
    }
}
