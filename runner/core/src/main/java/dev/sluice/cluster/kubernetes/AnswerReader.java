package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.cluster.kubernetes.ApiCall.Accept;
import dev.sluice.failure.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads what came over the wire as a tree. */
final class AnswerReader {

    private static final int LONGEST_MESSAGE = 300;
    private static final ObjectReader JSON = new ObjectMapper().reader();

    private final String host;

    AnswerReader(String host) {
        this.host = host;
    }

    ApiAnswer read(RawAnswer raw, Accept accept) {
        boolean succeeded = raw.status() >= 200 && raw.status() < 300;
        if (raw.status() >= 300 && raw.status() < 400) {
            throw new Rejected(host, "this is no API server: it redirects (HTTP status " + raw.status() + ")");
        }
        if (succeeded && accept == Accept.TEXT) {
            return new ApiAnswer(raw.status(), TextNode.valueOf(new String(raw.body(), StandardCharsets.UTF_8)));
        }
        try {
            JsonNode body = JSON.readTree(raw.body());
            if (body.isContainerNode()) {
                return new ApiAnswer(raw.status(), body);
            }
        } catch (IOException e) {
            // Not JSON: a proxy's page, or the API server's own "404 page not found".
        }
        if (succeeded) {
            throw new Rejected(host, "this is no API server: it does not answer in JSON");
        }
        return new ApiAnswer(raw.status(), status(raw));
    }

    private static JsonNode status(RawAnswer raw) {
        String text = new String(raw.body(), StandardCharsets.UTF_8).strip();
        String message = text.isEmpty() || text.startsWith("<") ? "HTTP status " + raw.status() : text;
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "Status")
                .put("message", message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)))
                .put("code", raw.status());
    }
}
