package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** Writes JSON as Go's {@code encoding/json} does: compact, keys sorted, the signs of HTML escaped. */
final class GoJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private GoJson() {}

    static String write(JsonNode value) {
        var text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            var sorted = new TreeMap<String, JsonNode>();
            value.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            String separator = "{";
            for (Map.Entry<String, JsonNode> entry : sorted.entrySet()) {
                text.append(separator).append(quoted(entry.getKey())).append(':');
                write(entry.getValue(), text);
                separator = ",";
            }
            text.append(sorted.isEmpty() ? "{}" : "}");
            return;
        }
        if (value.isArray()) {
            String separator = "[";
            for (JsonNode item : value) {
                text.append(separator);
                write(item, text);
                separator = ",";
            }
            text.append(value.isEmpty() ? "[]" : "]");
            return;
        }
        text.append(value.isTextual() ? quoted(value.asText()) : value.toString());
    }

    private static String quoted(String text) {
        String json = JSON.getNodeFactory().textNode(text).toString();
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
