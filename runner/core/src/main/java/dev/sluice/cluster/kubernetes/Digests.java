package dev.sluice.cluster.kubernetes;

import dev.sluice.cluster.KeyedDigest;
import dev.sluice.cluster.SecretMask;
import dev.sluice.cluster.Sha256;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.function.Supplier;

/** What stands for an object's content in the open: a digest, with the target's key where it is a Secret. */
final class Digests {

    private final Supplier<KeyedDigest> key;

    /** @param key asked for only when there is a Secret: it has to be read from the server */
    Digests(Supplier<KeyedDigest> key) {
        this.key = key;
    }

    KeyedDigest key() {
        return key.get();
    }

    /** What identifies content to be applied. */
    String of(Manifest desired) {
        return of(desired.id(), new CanonicalBytes().value(desired.content()));
    }

    String of(ObjectId id, CanonicalBytes bytes) {
        return SecretMask.isSecret(id) ? key.get().of(bytes.toArray()) : Sha256.of(bytes.toArray());
    }
}
