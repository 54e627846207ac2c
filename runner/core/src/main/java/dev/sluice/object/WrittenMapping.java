package dev.sluice.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose text says more than JSON holds, where kyaml listens to it: keys that are no texts or stand
 * twice, which it puts up with until it makes JSON of them, and comments that may be schemas ({@code kyaml/fieldmeta}).
 */
@SuppressWarnings("unchecked") // of deepCopy, which answers whatever type the caller of JsonNode's wants
public final class WrittenMapping extends ObjectNode {

    /**
     * A key that stands twice, with its first value.
     *
     * @param last the value that counts where Go makes a map of the mapping
     */
    record Repeated(Problem problem, JsonNode last) {}

    private static final long serialVersionUID = 1;

    private final transient Map<String, Problem> oddKeys;
    private final transient Map<String, List<ObjectNode>> comments;
    private final transient Map<String, Repeated> repeated;

    WrittenMapping(
            ObjectNode fields,
            Map<String, Problem> oddKeys,
            Map<String, List<ObjectNode>> comments,
            Map<String, Repeated> repeated) {
        super(JsonNodeFactory.instance);
        this.oddKeys = new HashMap<>(oddKeys);
        this.comments = Map.copyOf(comments);
        this.repeated = new HashMap<>(repeated);
        fields.forEachEntry(this::set);
    }

    /** A mapping of texts, some of whose keys are none without quotes. */
    public static ObjectNode withOddKeys(ObjectNode fields, Map<String, Problem> oddKeys) {
        return oddKeys.isEmpty() ? fields : new WrittenMapping(fields, oddKeys, Map.of(), Map.of());
    }

    /** What is wrong with a key that is no text; null where it is one. */
    public static @Nullable Problem oddKey(ObjectNode mapping, String key) {
        return mapping instanceof WrittenMapping written ? written.oddKeys.get(key) : null;
    }

    /** The last value of a key that may stand twice. */
    public static JsonNode last(ObjectNode mapping, String key, JsonNode first) {
        Repeated twice = repeated(mapping, key);
        return twice == null ? first : twice.last();
    }

    private static @Nullable Repeated repeated(ObjectNode mapping, String key) {
        return mapping instanceof WrittenMapping written ? written.repeated.get(key) : null;
    }

    /** What is wrong with the keys in a node that stand twice in their mappings. */
    public static List<Problem> repeated(JsonNode node) {
        var problems = new ArrayList<Problem>();
        addRepeated(node, problems);
        return problems;
    }

    private static void addRepeated(JsonNode node, List<Problem> problems) {
        if (node instanceof WrittenMapping written) {
            written.repeated.values().forEach(twice -> problems.add(twice.problem()));
        }
        node.forEach(child -> addRepeated(child, problems));
    }

    /**
     * Makes of a node what is left of it when its text is written and read again, as kustomize does before it makes
     * JSON of it ({@code RNode.MarshalJSON} in {@code kyaml/yaml/rnode.go}).
     *
     * @param problems where each key that is no text, or stands twice, is added
     */
    public static void reread(JsonNode node, List<Problem> problems) {
        if (node instanceof ObjectNode mapping) {
            mapping.properties().forEach(field -> {
                field.setValue(WrittenScalar.reread(field.getValue()));
                Problem odd = oddKey(mapping, field.getKey());
                if (odd != null) {
                    problems.add(odd);
                }
                Repeated twice = repeated(mapping, field.getKey());
                if (twice != null) {
                    problems.add(twice.problem());
                }
            });
        }
        node.forEach(child -> reread(child, problems));
    }

    /** Tells what is wrong with keys in a node elsewhere, or in other words. */
    public static void retell(JsonNode node, UnaryOperator<Problem> telling) {
        if (node instanceof WrittenMapping written) {
            written.oddKeys.replaceAll((key, problem) -> telling.apply(problem));
            written.repeated.replaceAll((key, twice) -> new Repeated(telling.apply(twice.problem()), twice.last()));
        }
        node.forEach(child -> retell(child, telling));
    }

    /** The comments at a field that look like JSON: the one of its value before the one of its key. */
    public static List<ObjectNode> comments(ObjectNode mapping, String key) {
        return mapping instanceof WrittenMapping written ? written.comments.getOrDefault(key, List.of()) : List.of();
    }

    @Override
    public ObjectNode deepCopy() {
        var copy = JsonNodeFactory.instance.objectNode();
        forEachEntry((key, value) -> copy.set(key, value.deepCopy()));
        return new WrittenMapping(copy, oddKeys, comments, repeated);
    }
}
