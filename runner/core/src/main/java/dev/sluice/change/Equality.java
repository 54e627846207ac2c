package dev.sluice.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Equality as Kubernetes sees it: numbers by value, null like absent. */
final class Equality {

    private Equality() {}

    static boolean equal(JsonNode before, JsonNode after) {
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

    static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
