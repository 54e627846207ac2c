package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.object.Origin;
import dev.sluice.object.Patched;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A JSON patch (RFC 6902), with the liberties of the library that kustomize uses ({@code evanphx/json-patch} v4):
 * negative indices count from the end, a field that is not there can be replaced, copied and tested like a null, and a
 * path need not begin with its slash.
 */
final class JsonPatch implements Patched {

    private static final List<String> OPERATIONS = List.of("add", "remove", "replace", "move", "copy", "test");

    private record Operation(
            String name,
            @Nullable String pointer,
            @Nullable String from,
            @Nullable JsonNode value) {

        String path() {
            return pointer == null ? "" : pointer;
        }

        List<String> steps() {
            String bare = path().startsWith("/") ? path().substring(1) : path();
            return Arrays.stream(bare.split("/", -1))
                    .map(step -> step.replace("~1", "/").replace("~0", "~"))
                    .toList();
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

    /** The last operation whose value is or holds the field's. */
    @Override
    public Optional<Origin> placeOf(List<String> path, JsonNode value) {
        for (int index = operations.size() - 1; index >= 0; index--) {
            Operation operation = operations.get(index);
            List<String> pointer = operation.steps();
            boolean holds = pointer.size() <= path.size()
                    && path.subList(0, pointer.size()).equals(pointer);
            JsonNode written = operation.value();
            if (holds
                    && written != null
                    && Patched.isWritten(Patched.at(written, path.subList(pointer.size(), path.size())), value)) {
                return Optional.of(Origin.of(places.apply(index)));
            }
        }
        return Optional.empty();
    }

    /**
     * Applies all operations to an object; they see Kustomize's notes among its annotations, and cannot change them.
     *
     * @throws InvalidInput naming the operations that are none or, if all are, the first that cannot be done
     */
    void applyTo(Resource resource) {
        requireOperations();
        TextKeys.require(resource.content());
        ObjectNode annotated = resource.content().deepCopy();
        BuildAnnotations.put(resource, annotated);
        resource.setContent(apply(annotated));
        BuildAnnotations.remove(resource);
    }

    /** What becomes of an object, which is used up. */
    private ObjectNode apply(ObjectNode object) {
        JsonNode root = object;
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
        requireIdentity(patched);
        return TextKeys.json(patched);
    }

    /** Who makes a resource of the outcome asks for these: {@code FromMap} in {@code kyaml/yaml/rnode.go}. */
    private static void requireIdentity(ObjectNode patched) {
        String kind = Nodes.text(patched.get("kind"));
        if (kind.isEmpty()) {
            throw new BuildException("missing kind in object after the JSON patch");
        }
        boolean named = !Nodes.text(patched.path("metadata").get("name")).isEmpty();
        if (!named && !kind.endsWith("List")) {
            throw new BuildException("missing metadata.name in object after the JSON patch");
        }
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
        String path = operation.path();
        if (path.isEmpty() && operation.name().equals("replace")) {
            JsonNode value = valueOf(operation);
            return value.isContainerNode() ? value : root;
        }
        switch (operation.name()) {
            case "add" -> add(root, path, valueOf(operation));
            case "replace" -> replace(root, path, valueOf(operation));
            case "remove" -> remove(root, path);
            case "move" -> add(root, path, remove(root, from(operation)));
            case "copy" -> add(root, path, get(root, from(operation)).deepCopy());
            default -> test(root, operation);
        }
        return root;
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

    private static void add(JsonNode root, String path, JsonNode value) {
        JsonNode parent = parent(root, path);
        String key = key(path);
        if (parent instanceof ArrayNode list) {
            int index = key.equals("-") ? list.size() : index(list, key, list.size(), path);
            list.insert(index, value);
        } else {
            ((ObjectNode) parent).set(key, value);
        }
    }

    /** A field that is not there is added. */
    private static void replace(JsonNode root, String path, JsonNode value) {
        JsonNode parent = parent(root, path);
        String key = key(path);
        if (parent instanceof ArrayNode list) {
            list.set(index(list, key, list.size() - 1, path), value);
        } else {
            ((ObjectNode) parent).set(key, value);
        }
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

    /** A field that is not there is null. */
    private static JsonNode get(JsonNode root, String path) {
        JsonNode parent = parent(root, path);
        String key = key(path);
        JsonNode value =
                parent instanceof ArrayNode list ? list.get(index(list, key, list.size() - 1, path)) : parent.get(key);
        return value == null ? NullNode.getInstance() : value;
    }

    private static void test(JsonNode root, Operation operation) {
        String path = operation.path();
        JsonNode actual = path.isEmpty() ? root : get(root, path);
        JsonNode wanted = operation.value() == null ? NullNode.getInstance() : operation.value();
        if (!sameValue(actual, wanted)) {
            throw new BuildException("testing value " + path + " failed");
        }
    }

    private static boolean sameValue(JsonNode one, JsonNode other) {
        return one.equals(new NumberComparator(), other);
    }

    /** The container that holds what a path names. What stands before the first slash does not count. */
    private static JsonNode parent(JsonNode root, String path) {
        String[] parts = path.split("/", -1);
        if (parts.length < 2) {
            throw missing(path);
        }
        JsonNode node = root;
        for (int i = 1; i < parts.length - 1; i++) {
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
    private static final class NumberComparator implements Comparator<JsonNode> {
        @Override
        public int compare(JsonNode one, JsonNode other) {
            if (one.isNumber() && other.isNumber()) {
                return one.decimalValue().compareTo(other.decimalValue());
            }
            return one.equals(other) ? 0 : 1;
        }
    }
}
