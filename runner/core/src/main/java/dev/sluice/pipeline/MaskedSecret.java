package dev.sluice.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.Manifest;
import java.util.List;

/** A Secret as it may be shown where logs are kept: its keys, and {@code ***} for every value. */
final class MaskedSecret {

    private MaskedSecret() {}

    /** The same object; a Secret without its values. */
    static Manifest mask(Manifest manifest) {
        if (!manifest.id().kind().equals("Secret") || !manifest.id().group().isEmpty()) {
            return manifest;
        }
        ObjectNode content = manifest.content().deepCopy();
        for (String field : List.of("data", "stringData")) {
            JsonNode values = content.path(field);
            if (values instanceof ObjectNode secrets) {
                secrets.fieldNames().forEachRemaining(key -> secrets.put(key, "***"));
            }
        }
        return manifest.with(content);
    }
}
