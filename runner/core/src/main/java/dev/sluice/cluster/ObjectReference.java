package dev.sluice.cluster;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;

/**
 * An object and the API version it is wanted in.
 *
 * @param version without the group: {@code v1}; empty: the one that the target prefers
 */
public record ObjectReference(ObjectId id, String version) {

    public ObjectReference {
        requireNonNull(id, "id");
        requireNonNull(version, "version");
    }

    public static ObjectReference of(Manifest manifest) {
        String apiVersion = manifest.apiVersion();
        return new ObjectReference(manifest.id(), ObjectId.versionOf(apiVersion));
    }
}
