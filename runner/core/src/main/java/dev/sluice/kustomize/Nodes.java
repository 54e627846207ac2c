package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Spelled;
import dev.sluice.object.YamlReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Questions about nodes, answered as kustomize's {@code kyaml/yaml} answers them. */
final class Nodes {

    /** Letters that a word starts with that could be a boolean, a null or an infinity, and all numbers. */
    private static final Pattern MAYBE_TYPED = Pattern.compile("[-+.0-9].*|[~nNtTfF].*|");

    private Nodes() {}

    /** The text of a scalar, whatever its type; empty for containers and for what is not there. */
    static String text(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isContainerNode() || node.isMissingNode()
                ? ""
                : Spelled.spelling(node);
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
        if (!MAYBE_TYPED.matcher(text).matches()) {
            return string(text);
        }
        if (text.isEmpty()) {
            return NullNode.getInstance();
        }
        var documents = new YamlReader(Dialect.KYAML, Duplicates.LAST_WINS).read("v: " + text, "");
        JsonNode value = documents.size() == 1 ? documents.get(0).content().path("v") : string(text);
        return value.isValueNode() && !value.isTextual() ? value : string(text);
    }

    /** The strings of a mapping, in its order; other scalars, even nulls, as they are written. */
    static Map<String, String> strings(@Nullable JsonNode node) {
        var strings = new LinkedHashMap<String, String>();
        if (node instanceof ObjectNode mapping) {
            mapping.properties().forEach(field -> strings.put(field.getKey(), field.getValue().isContainerNode() ? "" : Spelled.spelling(field.getValue())));
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

    /** Leaves of all scalars in a node their values alone, as what goes through Go's maps has them. */
    static void forgetSpellings(JsonNode node) {
        change(node, Spelled::value);
    }

    /** The same for what goes through Go's JSON, to which all numbers are floats. */
    static void throughJson(JsonNode node) {
        change(node, Spelled::throughJson);
    }

    private static void change(JsonNode node, UnaryOperator<JsonNode> scalar) {
        if (node instanceof ObjectNode mapping) {
            mapping.properties().forEach(field -> field.setValue(scalar.apply(field.getValue())));
        }
        if (node instanceof ArrayNode sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                sequence.set(i, scalar.apply(sequence.get(i)));
            }
        }
        node.forEach(each -> change(each, scalar));
    }

    /** What a node is, in a message. */
    static String kindOf(JsonNode node) {
        if (node instanceof ObjectNode) {
            return "a mapping";
        }
        return node instanceof ArrayNode ? "a list" : "a scalar";
    }
}
