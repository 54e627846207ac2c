package dev.sluice.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes away what a difference does not need: fields, elements, and lines of texts. */
final class QuestionShrinker {

    /** Tells whether a smaller question still shows the difference. */
    @FunctionalInterface
    interface Check {
        boolean holds(ObjectNode smaller) throws IOException;
    }

    private static final int MOST_TRIES = 1500;

    private final Check check;
    private ObjectNode smallest;
    private int tries;

    QuestionShrinker(ObjectNode question, Check check) {
        this.smallest = question.deepCopy();
        this.check = check;
    }

    /** A question from which nothing more can be taken. */
    ObjectNode shrink() throws IOException {
        ObjectNode before;
        do {
            before = smallest.deepCopy();
            shrink("");
        } while (!smallest.equals(before) && tries < MOST_TRIES);
        return smallest;
    }

    private void shrink(String pointer) throws IOException {
        JsonNode value = smallest.at(pointer);
        if (value instanceof ObjectNode object) {
            for (String field : List.copyOf(names(object))) {
                if (!(pointer.isEmpty() && field.equals("op")) && !removed(pointer, field)) {
                    shrink(pointer + "/" + field.replace("~", "~0").replace("/", "~1"));
                }
            }
        } else if (value instanceof ArrayNode list) {
            for (int index = list.size() - 1; index >= 0; index--) {
                if (!removed(pointer, String.valueOf(index))) {
                    shrink(pointer + "/" + index);
                }
            }
        } else if (value.isTextual() && value.asText().length() > 1) {
            shrinkText(pointer, value.asText());
        }
    }

    private static List<String> names(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private boolean removed(String pointer, String name) throws IOException {
        ObjectNode smaller = smallest.deepCopy();
        JsonNode parent = smaller.at(pointer);
        if (parent instanceof ObjectNode object) {
            object.remove(List.of(name));
        } else if (parent instanceof ArrayNode list) {
            list.remove(Integer.parseInt(name));
        }
        return accepted(smaller);
    }

    private void shrinkText(String pointer, String text) throws IOException {
        boolean lines = text.contains("\n");
        List<String> parts = new ArrayList<>(List.of(lines ? text.split("(?<=\n)") : text.split("")));
        for (int size = Math.max(1, parts.size() / 2); size >= 1; size /= 2) {
            for (int start = 0; start + size <= parts.size() && parts.size() > 1; ) {
                var fewer = new ArrayList<>(parts.subList(0, start));
                fewer.addAll(parts.subList(start + size, parts.size()));
                if (replaced(pointer, String.join("", fewer))) {
                    parts = fewer;
                } else {
                    start += size;
                }
            }
        }
    }

    private boolean replaced(String pointer, String text) throws IOException {
        ObjectNode smaller = smallest.deepCopy();
        int slash = pointer.lastIndexOf('/');
        String name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        JsonNode parent = smaller.at(pointer.substring(0, slash));
        if (parent instanceof ObjectNode object) {
            object.put(name, text);
        } else if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), text);
        }
        return accepted(smaller);
    }

    private boolean accepted(ObjectNode smaller) throws IOException {
        if (tries++ >= MOST_TRIES || !check.holds(smaller)) {
            return false;
        }
        smallest = smaller;
        return true;
    }
}
