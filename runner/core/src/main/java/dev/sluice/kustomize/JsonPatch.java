package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.WrittenScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A JSON patch (RFC 6902), with the liberties of the library that kustomize uses ({@code evanphx/json-patch} v4):
 * negative indices count from the end, and a field need not be there to be tested, copied or replaced.
 */
final class JsonPatch {

    private static final List<String> OPERATIONS = List.of("add", "remove", "replace", "move", "copy", "test");

    private record Operation(
            String name,
            @Nullable String pointer,
            @Nullable String from,
            @Nullable JsonNode value) {

        String path() {
            return pointer == null ? "" : pointer;
        }
    }

    /** Changes nothing. */
    static final JsonPatch NONE = new JsonPatch(List.of(), number -> "");

    private final List<Operation> operations;
    private final IntFunction<String> places;

    private JsonPatch(List<Operation> operations, IntFunction<String> places) {
        this.operations = List.copyOf(operations);
        this.places = places;
    }

    /**
     * The patch that a list of operations is.
     *
     * @param places answers where an operation is written
     * @throws BuildException if it is no such list
     */
    static JsonPatch of(JsonNode content, IntFunction<String> places) {
        if (!(content instanceof ArrayNode)) {
            throw new BuildException("a JSON patch is a list of operations, not " + Nodes.kindOf(content));
        }
        var operations = new ArrayList<Operation>();
        for (JsonNode element : content) {
            if (!(element instanceof ObjectNode)) {
                throw new BuildException("a JSON patch is a list of operations, not of " + Nodes.kindOf(element));
            }
            JsonNode from = element.get("from");
            operations.add(new Operation(
                    Nodes.text(element.get("op")),
                    element.has("path") ? Nodes.text(element.get("path")) : null,
                    from == null ? null : Nodes.text(from),
                    element.get("value")));
        }
        return new JsonPatch(operations, places);
    }

    boolean isEmpty() {
        return operations.isEmpty();
    }

    /**
     * Applies all operations to an object; they see Kustomize's notes among its annotations, and cannot change them.
     *
     * @throws InvalidInput naming the operations that are none or, if all are, the first that cannot be done
     */
    void applyTo(Resource resource) {
        ObjectNode annotated = TextKeys.json(resource.content());
        makeFloats(annotated);
        BuildAnnotations.put(resource, annotated);
        resource.setContent(apply(annotated));
        BuildAnnotations.remove(resource);
    }

    /** To Go's JSON all numbers are floats. */
    private static void makeFloats(JsonNode node) {
        if (node instanceof ObjectNode mapping) {
            mapping.properties().forEach(field -> field.setValue(WrittenScalar.asFloat(field.getValue())));
        }
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, WrittenScalar.asFloat(list.get(i)));
            }
        }
        node.forEach(JsonPatch::makeFloats);
    }

    /** What becomes of a node, which is used up. */
    private ObjectNode apply(JsonNode node) {
        requireOperations();
        JsonNode root = node;
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            try {
                root = apply(root, operation);
            } catch (BuildException e) {
                String what = operation.name() + " operation does not apply: " + e.what();
                throw new InvalidInput(List.of(new Problem(places.apply(i), what, hint(root, operation, e))), e);
            }
        }
        if (!(root instanceof ObjectNode patched)) {
            throw new BuildException("the JSON patch leaves no object");
        }
        return patched;
    }

    private static @Nullable String hint(JsonNode root, Operation operation, BuildException failure) {
        if (failure.hint() != null) {
            return failure.hint();
        }
        String from = operation.from() == null ? null : Pointer.hint(root, operation.from());
        return from == null ? Pointer.hint(root, operation.path()) : from;
    }

    /** Kustomize takes a list of anything as a patch, until the first object is to be patched. */
    private void requireOperations() {
        var mistakes = new Mistakes();
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            mistakes.run(places.apply(i), () -> require(operation));
        }
        mistakes.throwIfAny();
    }

    private static void require(Operation operation) {
        if (!OPERATIONS.contains(operation.name())) {
            throw new BuildException(
                    operation.name().isEmpty() ? "the field 'op' is missing" : "unexpected kind: " + operation.name(),
                    Spelling.hint(operation.name(), OPERATIONS));
        }
        if (operation.pointer() == null) {
            throw new BuildException(operation.name() + " operation: the field 'path' is missing");
        }
    }

    private static JsonNode apply(JsonNode root, Operation operation) {
        return switch (operation.name()) {
            case "add" -> add(root, operation.path(), valueOf(operation));
            case "replace" -> replace(root, operation.path(), valueOf(operation));
            case "remove" -> {
                remove(root, operation.path());
                yield root;
            }
            case "move" -> add(root, operation.path(), remove(root, from(operation)));
            case "copy" ->
                add(root, operation.path(), get(root, from(operation)).deepCopy());
            default -> {
                test(root, operation);
                yield root;
            }
        };
    }

    private static JsonNode valueOf(Operation operation) {
        return operation.value() == null
                ? NullNode.getInstance()
                : operation.value().deepCopy();
    }

    private static String from(Operation operation) {
        if (operation.from() == null) {
            throw new BuildException("the field 'from' is missing");
        }
        return operation.from();
    }

    private static JsonNode add(JsonNode root, String path, JsonNode value) {
        JsonNode parent = parent(root, path);
        String key = key(path);
        if (parent instanceof ObjectNode mapping) {
            mapping.set(key, value);
        } else if (parent instanceof ArrayNode list) {
            int index = key.equals("-") ? list.size() : index(list, key, list.size(), path);
            list.insert(index, value);
        } else {
            throw missing(path);
        }
        return root;
    }

    private static JsonNode replace(JsonNode root, String path, JsonNode value) {
        if (path.isEmpty()) {
            return value;
        }
        JsonNode parent = parent(root, path);
        String key = key(path);
        if (parent instanceof ArrayNode list) {
            list.set(index(list, key, list.size() - 1, path), value);
        } else {
            ((ObjectNode) parent).set(key, value);
        }
        return root;
    }

    private static JsonNode remove(JsonNode root, String path) {
        JsonNode parent = parent(root, path);
        String key = key(path);
        if (parent instanceof ArrayNode list) {
            return list.remove(index(list, key, list.size() - 1, path));
        }
        if (parent instanceof ObjectNode mapping && mapping.has(key)) {
            return mapping.remove(key);
        }
        throw missing(path);
    }

    /** A value; a field that its mapping does not have is null, so that it can be tested, copied and replaced. */
    private static JsonNode get(JsonNode root, String path) {
        JsonNode parent = parent(root, path);
        String key = key(path);
        JsonNode value =
                parent instanceof ArrayNode list ? list.get(index(list, key, list.size() - 1, path)) : parent.get(key);
        return value == null ? NullNode.getInstance() : value;
    }

    private static void test(JsonNode root, Operation operation) {
        JsonNode actual = operation.path().isEmpty() ? root : get(root, operation.path());
        JsonNode wanted = operation.value() == null ? NullNode.getInstance() : operation.value();
        if (!sameValue(actual, wanted)) {
            throw new BuildException("testing value " + operation.path() + " failed");
        }
    }

    private static boolean sameValue(JsonNode one, JsonNode other) {
        return one.equals(new NumberComparator(), other);
    }

    private static JsonNode parent(JsonNode root, String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            throw missing(path);
        }
        JsonNode node = root;
        // What stands before the first slash does not count.
        String[] parts = path.substring(slash + 1).split("/", -1);
        for (int i = 0; i < parts.length - 1; i++) {
            String part = unescape(parts[i]);
            JsonNode next = node instanceof ArrayNode list
                    ? list.get(index(list, part, list.size() - 1, path))
                    : node.get(part);
            if (next == null || !next.isContainerNode()) {
                throw missing(path);
            }
            node = next;
        }
        return node;
    }

    private static int index(ArrayNode list, String key, int last, String path) {
        int index;
        try {
            index = Integer.parseInt(key);
        } catch (NumberFormatException e) {
            throw new BuildException("'" + key + "' in " + path + " is no index of a list");
        }
        // Negative indices count from the end; where something is added, from behind the end.
        int counted = index < 0 ? index + last + 1 : index;
        if (counted < 0 || counted > last) {
            throw new BuildException("index " + index + " of " + path + " is outside of the list of " + list.size());
        }
        return counted;
    }

    private static String key(String path) {
        return unescape(path.substring(path.lastIndexOf('/') + 1));
    }

    private static String unescape(String part) {
        return part.replace("~1", "/").replace("~0", "~");
    }

    private static BuildException missing(String path) {
        return new BuildException("the path " + path + " is missing in the object");
    }

    /** Numbers are the same where their values are. */
    private static final class NumberComparator implements java.util.Comparator<JsonNode> {
        @Override
        public int compare(JsonNode one, JsonNode other) {
            if (one.isNumber() && other.isNumber()) {
                return one.decimalValue().compareTo(other.decimalValue());
            }
            return one.equals(other) ? 0 : 1;
        }
    }
}
