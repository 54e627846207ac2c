package dev.sluice.junit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The plain values of a JSON text by their JSON pointers; a record of them is enough for what we read. */
record JsonValues(Map<String, String> values) {

    private static final JsonFactory FACTORY = new JsonFactory();

    JsonValues {
        values = Map.copyOf(values);
    }

    static JsonValues of(String json) {
        var values = new HashMap<String, String>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
                }
            }
            return new JsonValues(values);
        } catch (IOException e) {
            throw new ClusterUnusable("JSON", e);
        }
    }

    boolean has(String pointer) {
        return values.containsKey(pointer);
    }

    String text(String pointer) {
        return values.getOrDefault(pointer, "");
    }
}
