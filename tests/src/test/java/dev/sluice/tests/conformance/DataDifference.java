package dev.sluice.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Where two values differ first, as data: key order and the form of a number have no meaning. */
public final class DataDifference {

    private DataDifference() {}

    /** Empty where the values are equal. */
    public static Optional<String> between(JsonNode expected, JsonNode actual) {
        return between(expected, actual, "");
    }

    /** As {@link #between(JsonNode, JsonNode)}, for documents in order. */
    public static Optional<String> between(List<JsonNode> expected, List<JsonNode> actual) {
        for (int index = 0; index < Math.min(expected.size(), actual.size()); index++) {
            Optional<String> difference = between(expected.get(index), actual.get(index), "[" + index + "]");
            if (difference.isPresent()) {
                return difference;
            }
        }
        return expected.size() == actual.size()
                ? Optional.empty()
                : Optional.of("expected " + expected.size() + " objects, got " + actual.size());
    }

    private static Optional<String> between(JsonNode expected, JsonNode actual, String path) {
        if (expected.isObject() && actual.isObject()) {
            var names = new TreeSet<String>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            return names.stream()
                    .flatMap(name -> between(expected.path(name), actual.path(name), path + "." + name).stream())
                    .findFirst();
        }
        if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int index = 0; index < expected.size(); index++) {
                Optional<String> difference = between(expected.get(index), actual.get(index), path + "[" + index + "]");
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        }
        boolean equal = (expected.isNumber() && actual.isNumber())
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
        return equal
                ? Optional.empty()
                : Optional.of(path + ": expected " + shown(expected) + ", got " + shown(actual));
    }

    private static String shown(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() <= 120 ? text : text.substring(0, 120) + "…";
    }
}
