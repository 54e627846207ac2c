package dev.sluice.cluster.kubernetes;

import static java.util.Objects.requireNonNull;

/**
 * Certificates or a key, as text.
 *
 * @param place where it stands, for messages
 */
record Pem(String text, String place) {

    Pem {
        requireNonNull(text, "text");
        requireNonNull(place, "place");
    }

    /** No text: it may be a private key's. */
    @Override
    public String toString() {
        return "PEM of " + place;
    }
}
