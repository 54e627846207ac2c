package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.GoNumbers;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import dev.sluice.object.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A text in a field that is JSON or YAML itself, and a path that goes on in it: {@code data.settings.server.port}. After
 * {@code setValueInStructuredData} of Kustomize v5.8's {@code api/filters/replacement/replacement.go}; what YAML has beside
 * its data, comments and quotation marks, is not kept.
 */
final class StructuredText {

    private final FieldPath path;

    StructuredText(FieldPath path) {
        this.path = path;
    }

    /**
     * Changes what the path means in the first text on its way.
     *
     * @return whether there was such a text, and that in it
     */
    boolean change(JsonNode object, boolean creation, FieldPath.Change change) {
        for (int length = 1; length < path.length(); length++) {
            FieldPath outer = path.upTo(length);
            JsonNode field = find(outer, object);
            if (field == null || field.isContainerNode()) {
                continue;
            }
            JsonNode content = parsed(field);
            if (content != null) {
                return content.isContainerNode() && change(object, outer, field, content, creation, change);
            }
        }
        return false;
    }

    private static @Nullable JsonNode find(FieldPath path, JsonNode object) {
        try {
            return path.find(object);
        } catch (BuildException e) {
            return null;
        }
    }

    private boolean change(
            JsonNode object,
            FieldPath outer,
            JsonNode field,
            JsonNode content,
            boolean creation,
            FieldPath.Change change) {
        try {
            if (path.from(outer.length()).change(content, creation, change) == 0) {
                return false;
            }
        } catch (BuildException e) {
            return false;
        }
        JsonNode text = TextNode.valueOf(written(content, Nodes.text(field)));
        outer.change(object, false, present -> text);
        return true;
    }

    /** What a scalar says when it is read as YAML; null where it is none. */
    static @Nullable JsonNode parsed(JsonNode scalar) {
        try {
            List<YamlDocument> documents =
                    new YamlReader(Dialect.GO_YAML_3, Duplicates.LAST_WINS).read(Nodes.text(scalar), "");
            return documents.isEmpty() ? TextNode.valueOf("") : documents.get(0).content();
        } catch (InvalidInput e) {
            return null;
        }
    }

    /** As JSON where the text was, on several lines where it was; else as YAML. */
    private static String written(JsonNode content, String before) {
        String start = before.strip();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return YamlWriter.writeInOrder(content).strip();
        }
        var text = new StringBuilder();
        boolean lines = before.contains("\n") && before.contains("  ");
        writeJson(content, lines ? "\n" : "", text);
        return text.toString();
    }

    /** @param newLine what stands before an element: a line feed and the indentation; empty for all on one line */
    private static void writeJson(JsonNode node, String newLine, StringBuilder text) {
        if (!node.isContainerNode()) {
            String scalar = node.isFloatingPointNumber() ? GoNumbers.json(node.doubleValue()) : node.toString();
            text.append(node.isTextual() ? quoted(node.asText()) : scalar);
            return;
        }
        String inner = newLine.isEmpty() ? "" : newLine + "  ";
        var elements = new ArrayList<String>();
        if (node.isObject()) {
            var sorted = new TreeMap<String, JsonNode>();
            node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            for (Map.Entry<String, JsonNode> entry : sorted.entrySet()) {
                var element = new StringBuilder(quoted(entry.getKey())).append(newLine.isEmpty() ? ":" : ": ");
                writeJson(entry.getValue(), inner, element);
                elements.add(element.toString());
            }
        } else {
            for (JsonNode each : node) {
                var element = new StringBuilder();
                writeJson(each, inner, element);
                elements.add(element.toString());
            }
        }
        text.append(node.isObject() ? '{' : '[')
                .append(elements.isEmpty() ? "" : inner)
                .append(String.join("," + inner, elements))
                .append(elements.isEmpty() ? "" : newLine)
                .append(node.isObject() ? '}' : ']');
    }

    /** {@code encoding/json} escapes the signs of HTML. */
    private static String quoted(String text) {
        return TextNode.valueOf(text)
                .toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
