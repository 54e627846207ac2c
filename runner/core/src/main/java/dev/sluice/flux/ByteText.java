package dev.sluice.flux;

import java.nio.charset.StandardCharsets;

/**
 * Bytes in the form of a text of which each character is one byte, so that offsets count bytes as in Go. Bytes that are
 * no UTF-8 stand in ordinary texts as lone surrogates U+DC80 to U+DCFF, and come back as what they were.
 */
final class ByteText {

    /** What Go reads in the place of a byte that is no UTF-8. */
    static final int INVALID = 0xFFFD;

    private static final int ESCAPE = 0xDC00;

    private ByteText() {}

    static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static String of(String text) {
        if (text.chars().noneMatch(c -> (c & 0xFF00) == ESCAPE)) {
            return of(text.getBytes(StandardCharsets.UTF_8));
        }
        var bytes = new StringBuilder();
        text.codePoints().forEach(rune -> {
            if (rune >= ESCAPE + 0x80 && rune <= ESCAPE + 0xFF) {
                bytes.append((char) (rune - ESCAPE));
            } else {
                bytes.append(encode(rune));
            }
        });
        return bytes.toString();
    }

    static byte[] toBytes(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The ordinary text; bytes that are no UTF-8 become lone surrogates. */
    static String toString(String bytes) {
        var text = new StringBuilder();
        int index = 0;
        while (index < bytes.length()) {
            int width = widthAt(bytes, index);
            if (width == 1 && bytes.charAt(index) >= 0x80) {
                text.append((char) (ESCAPE + bytes.charAt(index)));
            } else {
                text.appendCodePoint(runeAt(bytes, index));
            }
            index += width;
        }
        return text.toString();
    }

    static String encode(int rune) {
        return of(Character.toString(rune).getBytes(StandardCharsets.UTF_8));
    }

    /** The rune at an index; {@link #INVALID} where its bytes are no UTF-8. */
    static int runeAt(String bytes, int index) {
        int first = bytes.charAt(index);
        int width = widthAt(bytes, index);
        if (width == 1) {
            return first < 0x80 ? first : INVALID;
        }
        int rune = first & (0xFF >> (width + 1));
        for (int next = 1; next < width; next++) {
            rune = (rune << 6) | (bytes.charAt(index + next) & 0x3F);
        }
        return rune;
    }

    /** How many bytes the rune at an index has; 1 where they are no UTF-8. */
    static int widthAt(String bytes, int index) {
        int first = bytes.charAt(index);
        int width = first < 0xC2 || first > 0xF4 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (width == 1 || index + width > bytes.length()) {
            return 1;
        }
        int second = bytes.charAt(index + 1);
        // Overlong forms, surrogates and what lies behind U+10FFFF are refused by the second byte.
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 1;
        }
        for (int next = 2; next < width; next++) {
            if ((bytes.charAt(index + next) & 0xC0) != 0x80) {
                return 1;
            }
        }
        return width;
    }
}
