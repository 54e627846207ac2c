package dev.sluice.kustomize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schemas of types of objects, from an OpenAPI document. */
final class Schemas {

    private static final ObjectReader JSON = new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Reads the table of the built-in types the first time that it is needed. */
    private static final class BuiltIn {
        static final Schemas VALUE = new Schemas(Tables.json("patch-schemas.json"));
    }

    private final JsonNode definitions;
    private final Map<GroupVersionKind, JsonNode> byType = new HashMap<>();

    /**
     * @param document an OpenAPI v2 document
     */
    Schemas(JsonNode document) {
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

    /** The schemas of the types that Kubernetes brings along. */
    static Schemas builtIn() {
        return BuiltIn.VALUE;
    }

    @Nullable
    Schema of(GroupVersionKind type) {
        JsonNode definition = byType.get(type);
        return definition == null ? null : Schema.of(definitions, definition);
    }

    /** The schema that a comment is; null where it is none, or says nothing. */
    @Nullable
    Schema ofComment(String comment) {
        try {
            JsonNode node = JSON.readTree(comment);
            return node.isObject() && !node.isEmpty() ? Schema.ofComment(definitions, node) : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
