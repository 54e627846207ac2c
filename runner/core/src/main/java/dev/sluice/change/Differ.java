package dev.sluice.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.cluster.KeyedDigest;
import dev.sluice.cluster.SecretMask;
import dev.sluice.object.Manifest;
import dev.sluice.object.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares a live object with what it would be, field by field, and masks what is secret. What only a server writes is
 * no difference (fluxcd/pkg ssa/manager_diff.go leaves out all metadata but labels and annotations; finalizers and owner
 * references are looked at here, because a change of them in the repository is meant as well).
 */
public final class Differ {

    private static final Set<String> SERVER_FIELDS = Set.of("status");
    private static final Set<String> SERVER_METADATA = Set.of(
            "creationTimestamp",
            "deletionGracePeriodSeconds",
            "deletionTimestamp",
            "generation",
            "managedFields",
            "resourceVersion",
            "selfLink",
            "uid");
    private static final String AS_DIGEST = " as digest";
    private static final Pattern DIGEST =
            Pattern.compile(Pattern.quote(SecretMask.PREFIX) + "([0-9a-f]{8})[0-9a-f]{56}(" + AS_DIGEST + ")?");

    private final SecretMask mask;

    public Differ(KeyedDigest digest) {
        this.mask = SecretMask.digesting(digest);
    }

    /** The fields that differ, in the order of their names; empty where the objects agree. */
    public List<FieldDifference> differences(Manifest live, Manifest desired) {
        boolean secret = SecretMask.isSecret(desired.id());
        var comparison = new Comparison(secret);
        comparison.objects("", content(live, secret), content(desired, secret));
        return comparison.found;
    }

    private ObjectNode content(Manifest manifest, boolean secret) {
        ObjectNode content = (secret ? masked(manifest) : manifest).content();
        ObjectNode compared = JsonNodeFactory.instance.objectNode();
        content.properties().forEach(field -> {
            if (!SERVER_FIELDS.contains(field.getKey())) {
                compared.set(field.getKey(), field.getValue());
            }
        });
        if (content.get("metadata") instanceof ObjectNode metadata) {
            ObjectNode rest = JsonNodeFactory.instance.objectNode();
            metadata.properties().forEach(field -> {
                if (!SERVER_METADATA.contains(field.getKey())) {
                    rest.set(field.getKey(), field.getValue());
                }
            });
            compared.set("metadata", rest);
        }
        return compared;
    }

    /**
     * A directory may hold digests instead of values: those stay as they are, but marked, because a value is not the same
     * as its digest.
     */
    private Manifest masked(Manifest secret) {
        Manifest masked = mask.mask(secret);
        for (String field : List.of("data", "stringData")) {
            if (masked.content().get(field) instanceof ObjectNode values) {
                for (Map.Entry<String, JsonNode> value :
                        secret.content().path(field).properties()) {
                    String text = value.getValue().asText();
                    if (DIGEST.matcher(text).matches()) {
                        values.put(value.getKey(), text + AS_DIGEST);
                    }
                }
            }
        }
        return masked;
    }

    /** One comparison of two objects. */
    private static final class Comparison {
        private final boolean secret;
        private final List<FieldDifference> found = new ArrayList<>();

        Comparison(boolean secret) {
            this.secret = secret;
        }

        void objects(String path, JsonNode before, JsonNode after) {
            var names = new TreeSet<String>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                values(path.isEmpty() ? name : path + "." + name, before.path(name), after.path(name));
            }
        }

        private void values(String path, JsonNode before, JsonNode after) {
            if (equal(before, after)) {
                return;
            }
            if (before.isObject() && after.isObject()) {
                objects(path, before, after);
            } else if (before instanceof ArrayNode old && after instanceof ArrayNode now) {
                lists(path, old, now);
            } else {
                add(path, before, after);
            }
        }

        private void lists(String path, ArrayNode before, ArrayNode after) {
            Optional<Map<String, JsonNode>> old = byName(before);
            Optional<Map<String, JsonNode>> now = byName(after);
            if (old.isPresent() && now.isPresent()) {
                named(path, old.get(), now.get());
            } else if (holdsContainers(before) || holdsContainers(after)) {
                int length = Math.max(before.size(), after.size());
                for (int i = 0; i < length; i++) {
                    values(path + "." + i, before.path(i), after.path(i));
                }
            } else {
                add(path, before, after);
            }
        }

        /** Items that have names are compared by name; their order is a difference where nothing else is one. */
        private void named(String path, Map<String, JsonNode> before, Map<String, JsonNode> after) {
            int sizeBefore = found.size();
            var names = new TreeSet<>(before.keySet());
            names.addAll(after.keySet());
            for (String name : names) {
                values(
                        path + "." + name,
                        before.getOrDefault(name, MissingNode.getInstance()),
                        after.getOrDefault(name, MissingNode.getInstance()));
            }
            if (found.size() == sizeBefore) {
                add(path, namesOf(before), namesOf(after));
            }
        }

        private void add(String path, JsonNode before, JsonNode after) {
            found.add(new FieldDifference(path, text(before), text(after)));
        }

        private Optional<String> text(JsonNode value) {
            if (isAbsent(value)) {
                return Optional.empty();
            }
            return Optional.of(
                    YamlWriter.write(secret ? shortened(value) : value).stripTrailing());
        }
    }

    /** Equal as Kubernetes sees it: numbers by value, null like absent. */
    private static boolean equal(JsonNode before, JsonNode after) {
        if (isAbsent(before) || isAbsent(after)) {
            return isAbsent(before) && isAbsent(after);
        }
        if (before.isNumber() && after.isNumber()) {
            return before.decimalValue().compareTo(after.decimalValue()) == 0;
        }
        if (before.isObject() && after.isObject()) {
            return equalFields(before, after) && equalFields(after, before);
        }
        if (before.isArray() && after.isArray()) {
            return equalItems(before, after);
        }
        return before.equals(after);
    }

    private static boolean equalFields(JsonNode before, JsonNode after) {
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            if (!equal(field.getValue(), after.path(field.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalItems(JsonNode before, JsonNode after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!equal(before.path(i), after.path(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static boolean holdsContainers(ArrayNode items) {
        for (JsonNode item : items) {
            if (item.isContainerNode()) {
                return true;
            }
        }
        return false;
    }

    /** The items by their names; empty where one has none, or two have the same. */
    private static Optional<Map<String, JsonNode>> byName(ArrayNode items) {
        var named = new LinkedHashMap<String, JsonNode>();
        for (JsonNode item : items) {
            JsonNode name = item.path("name");
            if (!name.isTextual() || named.put(name.textValue(), item) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(named);
    }

    private static ArrayNode namesOf(Map<String, JsonNode> items) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        items.keySet().forEach(names::add);
        return names;
    }

    /** Enough of each digest to see that it is another one. */
    private static JsonNode shortened(JsonNode value) {
        if (value.isTextual()) {
            Matcher digest = DIGEST.matcher(value.textValue());
            return digest.matches()
                    ? TextNode.valueOf("*** (" + digest.group(1) + ")" + (digest.group(2) == null ? "" : AS_DIGEST))
                    : value;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode copy = object.deepCopy();
            copy.properties().forEach(field -> field.setValue(shortened(field.getValue())));
            return copy;
        }
        return value;
    }
}
