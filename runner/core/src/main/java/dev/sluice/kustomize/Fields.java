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
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a mapping, read by name and type. As in Go's {@code encoding/json}, the case of names does not count. A
 * strict reader collects a problem for each field of another type and, in {@link #requireAllKnown}, for each field that
 * nobody asked for; a lenient one takes any scalar as a string and ignores the rest.
 */
final class Fields {

    /** What is read, and how a field of it is taken that is of another type than was asked for. */
    private enum Mode {
        /** It is a problem. */
        KUSTOMIZATION("Kustomization"),
        /** It is a problem. */
        REPLACEMENTS("replacements"),
        /** It is a problem, unless it is a scalar and a string was asked for. */
        CONFIGURATION("configuration"),
        /** It ends the reading, unless it is a scalar and a string was asked for. */
        LENIENT("");

        private final String name;

        Mode(String name) {
            this.name = name;
        }

        boolean takesScalars() {
            return this == CONFIGURATION || this == LENIENT;
        }
    }

    private final JsonNode node;
    private final List<String> path;
    private final Mode mode;
    private final List<Problem> problems;
    private final FieldLines lines;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<Fields> children = new ArrayList<>();

    private Fields(JsonNode node, List<String> path, Mode mode, List<Problem> problems, FieldLines lines) {
        this.node = node;
        this.path = path;
        this.mode = mode;
        this.problems = problems;
        this.lines = lines;
    }

    static Fields lenient(JsonNode node) {
        return new Fields(node, List.of(), Mode.LENIENT, List.of(), FieldLines.NONE);
    }

    /** @param problems where mistakes are added */
    static Fields strict(JsonNode node, List<Problem> problems, FieldLines lines) {
        return new Fields(node, List.of(), Mode.KUSTOMIZATION, problems, lines);
    }

    /**
     * A replacement of a file of its own.
     *
     * @param path what leads to it in the file
     * @param problems where mistakes are added
     */
    static Fields ofReplacement(JsonNode node, List<String> path, List<Problem> problems, FieldLines lines) {
        return new Fields(node, path, Mode.REPLACEMENTS, problems, lines);
    }

    /** @param problems where mistakes are added */
    static Fields ofConfiguration(JsonNode node, List<Problem> problems, FieldLines lines) {
        return new Fields(node, List.of(), Mode.CONFIGURATION, problems, lines);
    }

    /** The same mapping for a reader of its own, perhaps in another thread. */
    Fields again() {
        return new Fields(node, path, mode, problems, lines);
    }

    /** Where this mapping is. */
    String location() {
        return lines.locate(path);
    }

    String location(String name) {
        return lines.locate(stepsTo(name));
    }

    /** A text that is YAML itself, with the place of its lines. */
    InlineText inline(String name) {
        return lines.inline(stepsTo(name), text(name));
    }

    /** The texts of a list, each of which may be YAML itself. */
    List<InlineText> inlines(String name) {
        var inlines = new ArrayList<InlineText>();
        forEachText(name, (index, text) -> inlines.add(lines.inline(stepsTo(name, Integer.toString(index)), text)));
        return inlines;
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
        if (Nodes.isMissingOrNull(value) || !require(isText(value), stepsTo(name), "a string", value)) {
            return "";
        }
        return Nodes.text(value);
    }

    /** Group, version and kind. Go embeds them; its YAML library, which takes scalars as strings, overlooks such fields. */
    GroupVersionKind type() {
        return new GroupVersionKind(embedded("group"), embedded("version"), embedded("kind"));
    }

    private String embedded(String name) {
        JsonNode value = find(name);
        boolean fits = value.isTextual() || mode == Mode.LENIENT || Nodes.isMissingOrNull(value);
        return fits || require(false, stepsTo(name), "a string", value) ? text(name) : "";
    }

    /** A text with its own line. */
    Located<String> located(String name) {
        return new Located<>(text(name), location(name));
    }

    /** A mapping that anything may stand in; empty where there is none. */
    ObjectNode mapping(String name) {
        JsonNode value = find(name);
        boolean present = !Nodes.isMissingOrNull(value) && require(value.isObject(), stepsTo(name), "a mapping", value);
        return present ? value.deepCopy() : Nodes.mapping();
    }

    boolean flag(String name) {
        JsonNode value = find(name);
        if (Nodes.isMissingOrNull(value) || !require(value.isBoolean(), stepsTo(name), "true or false", value)) {
            return false;
        }
        return value.asBoolean();
    }

    OptionalLong number(String name) {
        JsonNode value = find(name);
        if (Nodes.isMissingOrNull(value) || !require(isWhole(value), stepsTo(name), "a whole number", value)) {
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
        forEachText(
                name,
                (index, text) ->
                        entries.add(new Located<>(text, lines.locate(stepsTo(name, Integer.toString(index))))));
        return entries;
    }

    private void forEachText(String name, BiConsumer<Integer, String> taker) {
        forEach(name, (index, element) -> {
            if (element.isNull()
                    || require(isText(element), stepsTo(name, Integer.toString(index)), "a string", element)) {
                taker.accept(index, Nodes.text(element));
            }
        });
    }

    Map<String, String> map(String name) {
        var map = new LinkedHashMap<String, String>();
        JsonNode value = find(name);
        if (Nodes.isMissingOrNull(value) || !require(value.isObject(), stepsTo(name), "a mapping", value)) {
            return map;
        }
        value.properties().forEach(field -> {
            boolean fits = field.getValue().isNull() || isText(field.getValue());
            if (require(fits, stepsTo(name, field.getKey()), "a string", field.getValue())) {
                map.put(field.getKey(), Nodes.text(field.getValue()));
            }
        });
        return map;
    }

    Map<String, Boolean> flags(String name) {
        var flags = new LinkedHashMap<String, Boolean>();
        JsonNode value = find(name);
        if (Nodes.isMissingOrNull(value) || !require(value.isObject(), stepsTo(name), "a mapping", value)) {
            return flags;
        }
        value.properties().forEach(field -> {
            boolean fits = field.getValue().isBoolean() || field.getValue().isNull();
            if (require(fits, stepsTo(name, field.getKey()), "true or false", field.getValue())) {
                flags.put(field.getKey(), field.getValue().asBoolean());
            }
        });
        return flags;
    }

    @Nullable
    Fields object(String name) {
        JsonNode value = find(name);
        if (Nodes.isMissingOrNull(value) || !require(value.isObject(), stepsTo(name), "a mapping", value)) {
            return null;
        }
        return child(value, stepsTo(name));
    }

    List<Fields> objects(String name) {
        var objects = new ArrayList<Fields>();
        forEach(name, (index, element) -> {
            List<String> own = stepsTo(name, Integer.toString(index));
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
        if (mode == Mode.LENIENT || !(node instanceof ObjectNode)) {
            return;
        }
        Predicate<String> known = name -> asked.stream().anyMatch(name::equalsIgnoreCase);
        node.fieldNames().forEachRemaining(name -> {
            if (!known.test(name)) {
                problems.add(new Problem(
                        lines.locate(under(name)),
                        "unknown field \"" + shown(under(name)) + "\"",
                        Spelling.hint(name, asked)));
            }
        });
        children.forEach(Fields::requireAllKnown);
    }

    private Fields child(JsonNode value, List<String> steps) {
        var child = new Fields(value, steps, mode, problems, lines);
        children.add(child);
        return child;
    }

    private interface Element {
        void take(int index, JsonNode element);
    }

    private void forEach(String name, Element taker) {
        JsonNode value = find(name);
        if (Nodes.isMissingOrNull(value) || !require(value.isArray(), stepsTo(name), "a list", value)) {
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            taker.take(i, value.get(i));
        }
    }

    private boolean isText(JsonNode value) {
        return value.isTextual() || (mode.takesScalars() && value.isValueNode());
    }

    private static boolean isWhole(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong();
    }

    private boolean require(boolean fits, List<String> steps, String wanted, JsonNode value) {
        if (fits) {
            return true;
        }
        String written = lines.written(steps).orElse(value.asText());
        String present = value.isNumber() && wanted.equals("a whole number") ? written : describe(value);
        String what = shown(steps) + " must be " + wanted + ", not " + present;
        if (mode == Mode.LENIENT) {
            throw new BuildException(what);
        }
        boolean quotable = wanted.equals("a string") && value.isValueNode();
        problems.add(new Problem(
                lines.locate(steps),
                "invalid " + mode.name + ": " + what,
                quotable ? "put it in quotes: \"" + written + "\"" : hintOfShape(steps, value)));
        return false;
    }

    /** How to write what looks like something that another field, or an older one, takes. */
    private static @Nullable String hintOfShape(List<String> steps, JsonNode value) {
        if (value.isTextual() && steps.get(0).equals("patches") && steps.size() == 2) {
            return "name a file by 'path:', and write a patch below 'patch: |-'";
        }
        if (value.isObject() && steps.equals(List.of("labels"))) {
            return "write them below 'pairs:' of an entry: '- pairs:'";
        }
        boolean isLiterals = steps.get(steps.size() - 1).equals("literals");
        return value.isObject() && isLiterals ? "write each as an entry: '- KEY=value'" : null;
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
        return node.path(written(name));
    }

    /** A field's name as this mapping writes it. */
    private String written(String name) {
        if (!node.has(name) && node instanceof ObjectNode) {
            for (var field : node.properties()) {
                if (field.getKey().equalsIgnoreCase(name)) {
                    return field.getKey();
                }
            }
        }
        return name;
    }

    private List<String> stepsTo(String name) {
        return under(written(name));
    }

    private List<String> stepsTo(String name, String below) {
        var steps = new ArrayList<>(stepsTo(name));
        steps.add(below);
        return steps;
    }

    private List<String> under(String key) {
        var steps = new ArrayList<>(path);
        steps.add(key);
        return steps;
    }

    /** A path as people write it: {@code patches[1].target}. */
    private static String shown(List<String> steps) {
        var shown = new StringBuilder();
        for (String step : steps) {
            boolean index = !step.isEmpty() && step.chars().allMatch(Character::isDigit);
            shown.append(index ? "[" + step + "]" : shown.isEmpty() ? step : "." + step);
        }
        return shown.toString();
    }
}
