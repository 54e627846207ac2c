package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schemas of types of objects, from an OpenAPI document. */
final class Schemas {

    /** Reads the table of the built-in types the first time that it is needed. */
    private static final class BuiltIn {
        static final Schemas VALUE = new Schemas(Tables.json("patch-schemas.json"));
    }

    private final JsonNode definitions;
    private final Map<GroupVersionKind, JsonNode> byType = new HashMap<>();

    /**
     * @param document an OpenAPI v2 document
     * @throws BuildException if it is something else; kustomize crashes
     */
    Schemas(JsonNode document) {
        requireMapping(document, "an OpenAPI document");
        JsonNode schemas = document.path("definitions");
        if (!Nodes.isMissingOrNull(schemas)) {
            requireMapping(schemas, "definitions of an OpenAPI document");
            schemas.properties().forEach(entry -> requireMapping(entry.getValue(), "the definition " + entry.getKey()));
        }
        this.definitions = document.path("definitions");
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

    private static void requireMapping(JsonNode node, String what) {
        if (!node.isObject()) {
            throw new BuildException(what + " must be a mapping, not " + Nodes.kindOf(node));
        }
    }

    /** The schemas of the types that Kubernetes brings along. */
    static Schemas builtIn() {
        return BuiltIn.VALUE;
    }

    @Nullable
    Schema of(GroupVersionKind type) {
        JsonNode definition = byType.get(type);
        return definition == null ? null : Schema.of(definitions, definition);
    }
}
