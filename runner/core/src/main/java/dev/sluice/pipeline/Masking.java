package dev.sluice.pipeline;

import dev.sluice.cluster.SecretMask;
import dev.sluice.flux.Placeholder;
import dev.sluice.object.Manifest;

/** What of a rendered object is shown: without the values of a Secret, unless they are asked for. */
final class Masking {

    private final RunRequest request;
    private final SecretMask mask;

    Masking(RunRequest request) {
        this.request = request;
        this.mask = request.keepEncrypted()
                ? SecretMask.hiding().sparing(Placeholder::isOne)
                : SecretMask.hiding();
    }

    Manifest shown(Manifest manifest) {
        return request.withSecrets() ? manifest : mask.mask(manifest);
    }
}
