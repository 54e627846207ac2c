package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import dev.sluice.object.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path of a replacement's field: names, indices, {@code *} and {@code [name=value]} with dots between them. After
 * {@code PathGetter} and {@code PathMatcher} of kustomize's {@code kyaml/yaml}.
 */
final class FieldPath {

    /** Answers what a field becomes; it is given null for a field that was just made. */
    @FunctionalInterface
    interface Change {
        JsonNode apply(@Nullable JsonNode field);
    }

    private final List<String> steps;
    private final boolean looksIntoTexts;

    FieldPath(String path) {
        this(split(path), false);
    }

    private FieldPath(List<String> steps, boolean looksIntoTexts) {
        this.steps = List.copyOf(steps);
        this.looksIntoTexts = looksIntoTexts;
    }

    /** The path of steps that are apart already. */
    static FieldPath ofSteps(List<String> steps) {
        return new FieldPath(steps, false);
    }

    int length() {
        return steps.size();
    }

    /** The first steps. */
    FieldPath upTo(int end) {
        return new FieldPath(steps.subList(0, end), looksIntoTexts);
    }

    /** The steps after some. */
    FieldPath from(int start) {
        return new FieldPath(steps.subList(start, steps.size()), true);
    }

    /**
     * The same path, which is there also where it goes on in a text that is YAML. What it means there is a copy: changes are
     * lost. So does {@code handleStructuredDataInScalar} since Kustomize v5.8.
     */
    FieldPath throughTexts() {
        return new FieldPath(steps, true);
    }

    /**
     * Changes the one field that the path means, and makes it where it is missing; only an index makes nothing. After
     * {@code LookupCreate}.
     */
    void put(ObjectNode object, Change change) {
        put(object, 0, change);
    }

    @SuppressWarnings("ReferenceEquality") // Of equal elements only the one that was found is meant.
    private JsonNode put(JsonNode node, int depth, Change change) {
        if (depth == steps.size()) {
            return change.apply(node);
        }
        String step = steps.get(depth);
        if (step.equals("*")) {
            throw new BuildException("a wildcard is not supported in the path of one field");
        }
        if (!isIndex(step) && !isCondition(step) && !step.equals("-")) {
            if (!(node instanceof ObjectNode mapping)) {
                throw new BuildException("what holds '" + step + "' must be a mapping, not " + Nodes.kindOf(node));
            }
            JsonNode child = mapping.get(step);
            boolean isLast = depth == steps.size() - 1;
            mapping.set(
                    step,
                    child == null && isLast
                            ? change.apply(null)
                            : put(child == null ? made(depth + 1) : child, depth + 1, change));
            return mapping;
        }
        JsonNode child = step(node, step);
        ArrayNode list = requireList(node, step);
        if (child == null && isCondition(step)) {
            child = element(step);
            list.add(child);
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == child) {
                list.set(i, put(child, depth + 1, change));
                return list;
            }
        }
        return list;
    }

    /** What is made for the steps from here on to go through. */
    private JsonNode made(int depth) {
        return isIndex(steps.get(depth)) || isCondition(steps.get(depth)) ? Nodes.sequence() : Nodes.mapping();
    }

    private static JsonNode element(String condition) {
        int equals = equalsOf(condition);
        String key = condition.substring(1, equals);
        JsonNode value = Nodes.plainScalar(condition.substring(equals + 1, condition.length() - 1));
        return key.isEmpty() ? value : Nodes.mapping().set(key, value);
    }

    /** The one field that the path means; null where it is missing. */
    @Nullable
    JsonNode find(JsonNode object) {
        JsonNode node = object;
        for (String step : steps) {
            if (node == null || node.isNull()) {
                return null;
            }
            node = step(node, step);
        }
        return node;
    }

    private static @Nullable JsonNode step(JsonNode node, String step) {
        if (step.equals("*")) {
            throw new BuildException("a wildcard is not supported in the path of a source");
        }
        if (isIndex(step) || step.equals("-")) {
            requireList(node, step);
            return node.get(step.equals("-") ? node.size() - 1 : Integer.parseInt(step));
        }
        if (!isCondition(step)) {
            if (!node.isObject()) {
                throw new BuildException("what holds '" + step + "' must be a mapping, not " + Nodes.kindOf(node));
            }
            return node.get(step);
        }
        requireList(node, step);
        int equals = equalsOf(step);
        return ElementList.find(
                (ArrayNode) node,
                List.of(step.substring(1, equals)),
                List.of(step.substring(equals + 1, step.length() - 1)));
    }

    /**
     * Changes all fields that the path means.
     *
     * @param creation whether missing fields are made
     * @return how many fields were changed
     */
    int change(JsonNode object, boolean creation, Change change) {
        var walk = new Walk(creation, change);
        walk.go(object, 0);
        return walk.changed;
    }

    private final class Walk {

        private final boolean creation;
        private final Change change;
        private int changed;

        Walk(boolean creation, Change change) {
            this.creation = creation;
            this.change = change;
        }

        /** What stands in place of the node afterwards; a missing one is given as null. */
        private @Nullable JsonNode go(@Nullable JsonNode node, int depth) {
            if (depth == steps.size()) {
                changed++;
                return change.apply(node);
            }
            String step = steps.get(depth);
            JsonNode present = node == null ? made(depth) : node;
            if (isIndex(step)) {
                goToIndex(present, step, depth);
            } else if (isCondition(step)) {
                goToMatches(present, step, depth);
            } else if (step.equals("*")) {
                goToAll(present, depth);
            } else {
                goToField(present, step, depth);
            }
            return present;
        }

        private void goToField(JsonNode node, String name, int depth) {
            if (node.isNull()) {
                // kyaml makes the field, but cannot put it into the null.
                if (creation) {
                    go(null, depth + 1);
                }
                return;
            }
            if (!(node instanceof ObjectNode mapping)) {
                throw new BuildException("what holds '" + name + "' must be a mapping, not " + Nodes.kindOf(node));
            }
            JsonNode child = mapping.get(name);
            if (child == null && !creation) {
                return;
            }
            if (looksIntoTexts && child != null && child.isValueNode() && depth + 1 < steps.size()) {
                goIntoText(child, depth + 1);
                return;
            }
            int before = changed;
            JsonNode after = go(child, depth + 1);
            if (after != null && (child != null || changed > before)) {
                String key = child != null || depth == 0 ? name : TextKeys.unquoted(name);
                mapping.set(key, SharedText.assigned(child, after));
            }
        }

        private void goIntoText(JsonNode text, int depth) {
            JsonNode copy = StructuredText.parsed(text);
            if (copy == null) {
                throw new BuildException("the text that holds '" + steps.get(depth) + "' is no YAML");
            }
            var walk = new Walk(creation, field -> field == null ? NullNode.getInstance() : field);
            walk.go(copy, depth);
            changed += walk.changed;
        }

        private void goToIndex(JsonNode node, String step, int depth) {
            if (node.isNull() && creation) {
                go(null, depth + 1);
                return;
            }
            ArrayNode list = requireList(node, step);
            int index = Integer.parseInt(step);
            if (index == list.size() && creation) {
                JsonNode made = go(null, depth + 1);
                list.add(made == null ? NullNode.getInstance() : made);
                return;
            }
            if (index >= list.size()) {
                throw new BuildException("index " + index + " specified but only " + list.size() + " elements found");
            }
            list.set(index, go(list.get(index), depth + 1));
        }

        private void goToAll(JsonNode node, int depth) {
            ArrayNode list = requireList(node, "*");
            for (int i = 0; i < list.size(); i++) {
                list.set(i, go(list.get(i), depth + 1));
            }
        }

        private void goToMatches(JsonNode node, String step, int depth) {
            if (node.isNull() && creation) {
                go(null, depth + 1);
                return;
            }
            ArrayNode list = requireList(node, step);
            int equals = equalsOf(step);
            String key = step.substring(1, equals);
            String value = step.substring(equals + 1, step.length() - 1);
            Pattern pattern = GoExpression.compile(value);
            int before = changed;
            for (int i = 0; i < list.size(); i++) {
                JsonNode compared = key.isEmpty() ? list.get(i) : list.get(i).get(key);
                if (compared != null && pattern.matcher(text(compared)).find()) {
                    list.set(i, go(list.get(i), depth + 1));
                }
            }
            if (changed == before && creation) {
                JsonNode made = element(step);
                list.add(made);
                list.set(list.size() - 1, go(made, depth + 1));
            }
        }
    }

    /** What an expression is looked for in: the text as YAML, even of a list or a mapping. */
    private static String text(JsonNode node) {
        if (node.isContainerNode()) {
            return YamlWriter.write(node).strip();
        }
        String text = Nodes.text(node).strip();
        return text.isEmpty() && node.isTextual() ? "\"\"" : text;
    }

    private static ArrayNode requireList(JsonNode node, String step) {
        if (node instanceof ArrayNode list) {
            return list;
        }
        throw new BuildException("what holds '" + step + "' must be a list, not " + Nodes.kindOf(node));
    }

    private static boolean isIndex(String step) {
        return !step.isEmpty() && step.length() < 10 && step.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isCondition(String step) {
        return step.startsWith("[") && step.endsWith("]");
    }

    private static int equalsOf(String step) {
        int equals = step.indexOf('=');
        if (equals < 0) {
            throw new BuildException("list path element must contain fieldName=fieldValue for element to match");
        }
        return equals;
    }

    /** Dots in brackets separate nothing: {@code metadata.annotations.[a.b/c]}. */
    private static List<String> split(String path) {
        List<String> names = FieldWalk.split(path, '.');
        var steps = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!name.startsWith("[") || name.endsWith("]")) {
                steps.add(name);
                continue;
            }
            var bracketed = new StringBuilder(name);
            while (i < names.size() - 1 && bracketed.charAt(bracketed.length() - 1) != ']') {
                bracketed.append('.').append(names.get(++i));
            }
            String all = bracketed.toString();
            steps.add(all.contains("=") ? all : all.replaceAll("^[\\[\\]]+|[\\[\\]]+$", ""));
        }
        return steps;
    }
}
