package dev.sluice.event;

import java.util.regex.Pattern;

/** Texts with Flux revisions in them, short enough to read: {@code main@sha1:4f9ab1c2} for forty digits. */
public final class ShortRevision {

    /** As the Flux CLI shortens what it prints, to eight digits. */
    private static final Pattern DIGEST =
            Pattern.compile("\\b(sha1|sha256|sha384|sha512|blake3):([0-9a-f]{8})[0-9a-f]+");

    private ShortRevision() {}

    public static String in(String text) {
        return DIGEST.matcher(text).replaceAll("$1:$2");
    }
}
