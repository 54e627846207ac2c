package dev.sluice.tests.fuzz;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * YAML as it is written by hand: mappings, sequences, and scalars that are the very text between the marks, so that quotes
 * and odd spellings can be drawn, too. A text of several lines becomes a block scalar.
 */
final class Yaml {

    /** A node with an anchor, to which a scalar {@code *name} is an alias. */
    record Anchored(String name, Object node) {}

    private Yaml() {}

    /** A mapping of keys and values in turn; keys whose value is null are left out. */
    static Map<String, Object> map(@Nullable Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object value = keysAndValues[i + 1];
            if (value != null) {
                map.put(String.valueOf(keysAndValues[i]), value);
            }
        }
        return map;
    }

    static List<Object> list(Object... elements) {
        return new ArrayList<>(List.of(elements));
    }

    /** A copy that shares nothing. */
    static Object copy(Object node) {
        if (node instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<String, Object>();
            map.forEach((key, value) -> copy.put(String.valueOf(key), copy(value)));
            return copy;
        }
        if (node instanceof List<?> list) {
            return list.stream().map(Yaml::copy).collect(Collectors.toCollection(ArrayList::new));
        }
        if (node instanceof Anchored anchored) {
            return copy(anchored.node());
        }
        return node;
    }

    /** A mapping with all aliases replaced by what they stand for. */
    static Map<String, Object> resolved(Map<?, ?> mapping) {
        var resolved = map();
        var anchors = new HashMap<String, Object>();
        mapping.forEach((key, value) -> resolved.put(String.valueOf(key), resolved(value, anchors)));
        return resolved;
    }

    private static Object resolved(Object node, Map<String, Object> anchors) {
        if (node instanceof Anchored anchored) {
            anchors.put("*" + anchored.name(), anchored.node());
            return copy(anchored.node());
        }
        if (node instanceof Map<?, ?> map) {
            var resolved = map();
            map.forEach((key, value) -> resolved.put(String.valueOf(key), resolved(value, anchors)));
            return resolved;
        }
        if (node instanceof List<?> list) {
            return list.stream().map(each -> resolved(each, anchors)).collect(Collectors.toCollection(ArrayList::new));
        }
        return copy(anchors.getOrDefault(node, node));
    }

    /** The node as a document. */
    static String text(Object node) {
        var text = new StringBuilder();
        write(text, node, 0);
        return text.toString();
    }

    /** Documents with lines of dashes between them. */
    static String documents(Collection<?> nodes) {
        return nodes.stream().map(Yaml::text).collect(Collectors.joining("---\n"));
    }

    /** The node in one line. */
    static String flow(Object node) {
        if (node instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof List<?> list) {
            return list.stream().map(Yaml::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        String scalar = String.valueOf(copy(node));
        return scalar.contains("\n") ? quoted(scalar) : scalar;
    }

    /** A scalar that is a text, whatever it looks like. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static void write(StringBuilder out, Object node, int indent) {
        if (node instanceof Map<?, ?> map && !map.isEmpty()) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                indent(out, indent).append(entry.getKey()).append(':');
                writeValue(out, entry.getValue(), indent);
            }
        } else if (node instanceof List<?> list && !list.isEmpty()) {
            for (Object element : list) {
                indent(out, indent).append('-');
                writeElement(out, element, indent);
            }
        } else {
            indent(out, indent);
            writeInline(out, node, indent);
        }
    }

    private static void writeValue(StringBuilder out, Object value, int indent) {
        Object node = value;
        if (value instanceof Anchored anchored) {
            out.append(" &").append(anchored.name());
            node = anchored.node();
        }
        if (isFilled(node)) {
            out.append('\n');
            write(out, node, node instanceof List ? indent : indent + 2);
        } else {
            out.append(' ');
            writeInline(out, node, indent + 2);
        }
    }

    private static void writeElement(StringBuilder out, Object element, int indent) {
        out.append(' ');
        if (isFilled(element)) {
            var inner = new StringBuilder();
            write(inner, element, indent + 2);
            out.append(inner.substring(indent + 2));
        } else {
            writeInline(out, element, indent + 2);
        }
    }

    private static boolean isFilled(Object node) {
        return (node instanceof Map<?, ?> map && !map.isEmpty()) || (node instanceof List<?> list && !list.isEmpty());
    }

    private static void writeInline(StringBuilder out, Object node, int indent) {
        if (node instanceof Map) {
            out.append("{}\n");
            return;
        }
        if (node instanceof List) {
            out.append("[]\n");
            return;
        }
        String scalar = String.valueOf(node);
        if (!scalar.contains("\n")) {
            out.append(scalar).append('\n');
            return;
        }
        boolean clipped = scalar.endsWith("\n");
        out.append('|')
                .append(scalar.startsWith(" ") ? "2" : "")
                .append(clipped ? "" : "-")
                .append('\n');
        for (String line : (clipped ? scalar.substring(0, scalar.length() - 1) : scalar).split("\n", -1)) {
            (line.isEmpty() ? out : indent(out, indent)).append(line).append('\n');
        }
    }

    private static StringBuilder indent(StringBuilder out, int indent) {
        return out.append(" ".repeat(indent));
    }
}
