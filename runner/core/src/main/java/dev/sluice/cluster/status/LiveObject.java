package dev.sluice.cluster.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A live object as the rules of kstatus read it: fields where anything unexpected counts as absent, and fields where it
 * is an error, in the words of k8s.io/apimachinery ({@code unstructured/helpers.go}, {@code runtime/converter.go}).
 */
final class LiveObject {

    private final JsonNode content;

    LiveObject(JsonNode content) {
        this.content = content;
    }

    String kind() {
        return text("kind", "");
    }

    /** {@code group/Kind}, or the kind alone in the core group; empty where the API version is none. */
    String groupKind() {
        String version = text("apiVersion", "");
        int slash = version.indexOf('/');
        if (slash != version.lastIndexOf('/')) {
            return "";
        }
        return slash <= 0 ? kind() : version.substring(0, slash) + "/" + kind();
    }

    /** The text of a field; {@code absent} where it is missing or no text. */
    String text(String path, String absent) {
        JsonNode value = lenient(path);
        return value.isTextual() ? value.asText() : absent;
    }

    /** The whole number of a field; {@code absent} where it is missing or no whole number. */
    long number(String path, long absent) {
        JsonNode value = lenient(path);
        return GoValue.isInteger(value) ? value.longValue() : absent;
    }

    /** Whether a field is {@code true}. */
    boolean isTrue(String path) {
        return lenient(path).booleanValue();
    }

    /** The text of a field; empty where it is missing. */
    String requiredText(String path) throws UnreadableStatus {
        JsonNode value = field(path);
        if (value.isMissingNode()) {
            return "";
        }
        return checked(value, value.isTextual(), path, "string").asText();
    }

    /** The whole number of a field; empty where it is missing. */
    OptionalLong requiredNumber(String path) throws UnreadableStatus {
        JsonNode value = field(path);
        if (value.isMissingNode()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                checked(value, GoValue.isInteger(value), path, "int64").longValue());
    }

    /** The list of a field; empty where it is missing. */
    JsonNode requiredList(String path) throws UnreadableStatus {
        JsonNode value = field(path);
        if (value.isMissingNode()) {
            return JsonNodeFactory.instance.arrayNode();
        }
        return checked(value, value.isArray(), path, "[]interface{}");
    }

    /** The object's conditions, in its order. */
    List<StatusCondition> conditions() throws UnreadableStatus {
        JsonNode status = struct(content.path("status"));
        JsonNode list = status.path("conditions");
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw new UnreadableStatus("cannot restore slice from " + GoValue.kind(list));
        }
        var conditions = new ArrayList<StatusCondition>();
        for (JsonNode element : list) {
            JsonNode condition = struct(element);
            conditions.add(new StatusCondition(
                    conditionText(condition.path("type"), "string"),
                    conditionText(condition.path("status"), "v1.ConditionStatus"),
                    conditionText(condition.path("reason"), "string"),
                    conditionText(condition.path("message"), "string")));
        }
        return conditions;
    }

    private static JsonNode struct(JsonNode value) throws UnreadableStatus {
        if (!value.isObject() && !value.isNull() && !value.isMissingNode()) {
            throw new UnreadableStatus("cannot restore struct from: " + GoValue.kind(value));
        }
        return value;
    }

    private static String conditionText(JsonNode value, String type) throws UnreadableStatus {
        if (value.isTextual()) {
            return value.asText();
        }
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        // An integer converts to a string in Go's eyes (it is a code point), and the converter says why it does not.
        throw new UnreadableStatus(
                GoValue.isInteger(value) ? "cannot convert int64 to " + type : "unrecognized type: string");
    }

    private JsonNode lenient(String path) {
        JsonNode value = content;
        for (String field : path.split("\\.", -1)) {
            value = value.path(field);
        }
        return value;
    }

    /** The value of a field; missing where it, or what it is in, is not there. */
    private JsonNode field(String path) throws UnreadableStatus {
        JsonNode value = content;
        var walked = new StringBuilder();
        for (String field : path.split("\\.", -1)) {
            walked.append(walked.isEmpty() ? "" : ".").append(field);
            if (value.isNull() || value.isMissingNode()) {
                return MissingNode.getInstance();
            }
            value = checked(value, value.isObject(), walked.toString(), "map[string]interface{}")
                    .path(field);
        }
        return value;
    }

    private static JsonNode checked(JsonNode value, boolean fits, String path, String wanted) throws UnreadableStatus {
        if (!fits) {
            throw new UnreadableStatus("." + path + " accessor error: " + GoValue.text(value) + " is of the type "
                    + GoValue.type(value) + ", expected " + wanted);
        }
        return value;
    }
}
