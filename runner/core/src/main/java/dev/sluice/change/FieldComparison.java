package dev.sluice.change;

import static dev.sluice.change.Equality.equal;
import static dev.sluice.change.Equality.isAbsent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.kustomize.ListKeys;
import dev.sluice.object.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One comparison of two trees of fields. */
final class FieldComparison {

    private static final List<String> BY_NAME = List.of("name");

    private final UnaryOperator<JsonNode> shown;
    private final List<FieldDifference> found = new ArrayList<>();

    /** @param shown makes of a value what may be told of it */
    FieldComparison(UnaryOperator<JsonNode> shown) {
        this.shown = shown;
    }

    /** The fields that differ, in the order of their names. */
    List<FieldDifference> differences(JsonNode before, JsonNode after, ListKeys keys) {
        objects("", before, after, keys);
        return List.copyOf(found);
    }

    private void objects(String path, JsonNode before, JsonNode after, ListKeys keys) {
        var names = new TreeSet<String>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String below = path.isEmpty() ? name : path + "." + name;
            values(below, before.path(name), after.path(name), keys.field(name));
        }
    }

    private void values(String path, JsonNode before, JsonNode after, ListKeys keys) {
        if (equal(before, after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            objects(path, before, after, keys);
        } else if (before instanceof ArrayNode old && after instanceof ArrayNode now) {
            lists(path, old, now, keys);
        } else {
            add(path, before, after);
        }
    }

    /** Items are compared with those of the same name, else of the same keys, else at the same place. */
    private void lists(String path, ArrayNode before, ArrayNode after, ListKeys keys) {
        for (List<String> fields : List.of(BY_NAME, keys.keys())) {
            Optional<Map<String, JsonNode>> old = keyed(before, fields);
            Optional<Map<String, JsonNode>> now = keyed(after, fields);
            if (old.isPresent() && now.isPresent()) {
                items(path, old.get(), now.get(), keys.items());
                return;
            }
        }
        if (holdsContainers(before) || holdsContainers(after)) {
            int length = Math.max(before.size(), after.size());
            for (int i = 0; i < length; i++) {
                values(path + "." + i, before.path(i), after.path(i), keys.items());
            }
            return;
        }
        add(path, before, after);
    }

    /** The order of the items is a difference where nothing else is one. */
    private void items(String path, Map<String, JsonNode> before, Map<String, JsonNode> after, ListKeys keys) {
        int sizeBefore = found.size();
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            values(
                    path + "." + name,
                    before.getOrDefault(name, MissingNode.getInstance()),
                    after.getOrDefault(name, MissingNode.getInstance()),
                    keys);
        }
        if (found.size() == sizeBefore) {
            add(path, namesOf(before), namesOf(after));
        }
    }

    private void add(String path, JsonNode before, JsonNode after) {
        found.add(new FieldDifference(path, text(before), text(after)));
    }

    private Optional<String> text(JsonNode value) {
        return isAbsent(value)
                ? Optional.empty()
                : Optional.of(YamlWriter.write(shown.apply(value)).stripTrailing());
    }

    private static boolean holdsContainers(ArrayNode items) {
        for (JsonNode item : items) {
            if (item.isContainerNode()) {
                return true;
            }
        }
        return false;
    }

    /** The items by some of their fields; empty where one has none of them, or two have the same. */
    private static Optional<Map<String, JsonNode>> keyed(ArrayNode items, List<String> fields) {
        var keyed = new LinkedHashMap<String, JsonNode>();
        for (JsonNode item : items) {
            String key = fields.stream()
                    .map(item::path)
                    .filter(value -> value.isValueNode() && !value.isNull())
                    .map(JsonNode::asText)
                    .collect(Collectors.joining("/"));
            if (key.isEmpty() || keyed.put(key, item) != null) {
                return Optional.empty();
            }
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(keyed);
    }

    private static ArrayNode namesOf(Map<String, JsonNode> items) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        items.keySet().forEach(names::add);
        return names;
    }
}
