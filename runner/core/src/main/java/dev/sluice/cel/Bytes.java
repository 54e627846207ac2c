package dev.sluice.cel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * CEL's {@code bytes}.
 *
 * @param latin1 a character a byte; so they are compared as bytes without a sign are
 */
record Bytes(String latin1) {

    static Bytes of(byte[] bytes) {
        return new Bytes(new String(bytes, ISO_8859_1));
    }

    byte[] array() {
        return latin1.getBytes(ISO_8859_1);
    }
}
