package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schemas of types of objects, from an OpenAPI document. */
final class Schemas {

    /** Reads the table of the built-in types the first time that it is needed. */
    private static final class BuiltIn {
        static final Schemas VALUE = new Schemas(Tables.json("patch-schemas.json"));
    }

    private final ObjectNode definitions;
    private final Map<GroupVersionKind, JsonNode> byType;
    private boolean asked;

    /**
     * @param document an OpenAPI v2 document
     * @throws BuildException if it is something else; kustomize crashes
     */
    Schemas(JsonNode document) {
        this(definitions(document), new HashMap<>());
        for (JsonNode definition : definitions) {
            for (JsonNode type : definition.path("x-kubernetes-group-version-kind")) {
                byType.put(
                        new GroupVersionKind(
                                type.path("group").asText(),
                                type.path("version").asText(),
                                type.path("kind").asText()),
                        definition);
            }
        }
    }

    private Schemas(ObjectNode definitions, Map<GroupVersionKind, JsonNode> byType) {
        this.definitions = definitions;
        this.byType = byType;
    }

    private static ObjectNode definitions(JsonNode document) {
        if (Nodes.isMissingOrNull(document)) {
            return Nodes.mapping();
        }
        requireMapping(document, "an OpenAPI document");
        JsonNode definitions = document.path("definitions");
        if (Nodes.isMissingOrNull(definitions)) {
            return Nodes.mapping();
        }
        requireMapping(definitions, "definitions of an OpenAPI document");
        definitions.properties().forEach(entry -> requireMapping(entry.getValue(), "the definition " + entry.getKey()));
        return (ObjectNode) definitions;
    }

    private static void requireMapping(JsonNode node, String what) {
        if (!node.isObject()) {
            throw new BuildException(what + " must be a mapping, not " + Nodes.kindOf(node));
        }
    }

    /** The schemas of the types that Kubernetes brings along. */
    static Schemas builtIn() {
        return BuiltIn.VALUE;
    }

    /** These, and those of others, which count where both define something. */
    Schemas with(Schemas others) {
        ObjectNode all = Nodes.mapping();
        all.setAll(definitions);
        all.setAll(others.definitions);
        var types = new HashMap<>(byType);
        types.putAll(others.byType);
        return new Schemas(all, types);
    }

    /** The same schemas, which nobody has asked for anything yet. */
    Schemas unasked() {
        return new Schemas(definitions, byType);
    }

    boolean wereAsked() {
        return asked;
    }

    @Nullable
    Schema of(GroupVersionKind type) {
        asked = true;
        JsonNode definition = byType.get(type);
        return definition == null ? null : Schema.of(definitions, definition);
    }

    /** The schema that a comment is; null where it says nothing. */
    @Nullable
    Schema ofComment(ObjectNode comment) {
        return comment.isEmpty() ? null : Schema.ofComment(definitions, comment);
    }
}
