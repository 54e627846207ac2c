package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schema of one node: what a strategic merge needs of OpenAPI. After kustomize's {@code kyaml/openapi/openapi.go}. */
final class Schema {

    private static final String PATCH_STRATEGY = "x-kubernetes-patch-strategy";
    private static final String PATCH_MERGE_KEY = "x-kubernetes-patch-merge-key";
    private static final String LIST_MAP_KEYS = "x-kubernetes-list-map-keys";

    private final JsonNode definitions;
    private final JsonNode node;

    private Schema(JsonNode definitions, JsonNode node) {
        this.definitions = definitions;
        this.node = node;
    }

    /** The schema that a node of an OpenAPI document means; null where a reference leads nowhere. */
    static @Nullable Schema of(JsonNode definitions, @Nullable JsonNode node) {
        requireNonNull(definitions, "definitions");
        JsonNode resolved = node;
        int hops = 0;
        while (resolved != null && resolved.has("$ref")) {
            String reference = resolved.path("$ref").asText();
            resolved = definitions.get(reference.substring(reference.lastIndexOf('/') + 1));
            if (++hops > 100) {
                throw new BuildException("the OpenAPI reference " + reference + " refers to itself");
            }
        }
        return resolved == null ? null : new Schema(definitions, resolved);
    }

    /** The schema that stands in a comment; one with a reference that leads nowhere is a schema all the same. */
    static Schema ofComment(JsonNode definitions, JsonNode node) {
        Schema resolved = of(definitions, node);
        return resolved != null ? resolved : new Schema(definitions, node);
    }

    @Nullable
    Schema field(String name) {
        JsonNode property = node.path("properties").get(name);
        if (property == null && node.path("additionalProperties").isObject()) {
            property = node.get("additionalProperties");
        }
        return of(definitions, property);
    }

    @Nullable
    Schema elements() {
        return "array".equals(node.path("type").asText()) ? of(definitions, node.get("items")) : null;
    }

    /** Whether a patch's elements are merged into the list instead of replacing it. */
    boolean mergesElements() {
        return List.of(node.path(PATCH_STRATEGY).asText().split(",")).contains("merge");
    }

    /** The fields that tell elements apart; none for lists of scalars. */
    List<String> mergeKeys() {
        var keys = new ArrayList<String>();
        if (node.has(LIST_MAP_KEYS)) {
            node.get(LIST_MAP_KEYS).forEach(key -> keys.add(key.asText()));
        } else if (node.has(PATCH_MERGE_KEY)) {
            keys.add(node.get(PATCH_MERGE_KEY).asText());
        }
        return keys;
    }
}
