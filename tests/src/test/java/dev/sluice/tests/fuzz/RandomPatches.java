package dev.sluice.tests.fuzz;

import static dev.sluice.tests.fuzz.Yaml.list;
import static dev.sluice.tests.fuzz.Yaml.map;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Random patches of both kinds, and what they are for. */
final class RandomPatches {

    private static final List<String> ELEMENT_KEYS =
            List.of("name", "containerPort", "port", "mountPath", "key", "topologyKey", "ip", "devicePath");

    private final Words words;
    private final Chance chance;

    RandomPatches(Words words) {
        this.words = words;
        this.chance = words.chance();
    }

    /** A strategic merge patch for an object. */
    Map<String, Object> merge(Known known) {
        var patch = map("apiVersion", known.apiVersion(), "kind", known.kind(), "metadata", identity(known));
        if (chance.oneIn(15)) {
            patch.put("$patch", chance.of("delete", "replace", "merge"));
            return patch;
        }
        for (int i = chance.between(1, 3); i > 0; i--) {
            Object part = part(known.content(), 0);
            if (part instanceof Map<?, ?> fields) {
                fields.forEach((key, value) -> add(patch, String.valueOf(key), value));
            }
        }
        return patch;
    }

    private static void add(Map<String, Object> patch, String key, Object value) {
        if (key.equals("metadata") && value instanceof Map<?, ?> fields) {
            var metadata = map();
            fields.forEach((name, field) -> metadata.put(String.valueOf(name), field));
            metadata.remove("name");
            metadata.remove("namespace");
            metadata.remove("generateName");
            if (patch.get("metadata") instanceof Map<?, ?> present) {
                present.forEach((name, field) -> metadata.put(String.valueOf(name), field));
            }
            patch.put(key, metadata);
        } else if (!key.equals("apiVersion") && !key.equals("kind")) {
            patch.put(key, value);
        }
    }

    private Map<String, Object> identity(Known known) {
        Known.Name name = words.mishap(5) ? new Known.Name(words.name(), words.namespace()) : known.name(chance);
        return map("name", name.name(), "namespace", name.maybeNamespace());
    }

    private Object part(Object node, int depth) {
        if (node instanceof Yaml.Anchored anchored) {
            return part(anchored.node(), depth);
        }
        if (node instanceof Map<?, ?> map) {
            return partOfMapping(map, depth);
        }
        if (node instanceof List<?> elements) {
            return partOfList(elements, depth);
        }
        return leaf(node);
    }

    private Object leaf(Object node) {
        return chance.percent(12) ? "null" : chance.percent(20) ? Yaml.copy(node) : words.oddly(words.value());
    }

    private Object partOfMapping(Map<?, ?> map, int depth) {
        var part = map();
        List<Object> keys = new ArrayList<>(map.keySet());
        if (depth == 0) {
            keys.remove("apiVersion");
            keys.remove("kind");
        }
        if (!keys.isEmpty()) {
            for (Object key : chance.some(keys, 2)) {
                part.put(key.toString(), part(requireNonNull(map.get(key)), depth + 1));
            }
        }
        if (depth > 0 && chance.percent(4)) {
            part.put("$patch", chance.of("delete", "replace", "merge"));
        }
        if (depth > 0 && chance.percent(12)) {
            part.put(words.key(), chance.of("null", words.value(), words.odd()));
        }
        return words.mishap(20) ? chance.of((Object) "null", map(), list(), words.odd()) : part;
    }

    private Object partOfList(List<?> elements, int depth) {
        var part = new ArrayList<Object>();
        for (Object element : elements) {
            if (element instanceof Map<?, ?> map && chance.oneIn(2)) {
                part.add(partOfElement(map, depth));
            } else if (!(element instanceof Map) && chance.oneIn(2)) {
                part.add(chance.oneIn(2) ? element : words.value());
            }
        }
        if (chance.percent(15) && !elements.isEmpty() && elements.get(0) instanceof Map<?, ?> map) {
            var added = map();
            map.forEach((key, value) -> added.put(String.valueOf(key), Yaml.copy(value)));
            added.replaceAll((key, value) -> value instanceof String ? words.oddly(words.value()) : value);
            part.add(chance.between(0, part.size() + 1), added);
        }
        if (chance.percent(4)) {
            part.add(map("$patch", chance.of("replace", "delete", "merge")));
        }
        return part;
    }

    private Object partOfElement(Map<?, ?> element, int depth) {
        Object part = part(element, depth + 1);
        if (!(part instanceof Map<?, ?> fields) || fields.isEmpty()) {
            return part;
        }
        var whole = map();
        for (String key : ELEMENT_KEYS) {
            if (element.containsKey(key) && !chance.oneIn(15)) {
                whole.put(key, element.get(key));
                if (!key.equals("containerPort") && !key.equals("port")) {
                    break;
                }
            }
        }
        if (element.containsKey("protocol") && chance.oneIn(2)) {
            whole.put("protocol", element.get("protocol"));
        }
        if (chance.percent(6)) {
            whole.put("$patch", chance.of("delete", "replace"));
        }
        fields.forEach((key, value) -> whole.putIfAbsent(String.valueOf(key), value));
        return whole;
    }

    /** The operations of a JSON patch for an object. */
    List<Object> operations(Known known) {
        var operations = new ArrayList<Object>();
        for (int i = chance.between(1, 3); i > 0; i--) {
            operations.add(operation(known));
        }
        return operations;
    }

    private Map<String, Object> operation(Known known) {
        FieldRoute route = FieldRoute.into(known.content(), chance);
        String pointer = route.pointer();
        boolean ofList = pointer.matches(".*/[0-9]+");
        return switch (chance.between(0, words.mishap(2) ? 9 : 8)) {
            case 0, 1, 2 -> map("op", "replace", "path", pointer, "value", value(route));
            case 3, 4 ->
                map(
                        "op",
                        "add",
                        "path",
                        ofList && chance.oneIn(2) ? pointer.replaceAll("[0-9]+$", "-") : pointer,
                        "value",
                        value(route));
            case 5 ->
                map(
                        "op",
                        "add",
                        "path",
                        "/metadata/" + entries(known) + "/" + words.key().replace("/", "~1"),
                        "value",
                        words.oddly(words.value()));
            case 6 -> map("op", "remove", "path", pointer);
            case 7 -> map("op", "test", "path", pointer, "value", route.value());
            default ->
                map(
                        "op",
                        chance.of("copy", "move"),
                        "from",
                        pointer,
                        "path",
                        FieldRoute.into(known.content(), chance).pointer());
        };
    }

    private String entries(Known known) {
        boolean labelled =
                known.content().get("metadata") instanceof Map<?, ?> metadata && metadata.containsKey("labels");
        return labelled || words.mishap(3) ? "labels" : "annotations";
    }

    private Object value(FieldRoute route) {
        return route.value() instanceof String || chance.oneIn(3) ? words.oddly(words.value()) : route.value();
    }

    /** What a patch is for: one object, or many. */
    Map<String, Object> target(Known known) {
        String name = known.name(chance).name();
        String namespace = known.name(chance).namespace();
        var target = map(
                "group",
                chance.oneIn(5) && !known.group().isEmpty() ? known.group() : null,
                "version",
                chance.oneIn(5) ? known.version() : null,
                "kind",
                chance.oneIn(6) ? null : chance.oneIn(8) ? known.kind().charAt(0) + ".*" : known.kind(),
                "name",
                chance.oneIn(3) ? null : chance.oneIn(4) ? Yaml.quoted(regular(name)) : name,
                "namespace",
                namespace.isEmpty() || chance.oneIn(2) ? null : namespace,
                "labelSelector",
                chance.oneIn(8) ? selector() : null,
                "annotationSelector",
                chance.oneIn(12) ? selector() : null);
        return target;
    }

    private String regular(String name) {
        return chance.of(name + "|other", "^" + name + "$", name.charAt(0) + ".*", ".*", name + ".*", "(" + name + ")");
    }

    private String selector() {
        String key = words.key();
        String value = words.value();
        return Yaml.quoted(chance.of(
                key + "=" + value,
                key,
                "!" + key,
                key + "!=" + value,
                key + " in (" + value + ",x)",
                key + " notin (x)"));
    }

    /** An entry of {@code patches}; a text that is long goes into a file where one can be written. */
    Map<String, Object> entry(Known known, Draft draft) {
        boolean json = chance.oneIn(3);
        String text = json ? Yaml.text(operations(known)) : Yaml.text(merge(known));
        boolean targeted = json || chance.oneIn(3);
        var entry = chance.oneIn(3) ? map("path", draft.file("patch", text)) : map("patch", text);
        if (targeted && !words.mishap(20)) {
            entry.put("target", target(known));
        }
        if (chance.oneIn(6)) {
            entry.put(
                    "options",
                    map(
                            "allowNameChange",
                            chance.of("true", "false"),
                            "allowKindChange",
                            chance.oneIn(2) ? chance.of("true", "false") : null));
        }
        return entry;
    }

    /** A patch as it is, or the name of the file that holds it. */
    String inlineOrFile(String text, Draft draft) {
        return chance.oneIn(3) ? text : draft.file("patch", text);
    }
}
