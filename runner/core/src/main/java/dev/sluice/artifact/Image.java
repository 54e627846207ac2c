package dev.sluice.artifact;

import static java.util.Objects.requireNonNull;

/**
 * A container image in a registry.
 *
 * @param reference name and tag, for example {@code registry.example/shop/web:1.0.7}
 * @param digest the manifest's digest, for example {@code sha256:…}
 */
public record Image(String reference, String digest) {

    public Image {
        requireNonNull(reference, "reference");
        requireNonNull(digest, "digest");
    }
}
