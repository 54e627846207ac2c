package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a mapping, read by name and type. As in Go's {@code encoding/json}, the case of names does not count. A
 * strict reader collects a problem for each field of another type and, in {@link #requireAllKnown}, for each field that
 * nobody asked for; a lenient one takes any scalar as a string and ignores the rest.
 */
final class Fields {

    private final JsonNode node;
    private final String path;
    private final @Nullable List<Problem> problems;
    private final Function<String, String> locations;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<Fields> children = new ArrayList<>();

    private Fields(JsonNode node, String path, @Nullable List<Problem> problems, Function<String, String> locations) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        this.locations = locations;
    }

    static Fields lenient(JsonNode node) {
        return new Fields(node, "", null, path -> "");
    }

    /**
     * @param problems where mistakes are added
     * @param locations answers {@code file:line} of a path such as {@code patches[1].target}
     */
    static Fields strict(JsonNode node, List<Problem> problems, Function<String, String> locations) {
        return new Fields(node, "", problems, locations);
    }

    /** The same mapping for a reader of its own, perhaps in another thread. */
    Fields again() {
        return new Fields(node, path, problems, locations);
    }

    /** Where this mapping is. */
    String location() {
        return locations.apply(path);
    }

    String location(String name) {
        return locations.apply(pathOf(name));
    }

    boolean has(String name) {
        return !Nodes.isMissingOrNull(find(name));
    }

    /** The content of a field as it is. */
    JsonNode raw(String name) {
        return find(name);
    }

    String text(String name) {
        JsonNode value = find(name);
        if (Nodes.isMissingOrNull(value) || !require(isText(value), name, "a string", value)) {
            return "";
        }
        return Nodes.text(value);
    }

    /** A text with its own line. */
    Located<String> located(String name) {
        return new Located<>(text(name), location(name));
    }

    /** A mapping that anything may stand in; empty where there is none. */
    ObjectNode mapping(String name) {
        JsonNode value = find(name);
        boolean present = !Nodes.isMissingOrNull(value) && require(value.isObject(), name, "a mapping", value);
        return present ? value.deepCopy() : Nodes.mapping();
    }

    boolean flag(String name) {
        JsonNode value = find(name);
        if (Nodes.isMissingOrNull(value) || !require(value.isBoolean(), name, "true or false", value)) {
            return false;
        }
        return value.asBoolean();
    }

    OptionalLong number(String name) {
        JsonNode value = find(name);
        if (Nodes.isMissingOrNull(value) || !require(value.isIntegralNumber(), name, "a whole number", value)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(value.asLong());
    }

    List<String> texts(String name) {
        return entries(name).stream().map(Located::value).toList();
    }

    /** The texts of a list, each with its own line. */
    List<Located<String>> entries(String name) {
        var entries = new ArrayList<Located<String>>();
        forEach(name, (index, element) -> {
            String own = name + "[" + index + "]";
            if (element.isNull() || require(isText(element), own, "a string", element)) {
                entries.add(new Located<>(Nodes.text(element), location(own)));
            }
        });
        return entries;
    }

    Map<String, String> map(String name) {
        var map = new LinkedHashMap<String, String>();
        JsonNode value = find(name);
        if (Nodes.isMissingOrNull(value) || !require(value.isObject(), name, "a mapping", value)) {
            return map;
        }
        value.properties().forEach(field -> {
            boolean fits = field.getValue().isNull() || isText(field.getValue());
            if (require(fits, name + "." + field.getKey(), "a string", field.getValue())) {
                map.put(field.getKey(), Nodes.text(field.getValue()));
            }
        });
        return map;
    }

    Map<String, Boolean> flags(String name) {
        var flags = new LinkedHashMap<String, Boolean>();
        JsonNode value = find(name);
        if (Nodes.isMissingOrNull(value) || !require(value.isObject(), name, "a mapping", value)) {
            return flags;
        }
        value.properties().forEach(field -> {
            boolean fits = field.getValue().isBoolean();
            if (require(fits, name + "." + field.getKey(), "true or false", field.getValue())) {
                flags.put(field.getKey(), field.getValue().asBoolean());
            }
        });
        return flags;
    }

    @Nullable
    Fields object(String name) {
        JsonNode value = find(name);
        if (Nodes.isMissingOrNull(value) || !require(value.isObject(), name, "a mapping", value)) {
            return null;
        }
        return child(value, name);
    }

    List<Fields> objects(String name) {
        var objects = new ArrayList<Fields>();
        forEach(name, (index, element) -> {
            String own = name + "[" + index + "]";
            if (element.isNull()) {
                objects.add(child(Nodes.mapping(), own));
            } else if (require(element.isObject(), own, "a mapping", element)) {
                objects.add(child(element, own));
            }
        });
        return objects;
    }

    /** Adds a problem for every field here and below that nobody asked for. */
    void requireAllKnown() {
        if (problems == null || !(node instanceof ObjectNode)) {
            return;
        }
        Predicate<String> known = name -> asked.stream().anyMatch(name::equalsIgnoreCase);
        node.fieldNames().forEachRemaining(name -> {
            if (!known.test(name)) {
                problems.add(new Problem(
                        location(name), "unknown field \"" + pathOf(name) + "\"", Spelling.hint(name, asked)));
            }
        });
        children.forEach(Fields::requireAllKnown);
    }

    private Fields child(JsonNode value, String name) {
        var child = new Fields(value, pathOf(name), problems, locations);
        children.add(child);
        return child;
    }

    private interface Element {
        void take(int index, JsonNode element);
    }

    private void forEach(String name, Element taker) {
        JsonNode value = find(name);
        if (Nodes.isMissingOrNull(value) || !require(value.isArray(), name, "a list", value)) {
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            taker.take(i, value.get(i));
        }
    }

    private boolean isText(JsonNode value) {
        return value.isTextual() || (problems == null && value.isValueNode());
    }

    private boolean require(boolean fits, String name, String wanted, JsonNode value) {
        if (fits) {
            return true;
        }
        String what = pathOf(name) + " must be " + wanted + ", not " + describe(value);
        if (problems == null) {
            throw new BuildException(what);
        }
        problems.add(new Problem(location(name), "invalid Kustomization: " + what, quoteHint(wanted, value)));
        return false;
    }

    private static @Nullable String quoteHint(String wanted, JsonNode value) {
        return wanted.equals("a string") && value.isValueNode() ? "put it in quotes: \"" + value.asText() + "\"" : null;
    }

    private static String describe(JsonNode value) {
        if (value.isNumber()) {
            return "a number";
        }
        return value.isBoolean() ? "true or false" : value.isTextual() ? "a string" : Nodes.kindOf(value);
    }

    /** The value of a field; a missing node where it is not there. */
    private JsonNode find(String name) {
        asked.add(name);
        JsonNode exact = node.path(name);
        if (!exact.isMissingNode() || !(node instanceof ObjectNode)) {
            return exact;
        }
        for (var field : node.properties()) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return exact;
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
