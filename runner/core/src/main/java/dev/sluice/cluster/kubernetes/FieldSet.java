package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The fields that a manager owns, as a tree of {@link FieldStep steps}: {@code fieldsV1}. A member without members of
 * its own is owned as a whole.
 */
record FieldSet(JsonNode tree) {

    static final FieldSet EMPTY = new FieldSet(JsonNodeFactory.instance.objectNode());

    FieldSet {
        requireNonNull(tree, "tree");
    }

    /** What the entry of {@code managedFields} owns. */
    static FieldSet of(JsonNode entry) {
        JsonNode fields = entry.path("fieldsV1");
        return fields.isObject() ? new FieldSet(fields) : EMPTY;
    }

    /** What one of the two owns. */
    FieldSet union(FieldSet other) {
        if (tree.isEmpty()) {
            return other;
        }
        return other.tree.isEmpty() ? this : new FieldSet(union(tree, other.tree));
    }

    /** Both have members here, or one is a member itself: an empty node then stays as {@code .}. */
    private static ObjectNode union(JsonNode one, JsonNode other) {
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        if (one.isEmpty() != other.isEmpty()) {
            both.set(FieldStep.SELF, JsonNodeFactory.instance.objectNode());
        }
        one.properties().forEach(member -> both.set(member.getKey(), member.getValue()));
        for (Map.Entry<String, JsonNode> member : other.properties()) {
            JsonNode mine = one.get(member.getKey());
            both.set(member.getKey(), mine == null ? member.getValue() : union(mine, member.getValue()));
        }
        return both;
    }

    /**
     * Takes away from the value all that this set owns and the other one does not, as server-side apply does with what a
     * manager no longer applies: with a field go the defaults that stand below it.
     */
    void removeFrom(JsonNode value, FieldSet kept) {
        removeFrom(value, tree, kept.tree);
    }

    private static void removeFrom(JsonNode value, JsonNode owned, JsonNode kept) {
        for (Map.Entry<String, JsonNode> member : owned.properties()) {
            if (member.getKey().equals(FieldStep.SELF)) {
                continue;
            }
            var step = new FieldStep(member.getKey());
            JsonNode keptThere = kept.get(member.getKey());
            if (keptThere == null) {
                step.removeFrom(value);
            } else {
                removeFrom(step.from(value), member.getValue(), keptThere);
            }
        }
    }
}
