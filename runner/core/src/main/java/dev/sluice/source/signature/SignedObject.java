package dev.sluice.source.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is signed of a Git commit or tag, and the signature, taken apart as go-git does
 * ({@code plumbing/object}: commit_scanner.go, signature.go), which is as Git does.
 *
 * @param kind {@code commit} or {@code tag}
 * @param payload the object's bytes without its signature
 * @param signature the armored signature; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they were read; nobody compares the record
public record SignedObject(String kind, byte[] payload, String signature) {

    private static final String SIGNATURE_HEADER = "gpgsig";
    private static final List<String> STRIPPED = List.of("gpgsig ", "gpgsig-sha256 ");
    private static final List<String> ARMORS = List.of(
            "-----BEGIN PGP SIGNATURE-----",
            "-----BEGIN PGP MESSAGE-----",
            "-----BEGIN CERTIFICATE-----",
            "-----BEGIN SIGNED MESSAGE-----",
            "-----BEGIN SSH SIGNATURE-----");

    /** A commit by its raw bytes: its signature is a header. */
    public static SignedObject ofCommit(byte[] raw) {
        String text = text(raw);
        return new SignedObject("commit", bytes(withoutSignatureHeaders(text)), headerSignature(text));
    }

    /** A tag by its raw bytes: its signature is the end of its message, from the last block on that looks like one. */
    public static SignedObject ofTag(byte[] raw) {
        String text = text(raw);
        int end = text.indexOf("\n\n");
        String message = end < 0 ? "" : text.substring(end + 2);
        int inMessage = lastArmor(message);
        int inAll = lastArmor(text);
        return new SignedObject(
                "tag",
                bytes(withoutSignatureHeaders(inAll < 0 ? text : text.substring(0, inAll))),
                inMessage < 0 ? "" : message.substring(inMessage));
    }

    /** The kind of signature, in Flux's words (fluxcd/pkg git/signature/signature.go). */
    String type() {
        String trimmed = signature.strip();
        if (trimmed.startsWith("-----BEGIN PGP SIGNATURE-----")) {
            return "openpgp";
        }
        if (trimmed.startsWith("-----BEGIN SSH SIGNATURE-----")) {
            return "ssh";
        }
        if (trimmed.startsWith("-----BEGIN SIGNED MESSAGE-----")) {
            return "x509";
        }
        return signature.isEmpty() ? "empty" : "unknown";
    }

    /** Several headers are one signature, one after the other. */
    private static String headerSignature(String text) {
        var signature = new StringBuilder();
        boolean inside = false;
        for (String line : header(text).split("(?<=\n)", -1)) {
            String plain = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
            if (inside && line.startsWith(" ")) {
                signature.append(line, 1, line.length());
            } else {
                inside = plain.equals(SIGNATURE_HEADER) || plain.startsWith(SIGNATURE_HEADER + " ");
                if (inside) {
                    signature.append(plain.substring(Math.min(plain.length(), SIGNATURE_HEADER.length() + 1)));
                    signature.append('\n');
                }
            }
        }
        return signature.toString();
    }

    private static String withoutSignatureHeaders(String text) {
        String header = header(text);
        var kept = new StringBuilder();
        boolean skipping = false;
        for (String line : header.split("(?<=\n)", -1)) {
            skipping = (skipping && line.startsWith(" ")) || STRIPPED.stream().anyMatch(line::startsWith);
            if (!skipping) {
                kept.append(line);
            }
        }
        return kept.append(text, header.length(), text.length()).toString();
    }

    /** The lines before the first empty one. */
    private static String header(String text) {
        int end = text.indexOf("\n\n");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    /** Where the last line begins that begins a signature; -1 where there is none. */
    private static int lastArmor(String text) {
        int last = -1;
        for (int line = 0; line < text.length() && line >= 0; ) {
            int start = line;
            if (ARMORS.stream().anyMatch(armor -> text.startsWith(armor, start))) {
                last = line;
            }
            int newline = text.indexOf('\n', line);
            line = newline < 0 ? -1 : newline + 1;
        }
        return last;
    }

    /** A character a byte: whatever encoding the bytes are of, they stay what they are. */
    private static String text(byte[] raw) {
        return new String(raw, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
