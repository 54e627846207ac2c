package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.object.Dialect;
import dev.sluice.object.WrittenMapping;
import dev.sluice.object.WrittenScalar;
import dev.sluice.object.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions about nodes, answered as kustomize's {@code kyaml/yaml} answers them. */
final class Nodes {

    private Nodes() {}

    /** The text of a scalar as it is spelled, whatever its type; empty for containers and for what is not there. */
    static String text(@Nullable JsonNode node) {
        if (node instanceof TextNode) {
            return WrittenScalar.text(node);
        }
        return node == null || node.isNull() || node.isContainerNode() || node.isMissingNode()
                ? ""
                : WrittenScalar.text(node);
    }

    static boolean isMissingOrNull(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode();
    }

    static boolean isEmpty(@Nullable JsonNode node) {
        return node == null || isMissingOrNull(node) || (node.isContainerNode() && node.isEmpty());
    }

    static boolean isEmptyMapping(@Nullable JsonNode node) {
        return node instanceof ObjectNode && node.isEmpty();
    }

    static TextNode string(String text) {
        return TextNode.valueOf(text);
    }

    static ObjectNode mapping() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode sequence() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** What a scalar that is written without quotes means: {@code 80} is a number, {@code web} a string. */
    static JsonNode plainScalar(String text) {
        return YamlReader.plainScalar(text, Dialect.KYAML);
    }

    /** What a scalar becomes when another text takes its place: in quotes a string, and else what it looks like. */
    static JsonNode rewritten(JsonNode scalar, String text) {
        return WrittenScalar.set(scalar, plainScalar(text));
    }

    /** The strings of a mapping, in its order; other scalars, and nulls, as they are spelled. Of a key that stands twice, the last
     * counts. */
    static Map<String, String> strings(@Nullable JsonNode node) {
        var strings = new LinkedHashMap<String, String>();
        if (node instanceof ObjectNode mapping) {
            mapping.forEachEntry(
                    (key, value) -> strings.put(key, WrittenScalar.text(WrittenMapping.last(mapping, key, value))));
        }
        return strings;
    }

    /** The mapping behind a key, made where there is none. */
    static ObjectNode mapping(ObjectNode parent, String key) {
        if (parent.get(key) instanceof ObjectNode mapping) {
            return mapping;
        }
        return parent.putObject(key);
    }

    /** What a node is, in a message. */
    static String kindOf(JsonNode node) {
        if (node instanceof ObjectNode) {
            return "a mapping";
        }
        return node instanceof ArrayNode ? "a list" : "a scalar";
    }
}
