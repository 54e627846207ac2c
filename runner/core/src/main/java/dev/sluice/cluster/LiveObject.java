package dev.sluice.cluster;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.function.Supplier;

/**
 * An object as a target holds it.
 *
 * @param fingerprint changes whenever anything changes that a run might have to repair, and with nothing else: the status
 *     and what other controllers write are no part of it. It may be stored in the open
 * @param needsTakeOver whether kubectl owns fields of it, or left annotations, that {@link Cluster#takeOver} removes
 * @param content reads the object itself, which can be costly
 */
public record LiveObject(ObjectId id, String fingerprint, boolean needsTakeOver, Supplier<Manifest> content) {

    public LiveObject {
        requireNonNull(id, "id");
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(content, "content");
    }

    public Manifest manifest() {
        return content.get();
    }

    /** An id and a fingerprint: the content may be a Secret's. */
    @Override
    public String toString() {
        return id + " (" + fingerprint + ")";
    }
}
