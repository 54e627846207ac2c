package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import dev.sluice.kustomize.LabelSyntax;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the {@code metadata} of every object (k8s.io/apimachinery pkg/api/validation/objectmeta.go). Its fields
 * are those of the Go type; here they are a schema like any other.
 */
final class ObjectMetadata {

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_NAMESPACE = 63;
    private static final int MOST_ANNOTATIONS = 256 * 1024;
    /** What exports of live objects bring along, and the server does not take from anybody. */
    private static final Set<String> SET_BY_THE_SERVER = Set.of("creationTimestamp", "deletionTimestamp", "generation");

    private static final FieldPlace TOP = FieldPlace.top("metadata");

    /** Reads the schema when it is first needed. */
    private static final class Holder {
        private static final JsonNode SCHEMA = structure("meta/v1.ObjectMeta");
    }

    private final JsonNode metadata;
    private final ObjectProblems problems;

    /** @param metadata without what is null */
    private ObjectMetadata(JsonNode metadata, ObjectProblems problems) {
        this.metadata = metadata;
        this.problems = problems;
    }

    /** Notes every mistake in an object's metadata. */
    static void check(JsonNode metadata, CrdValidation validation, ObjectProblems problems) {
        JsonNode given = withoutNulls(metadata);
        validation.visit(given, Holder.SCHEMA, TOP);
        var rules = new ObjectMetadata(given, problems);
        rules.names();
        rules.keys("labels", LabelSyntax::isKey);
        // Keys of annotations are looked at in lower case: the prefix may be in any.
        rules.keys("annotations", key -> LabelSyntax.isKey(key.toLowerCase(Locale.ROOT)));
        rules.labelValues();
        rules.annotationSize();
        rules.finalizers();
        rules.owners();
    }

    /** Go takes a null for the field's zero value; what the server sets anyway does not count. */
    private static JsonNode withoutNulls(JsonNode metadata) {
        JsonNode copy = metadata.deepCopy();
        copy.properties().removeIf(field -> isKnownNull(field) || SET_BY_THE_SERVER.contains(field.getKey()));
        copy.properties().forEach(field -> field.getValue().properties().removeIf(entry -> entry.getValue()
                .isNull()));
        return copy;
    }

    private static boolean isKnownNull(Map.Entry<String, JsonNode> field) {
        return field.getValue().isNull() && Holder.SCHEMA.path("properties").has(field.getKey());
    }

    private void names() {
        String name = metadata.path("name").asText();
        String prefix = metadata.path("generateName").asText();
        // The dash before what the server would add.
        if (!prefix.isEmpty()
                && (prefix.length() > LONGEST_NAME
                        || !NAME.matches(prefix.length() > 1 ? prefix.replaceFirst("-$", "a") : prefix))) {
            problems.add(TOP.field("generateName"), "must be lower case letters, digits, '-' and '.'", null);
        }
        if (!NAME.matches(name) || name.length() > LONGEST_NAME) {
            String what = "must be lower case letters, digits, '-' and '.', at most 253 characters";
            problems.add(TOP.field("name"), what, null);
        }
        JsonNode namespace = metadata.path("namespace");
        String text = namespace.asText();
        if (namespace.isTextual()
                && !text.isEmpty()
                && (!NAMESPACE.matches(text) || text.length() > LONGEST_NAMESPACE)) {
            String what = "must be lower case letters, digits and '-', at most 63 characters";
            problems.add(TOP.field("namespace"), what, null);
        }
    }

    private void keys(String field, Predicate<String> isKey) {
        metadata.path(field).properties().stream()
                .map(Map.Entry::getKey)
                .filter(isKey.negate())
                .forEach(key -> problems.add(
                        TOP.field(field).entry(key),
                        "a key must be a name of letters, digits, '-', '_' and '.', of at most 63 characters, with a"
                                + " DNS name and a slash before it if need be",
                        null));
    }

    private void labelValues() {
        metadata.path("labels").properties().stream()
                .filter(label -> label.getValue().isTextual()
                        && !LabelSyntax.isValue(label.getValue().asText()))
                .forEach(label -> problems.add(
                        TOP.field("labels").entry(label.getKey()),
                        "a value must be empty, or letters, digits, '-', '_' and '.' that begin and end with a letter"
                                + " or digit, at most 63",
                        "an annotation may hold any text"));
    }

    private void annotationSize() {
        long size = metadata.path("annotations").properties().stream()
                .mapToLong(
                        entry -> bytes(entry.getKey()) + bytes(entry.getValue().asText()))
                .sum();
        if (size > MOST_ANNOTATIONS) {
            problems.add(TOP.field("annotations"), "are longer than " + MOST_ANNOTATIONS + " bytes", null);
        }
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void finalizers() {
        JsonNode finalizers = metadata.path("finalizers");
        for (int index = 0; finalizers.isArray() && index < finalizers.size(); index++) {
            String name = finalizers.get(index).asText();
            if (finalizers.get(index).isTextual() && !LabelSyntax.isKey(name)) {
                problems.add(TOP.field("finalizers").item(index), "\"" + name + "\" is no name of a finalizer", null);
            }
        }
    }

    private void owners() {
        JsonNode owners = metadata.path("ownerReferences");
        @Nullable FieldPlace controller = null;
        for (int index = 0; owners.isArray() && index < owners.size(); index++) {
            FieldPlace place = TOP.field("ownerReferences").item(index);
            owner(owners.get(index), place);
            if (owners.get(index).path("controller").asBoolean()) {
                if (controller != null) {
                    problems.add(place.field("controller"), "is true of " + controller.text() + ", too", null);
                }
                controller = place;
            }
        }
    }

    private void owner(JsonNode owner, FieldPlace place) {
        for (String field : List.of("apiVersion", "kind", "name", "uid")) {
            JsonNode value = owner.path(field);
            if (value.isMissingNode() || (value.isTextual() && value.asText().isEmpty())) {
                problems.add(place.field(field), "must not be empty", null);
            }
        }
        if (owner.path("apiVersion").asText().equals("v1")
                && owner.path("kind").asText().equals("Event")) {
            problems.add(place, "an Event cannot own an object", null);
        }
    }

    /** The schema of a Go struct. */
    private static ObjectNode structure(String name) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (GoTypes.Field field : GoTypes.table().fields(new GoTypes.Type(GoTypes.Form.STRUCT, null, name))) {
            if (!SET_BY_THE_SERVER.contains(field.name())) {
                properties.set(field.name(), schema(field.type()));
            }
        }
        return schema;
    }

    private static ObjectNode schema(GoTypes.@Nullable Type type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (type == null) {
            return schema;
        }
        return switch (type.form()) {
            case STRING -> schema.put("type", "string");
            case TIME, MICRO_TIME -> schema.put("type", "string").put("format", "date-time");
            case BOOL -> schema.put("type", "boolean");
            case INTEGER, INT32 -> schema.put("type", "integer");
            case POINTER -> schema(type.element());
            case LIST -> schema.put("type", "array").set("items", schema(type.element()));
            case MAP -> schema.put("type", "object").set("additionalProperties", schema(type.element()));
            case STRUCT -> structure(type.struct());
            case FLOAT, BYTES, DURATION, QUANTITY, INT_OR_STRING, RAW, ANY -> schema;
        };
    }
}
