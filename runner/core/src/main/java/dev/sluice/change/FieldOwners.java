package dev.sluice.change;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.object.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who else applies which fields of a live object: its {@code metadata.managedFields}
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management).
 */
final class FieldOwners {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWN_MANAGER = "kustomize-controller";

    private final JsonNode live;
    private final List<JsonNode> others = new ArrayList<>();

    private FieldOwners(JsonNode live) {
        this.live = live;
    }

    /** The owners as the object names them. */
    static FieldOwners of(Manifest live) {
        var owners = new FieldOwners(live.content());
        for (JsonNode entry : live.content().path("metadata").path("managedFields")) {
            boolean applies = entry.path("operation").asText().equals("Apply")
                    && entry.path("subresource").asText().isEmpty();
            if (applies && !entry.path("manager").asText().equals(OWN_MANAGER)) {
                owners.others.add(entry.path("fieldsV1"));
            }
        }
        return owners;
    }

    /** Whether anybody but the run applies the field. */
    boolean ownedByAnother(JsonPointer path) {
        return others.stream().anyMatch(fields -> holds(fields, path));
    }

    private boolean holds(JsonNode fields, JsonPointer path) {
        JsonNode owned = fields;
        JsonNode value = live;
        for (JsonPointer rest = path; !rest.matches(); rest = rest.tail()) {
            if (value.isArray()) {
                value = value.path(rest.getMatchingIndex());
                owned = ofItem(owned, value);
            } else {
                value = value.path(rest.getMatchingProperty());
                owned = owned.path("f:" + rest.getMatchingProperty());
            }
            if (owned.isMissingNode()) {
                return false;
            }
        }
        return true;
    }

    /** An item of a list is named by its keys: {@code k:{"name":"web"}}. */
    private static JsonNode ofItem(JsonNode owned, JsonNode item) {
        for (Map.Entry<String, JsonNode> field : owned.properties()) {
            if (field.getKey().startsWith("k:") && hasKeys(item, field.getKey().substring(2))) {
                return field.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    private static boolean hasKeys(JsonNode item, String keys) {
        try {
            return JSON.readTree(keys).properties().stream()
                    .allMatch(key -> Equality.equal(item.path(key.getKey()), key.getValue()));
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
