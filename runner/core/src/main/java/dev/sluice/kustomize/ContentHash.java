package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.GoNumbers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The short hash that follows the name of a generated object. After kustomize's {@code api/hasher/hasher.go}. */
final class ContentHash {

    private static final int LENGTH = 10;

    private ContentHash() {}

    static String of(ObjectNode object) {
        String kind = Nodes.text(object.path("kind"));
        var hashed = new TreeMap<String, JsonNode>();
        if (kind.equals("ConfigMap") || kind.equals("Secret")) {
            hashed.put("kind", Nodes.string(kind));
            // Kustomize looks for a field called "metadata/name", which is never there.
            hashed.put("name", Nodes.string(""));
            hashed.put("data", orEmpty(object.get("data")));
            String more = kind.equals("Secret") ? "stringData" : "binaryData";
            if (object.get(more) instanceof ObjectNode extra) {
                hashed.put(more, extra);
            }
            if (kind.equals("Secret")) {
                hashed.put("type", Nodes.string(Nodes.text(object.path("type"))));
            }
        } else {
            object.properties().forEach(field -> hashed.put(field.getKey(), field.getValue()));
        }
        var json = new StringBuilder();
        writeMapping(json, hashed);
        return readable(sha256(json.toString()).substring(0, LENGTH));
    }

    private static JsonNode orEmpty(@Nullable JsonNode data) {
        return data instanceof ObjectNode ? data : Nodes.string(Nodes.text(data));
    }

    /** Digits and vowels that could make words are replaced, as {@code kubectl} does. */
    private static String readable(String hex) {
        return hex.replace('0', 'g')
                .replace('1', 'h')
                .replace('3', 'k')
                .replace('a', 'm')
                .replace('e', 't');
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JSON as Go's {@code encoding/json} writes it: keys sorted, and what HTML cares about escaped. */
    private static void write(StringBuilder json, JsonNode node) {
        if (node instanceof ObjectNode) {
            var fields = new TreeMap<String, JsonNode>();
            node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            writeMapping(json, fields);
        } else if (node.isArray()) {
            json.append('[');
            for (int i = 0; i < node.size(); i++) {
                json.append(i == 0 ? "" : ",");
                write(json, node.get(i));
            }
            json.append(']');
        } else if (node.isTextual()) {
            writeString(json, node.asText());
        } else {
            json.append(node.isNumber() ? GoNumbers.json(node.doubleValue()) : node.asText());
        }
    }

    private static void writeMapping(StringBuilder json, SortedMap<String, JsonNode> fields) {
        json.append('{');
        fields.forEach((key, value) -> {
            json.append(json.charAt(json.length() - 1) == '{' ? "" : ",");
            writeString(json, key);
            json.append(':');
            write(json, value);
        });
        json.append('}');
    }

    private static void writeString(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '<', '>', '&', '\u2028', '\u2029' -> json.append(String.format("\\u%04x", (int) c));
                default -> json.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        json.append('"');
    }
}
