package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The merge of two lists whose elements are told apart by the values of keys, or by themselves where they are scalars.
 * New elements come before old ones, or last. After kustomize's {@code kyaml/yaml/walk/associative_sequence.go}.
 */
final class ListMerge {

    /** Stands for the element itself, in lists of scalars. */
    private static final List<String> ITSELF = List.of("");

    /** Keys that count for an element, and its values of them. */
    private record Match(List<String> keys, List<String> values) {}

    private final StrategicMerge merge;
    private final StrategicMerge.Use use;
    private final @Nullable Schema schema;
    private final ArrayNode target;
    private final @Nullable ArrayNode patch;
    private final String path;

    ListMerge(
            StrategicMerge merge,
            StrategicMerge.Use use,
            @Nullable Schema schema,
            ArrayNode target,
            @Nullable ArrayNode patch,
            String path) {
        this.merge = merge;
        this.use = use;
        this.schema = schema;
        this.target = target;
        this.patch = patch;
        this.path = path;
    }

    ArrayNode merge(List<String> mergeKeys) {
        List<String> keys = mergeKeys.isEmpty() ? ITSELF : mergeKeys;
        List<List<String>> all = valuesOfElements(keys);
        if (keys.size() > 1) {
            unite(all);
        }
        ArrayNode merged = Nodes.sequence();
        List<String> counting = keys;
        Set<String> used = usedKeys(all, keys);
        for (List<String> values : all) {
            Match match = match(used, keys, values);
            counting = match.keys();
            mergeElement(match, merged);
        }
        if (all.isEmpty()) {
            return target;
        }
        return use == StrategicMerge.Use.VALUES ? append(target, merged, counting) : append(merged, target, counting);
    }

    private void mergeElement(Match match, ArrayNode merged) {
        JsonNode element = merge.merge(find(target, match), find(patch, match), schema, path + "[]");
        if (Nodes.isMissingOrNull(element) || Nodes.isEmptyMapping(element)) {
            ElementList.set(target, match.keys(), match.values(), null);
            return;
        }
        if (element instanceof ObjectNode mapping) {
            for (int i = 0; i < match.keys().size(); i++) {
                String key = match.keys().get(i);
                if (!mapping.has(key) && !match.values().get(i).isEmpty()) {
                    mapping.set(key, Nodes.plainScalar(match.values().get(i)));
                }
            }
        }
        ElementList.set(merged, match.keys(), match.values(), element);
    }

    /** Elements replace those that are the same, and the others come last. */
    private static ArrayNode append(ArrayNode list, ArrayNode more, List<String> keys) {
        for (JsonNode element : List.copyOf(elementsOf(more))) {
            if (keys.equals(ITSELF)) {
                ElementList.set(list, ITSELF, List.of(ElementList.spelling(element)), element);
                continue;
            }
            var values = new ArrayList<String>();
            for (String key : keys) {
                ElementList.requireKind(element, key);
                JsonNode value = element.get(key);
                if (value == null) {
                    list.add(element);
                } else {
                    values.add(ElementList.spelling(value));
                }
            }
            if (keys.size() > 1) {
                ElementList.set(list, keys, values, null);
            }
            ElementList.set(list, keys, values, element);
        }
        return list;
    }

    private @Nullable JsonNode find(@Nullable ArrayNode list, Match match) {
        if (list == null) {
            return null;
        }
        Match own = match(usedKeys(List.of(match.values()), match.keys()), match.keys(), match.values());
        return ElementList.find(list, own.keys(), own.values());
    }

    /** The different values of the keys that elements have: those that the merged list has first come first. */
    private List<List<String>> valuesOfElements(List<String> keys) {
        var all = new LinkedHashSet<List<String>>();
        var lists = new ArrayList<ArrayNode>(List.of(target));
        if (patch != null) {
            lists.add(use == StrategicMerge.Use.VALUES ? 1 : 0, patch);
        }
        for (ArrayNode list : lists) {
            for (JsonNode element : list) {
                all.add(valuesOf(element, keys));
            }
        }
        return new ArrayList<>(all);
    }

    private static List<String> valuesOf(JsonNode element, List<String> keys) {
        if (keys.equals(ITSELF)) {
            return List.of(ElementList.spelling(element));
        }
        return keys.stream().map(key -> Nodes.text(element.get(key))).toList();
    }

    /** Elements that agree where both have a value are the same one: a port without protocol is the port with one. */
    private static void unite(List<List<String>> all) {
        for (int i = 0; i < all.size(); i++) {
            List<String> one = all.get(i);
            for (int j = 0; j < all.size(); j++) {
                List<String> united = united(one, all.get(j));
                if (united != null) {
                    all.set(i, united);
                    all.set(j, united);
                }
            }
        }
    }

    private static @Nullable List<String> united(List<String> one, List<String> other) {
        var united = new ArrayList<String>();
        boolean common = false;
        for (int i = 0; i < one.size(); i++) {
            String value = one.get(i);
            if (value.equals(other.get(i))) {
                common = true;
            } else if (!value.isEmpty() && !other.get(i).isEmpty()) {
                return null;
            }
            united.add(value.isEmpty() ? other.get(i) : value);
        }
        return common ? united : null;
    }

    /** The keys that any element has a value of. */
    private static Set<String> usedKeys(List<List<String>> all, List<String> keys) {
        var used = new LinkedHashSet<String>();
        for (List<String> values : all) {
            for (int i = 0; i < values.size(); i++) {
                if (!values.get(i).isEmpty()) {
                    used.add(keys.get(i));
                }
            }
        }
        return used;
    }

    private static Match match(Set<String> used, List<String> keys, List<String> values) {
        if (used.isEmpty()) {
            return new Match(keys, values);
        }
        var countingKeys = new ArrayList<String>();
        var countingValues = new ArrayList<String>();
        for (int i = 0; i < keys.size(); i++) {
            if (used.contains(keys.get(i))) {
                countingKeys.add(keys.get(i));
                countingValues.add(values.get(i));
            }
        }
        return new Match(countingKeys, countingValues);
    }

    private static List<JsonNode> elementsOf(ArrayNode list) {
        var elements = new ArrayList<JsonNode>(list.size());
        list.forEach(elements::add);
        return elements;
    }
}
