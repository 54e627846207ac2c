package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.WrittenScalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Elements of lists, found by the values of their keys. After kustomize's {@code kyaml/yaml/fns.go}. */
final class ElementList {

    private ElementList() {}

    /** The first element whose keys have these values; an empty key means the element itself. */
    static @Nullable JsonNode find(ArrayNode list, List<String> keys, List<String> values) {
        for (JsonNode element : list) {
            if (keys.get(0).isEmpty() ? spelling(element).equals(values.get(0)) : hasAll(element, keys, values)) {
                return element;
            }
        }
        return null;
    }

    private static boolean hasAll(JsonNode element, List<String> keys, List<String> values) {
        if (!(element instanceof ObjectNode)) {
            return false;
        }
        for (int i = 0; i < keys.size(); i++) {
            JsonNode value = element.get(keys.get(i));
            if (value == null || !spelling(value).equals(values.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Puts an element in place of those that match, or at the end; null takes them out. Empty mappings and nulls leave
     * the list, and an empty value matches every element that has the key: {@code ElementSetter} does so.
     */
    static void set(ArrayNode list, List<String> keys, List<String> values, @Nullable JsonNode replacement) {
        var kept = new ArrayList<JsonNode>(list.size() + 1);
        boolean found = false;
        for (JsonNode element : list) {
            if (Nodes.isMissingOrNull(element) || Nodes.isEmptyMapping(element)) {
                continue;
            }
            if (!(element instanceof ObjectNode) && setsMappings(keys, values)) {
                kept.add(element);
                continue;
            }
            if (!matches(element, keys, values)) {
                if (!values.isEmpty()) {
                    kept.add(element);
                }
                continue;
            }
            found = true;
            if (replacement != null) {
                kept.add(replacement);
            }
        }
        if (!found && !Nodes.isMissingOrNull(replacement)) {
            kept.add(replacement);
        }
        list.removeAll();
        list.addAll(kept);
    }

    private static boolean setsMappings(List<String> keys, List<String> values) {
        return !keys.get(0).isEmpty() && !values.isEmpty() && !values.get(0).isEmpty();
    }

    private static boolean matches(JsonNode element, List<String> keys, List<String> values) {
        JsonNode value = null;
        for (int i = 0; i < keys.size(); i++) {
            if (i < values.size()) {
                value = field(element, keys.get(i), values.get(i));
            }
            if (value == null) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable JsonNode field(JsonNode element, String key, String wanted) {
        requireKind(element, key);
        JsonNode field = key.isEmpty() ? element : element.get(key);
        if (field == null || (key.isEmpty() && !spelling(field).equals(wanted))) {
            return null;
        }
        return wanted.isEmpty() || spelling(field).equals(wanted) ? field : null;
    }

    /** A scalar as it is spelled, even a null; empty for containers. */
    static String spelling(JsonNode node) {
        return node.isContainerNode() ? "" : WrittenScalar.text(node);
    }

    /** An element has the key, or is the value itself: {@code FieldMatcher} knows no other. */
    static void requireKind(JsonNode element, String key) {
        boolean fits = key.isEmpty() ? element.isValueNode() : element.isObject() || element.isNull();
        if (!fits) {
            throw new BuildException("a list of " + (key.isEmpty() ? "scalars" : "mappings with " + key) + " holds "
                    + Nodes.kindOf(element));
        }
    }
}
