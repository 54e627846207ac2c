package dev.sluice.object;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * Writes values as {@code sigs.k8s.io/yaml} and kustomize do, byte for byte: keys sorted, no document marker.
 *
 * <p>Source of the rules: {@code emitterc.go} and {@code encode.go} of {@code go.yaml.in/yaml/v2}, of which this is
 * the part that a document without anchors, tags and flow style needs.
 */
public final class YamlWriter {

    private static final int INDENT = 2;
    private static final int LONGEST_SIMPLE_KEY = 128;
    private static final KeyOrder KEY_ORDER = new KeyOrder();

    private final ScalarWriter out;
    private final boolean sorts;

    private YamlWriter(ScalarWriter out, boolean sorts) {
        this.out = out;
        this.sorts = sorts;
    }

    /** The value as one YAML document that ends with a newline. */
    public static String write(JsonNode value) {
        return write(value, true);
    }

    /** The same with the keys of each mapping in its own order. */
    public static String writeInOrder(JsonNode value) {
        return write(value, false);
    }

    private static String write(JsonNode value, boolean sorts) {
        requireNonNull(value, "value");
        var text = new StringBuilder();
        var writer = new YamlWriter(new ScalarWriter(text), sorts);
        writer.node(value, 0, INDENT);
        writer.out.indent(0);
        return text.toString();
    }

    /**
     * Whether go-yaml v3 cannot read the literal block that it writes of a text with line breaks: it takes a tab at its
     * beginning for wrong indentation.
     */
    public static boolean isUnreadable(String text) {
        return text.startsWith("\t") && text.indexOf('\n') >= 0 && FoldedText.canBeBlock(text);
    }

    private void node(JsonNode node, int indent, int scalarIndent) {
        if (node.isObject()) {
            mapping(node, indent);
        } else if (node.isArray()) {
            sequence(node, indent);
        } else {
            scalar(node, scalarIndent);
        }
    }

    private void mapping(JsonNode mapping, int indent) {
        if (mapping.isEmpty()) {
            out.indicator("{}", false);
            return;
        }
        for (String key : keys(mapping)) {
            out.indent(indent);
            ScalarForm form = ScalarForm.ofText(key);
            if (form.multiline() || form.bytes() > LONGEST_SIMPLE_KEY) {
                out.indicator("?", true);
                out.scalar(form, key, indent + INDENT);
                out.indent(indent);
                out.indicator(":", true);
            } else {
                out.key(form, key);
                out.colon();
            }
            JsonNode value = mapping.get(key);
            // The items of a sequence stand below the key, not behind it.
            boolean level = value.isArray() && !out.atIndention();
            node(value, level ? indent : indent + INDENT, indent + INDENT);
        }
    }

    private void sequence(JsonNode sequence, int indent) {
        if (sequence.isEmpty()) {
            out.indicator("[]", false);
            return;
        }
        for (JsonNode item : sequence) {
            out.indent(indent);
            out.indicator("-", true);
            node(item, indent + INDENT, indent + INDENT);
        }
    }

    private void scalar(JsonNode node, int indent) {
        String text = plainText(node);
        out.scalar(node.isTextual() ? ScalarForm.ofText(text) : ScalarForm.PLAIN, text, indent);
    }

    private static String plainText(JsonNode node) {
        if (node.isNumber()) {
            return GoNumbers.text(node);
        }
        return node.isNull() || node.isMissingNode() ? "null" : node.asText();
    }

    private List<String> keys(JsonNode mapping) {
        var keys = new ArrayList<String>(mapping.size());
        boolean sorted = true;
        for (var names = mapping.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            sorted &= keys.isEmpty() || KEY_ORDER.compare(keys.get(keys.size() - 1), name) < 0;
            keys.add(name);
        }
        if (sorted || !sorts) {
            return keys;
        }
        // go-yaml's order is no total one: where digits and letters mix, the outcome depends on the order before. So
        // start from one that depends on nothing, and not with List.sort, which throws when it finds out.
        Collections.sort(keys);
        var ordered = new TreeSet<>(KEY_ORDER);
        ordered.addAll(keys);
        return List.copyOf(ordered);
    }
}
