package dev.sluice.tests.fuzz;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A random way into an object: the keys and positions to one of its fields.
 *
 * @param steps texts and integers
 * @param parents what the steps are taken from, one each
 */
record FieldRoute(List<Object> steps, List<Object> parents, Object value) {

    /** A way to a field of an object, rarely to its type. */
    static FieldRoute into(Map<?, ?> object, Chance chance) {
        var steps = new ArrayList<Object>();
        var parents = new ArrayList<Object>();
        Object node = object;
        while (true) {
            Object step = step(node, steps.isEmpty(), chance);
            if (step == null || (steps.size() > 1 && chance.oneIn(7))) {
                return new FieldRoute(List.copyOf(steps), List.copyOf(parents), Yaml.copy(node));
            }
            steps.add(step);
            parents.add(node);
            node = child(node, step);
        }
    }

    private static Object child(Object node, Object step) {
        Object child = step instanceof Integer index && node instanceof List<?> list
                ? list.get(index)
                : ((Map<?, ?>) node).get(step);
        return child instanceof Yaml.Anchored anchored ? anchored.node() : requireNonNull(child);
    }

    private static @Nullable Object step(Object node, boolean root, Chance chance) {
        if (node instanceof List<?> list && !list.isEmpty()) {
            return chance.between(0, list.size());
        }
        if (!(node instanceof Map<?, ?> map) || map.isEmpty()) {
            return null;
        }
        List<Object> keys = new ArrayList<>(map.keySet());
        if (root && !chance.oneIn(15)) {
            keys.remove("apiVersion");
            keys.remove("kind");
        }
        return keys.isEmpty() ? null : chance.of(keys);
    }

    /** As JSON patches name it. */
    String pointer() {
        var pointer = new StringBuilder();
        for (Object step : steps) {
            pointer.append('/').append(step.toString().replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    /** As replacements name it: elements by a field of theirs, by position or all. */
    String path(Chance chance) {
        var path = new ArrayList<String>();
        for (int i = 0; i < steps.size(); i++) {
            Object step = steps.get(i);
            if (step instanceof Integer index) {
                path.add(element(((List<?>) parents.get(i)).get(index), step, chance));
            } else if (step.toString().contains(".") && !chance.oneIn(6)) {
                path.add("[" + step + "]");
            } else {
                path.add(step.toString().replace(".", "\\."));
            }
        }
        return String.join(".", path);
    }

    private static String element(Object element, Object index, Chance chance) {
        if (chance.oneIn(5)) {
            return "*";
        }
        if (chance.oneIn(4)) {
            return index.toString();
        }
        if (element instanceof Map<?, ?> map && !map.isEmpty()) {
            Object key =
                    map.containsKey("name") ? "name" : map.keySet().iterator().next();
            return "[" + key + "=" + (map.get(key) instanceof String text ? text : "x") + "]";
        }
        return element instanceof String text && chance.oneIn(2) ? "[=" + text + "]" : index.toString();
    }
}
