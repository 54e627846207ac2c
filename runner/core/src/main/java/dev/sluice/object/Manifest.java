package dev.sluice.object;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One Kubernetes object and where it comes from. The content is shared and must not be changed: take a
 * {@link ObjectNode#deepCopy() copy} and make a new manifest {@link #with(ObjectNode) with} it.
 */
public record Manifest(ObjectId id, ObjectNode content, Origin origin) {

    public Manifest {
        requireNonNull(id, "id");
        requireNonNull(content, "content");
        requireNonNull(origin, "origin");
    }

    /** The object in {@code content}, which must have {@code apiVersion}, {@code kind} and {@code metadata.name}. */
    public static Manifest of(ObjectNode content, Origin origin) {
        return new Manifest(idOf(content), content, origin);
    }

    /** The same object with other content; its identity is read from the content again. */
    public Manifest with(ObjectNode changed) {
        return of(changed, origin);
    }

    public String apiVersion() {
        return content.path("apiVersion").asText();
    }

    /** The value of a label, or an empty text. */
    public String label(String key) {
        return content.path("metadata").path("labels").path(key).asText();
    }

    /** The value of an annotation, or an empty text. */
    public String annotation(String key) {
        return content.path("metadata").path("annotations").path(key).asText();
    }

    /** The object's identity and origin; never its content, which may be secret. */
    @Override
    public String toString() {
        return id + " (" + origin + ")";
    }

    private static ObjectId idOf(ObjectNode content) {
        JsonNode metadata = content.path("metadata");
        return ObjectId.of(
                content.path("apiVersion").asText(),
                content.path("kind").asText(),
                metadata.path("namespace").asText(),
                metadata.path("name").asText());
    }
}
