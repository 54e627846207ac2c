package dev.sluice.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.Manifest;

/** A live object with the fields of a desired one laid over it: about what applying that would give. */
final class Overlay {

    private Overlay() {}

    /** Maps are merged; lists are replaced, because only the target knows their keys for sure. */
    static Manifest of(Manifest live, Manifest desired) {
        ObjectNode content = live.content().deepCopy();
        lay(content, desired.content());
        return new Manifest(live.id(), content, live.origin());
    }

    private static void lay(ObjectNode below, ObjectNode above) {
        above.properties().forEach(field -> {
            JsonNode present = below.get(field.getKey());
            if (present instanceof ObjectNode inner && field.getValue() instanceof ObjectNode over) {
                lay(inner, over);
            } else {
                below.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }
}
