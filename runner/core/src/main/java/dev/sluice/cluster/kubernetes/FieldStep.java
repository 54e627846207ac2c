package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A step into an object as {@code fieldsV1} writes it: {@code f:NAME} a field, {@code k:{…}} the item of a list with
 * these keys, {@code v:VALUE} an item of a set, {@code i:N} an item by its place (sigs.k8s.io/structured-merge-diff,
 * fieldpath/serialize-pe.go).
 */
record FieldStep(String text) {

    /** The member that stands for the parent itself, beside its fields. */
    static final String SELF = ".";

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    FieldStep {
        requireNonNull(text, "text");
    }

    /** What it leads to; missing where there is nothing. */
    JsonNode from(JsonNode parent) {
        if (text.startsWith("f:")) {
            return parent.path(text.substring(2));
        }
        return parent instanceof ArrayNode items ? items.path(place(items)) : MissingNode.getInstance();
    }

    /** Takes away what it leads to. */
    void removeFrom(JsonNode parent) {
        if (parent instanceof ObjectNode object && text.startsWith("f:")) {
            object.remove(text.substring(2));
        } else if (parent instanceof ArrayNode items) {
            int place = place(items);
            if (place >= 0) {
                items.remove(place);
            }
        }
    }

    private int place(ArrayNode items) {
        if (text.length() < 2) {
            return -1;
        }
        JsonNode sought = parse(text.substring(2));
        if (text.startsWith("i:")) {
            return sought.asInt(-1);
        }
        boolean byKeys = text.startsWith("k:");
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            if (byKeys ? hasKeys(item, sought) : item.equals(sought)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean hasKeys(JsonNode item, JsonNode keys) {
        for (Map.Entry<String, JsonNode> key : keys.properties()) {
            if (!key.getValue().equals(item.path(key.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** What a newer server writes and we do not know leads nowhere. */
    private static JsonNode parse(String value) {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
