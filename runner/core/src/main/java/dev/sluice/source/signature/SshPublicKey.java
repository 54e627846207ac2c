package dev.sluice.source.signature;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A public key of SSH, or a certificate of one, and what it says to a signature (golang.org/x/crypto/ssh, keys.go).
 *
 * @param blob its bytes, by which it is known
 * @param type for example {@code ssh-ed25519}
 * @param application what a security key was made for; empty for every other
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they were read; nobody compares the record
record SshPublicKey(byte[] blob, String type, PublicKey key, String application) {

    private static final String SECURITY_KEY = "sk-";
    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    static SshPublicKey read(byte[] blob) throws Unreadable {
        var reader = new SshReader(blob);
        String type = reader.text();
        boolean certificate = type.endsWith(CERTIFICATE);
        if (certificate) {
            // Begins with a random number.
            var unused = reader.string();
        }
        String plain = certificate ? type.replace(CERTIFICATE, "") : type.replace("@openssh.com", "");
        String algorithm = plain.startsWith(SECURITY_KEY) ? plain.substring(SECURITY_KEY.length()) : plain;
        PublicKey key = SshKeyFormat.read(algorithm, reader);
        String application = plain.startsWith(SECURITY_KEY) ? reader.text() : "";
        if (!certificate) {
            reader.end();
        }
        return new SshPublicKey(blob, type, key, application);
    }

    /** The keys of a file of {@code authorized_keys}; one line that is none spoils it, as in Flux. */
    static List<SshPublicKey> authorizedKeys(String text) throws Unreadable {
        var keys = new ArrayList<SshPublicKey>();
        for (String line : text.split("\n", -1)) {
            String entry = line.strip();
            if (!entry.isEmpty() && !entry.startsWith("#")) {
                keys.add(authorizedKey(entry));
            }
        }
        return keys;
    }

    boolean isRsa() {
        return type.equals("ssh-rsa");
    }

    boolean isSame(SshPublicKey other) {
        return Arrays.equals(blob, other.blob);
    }

    /** {@code SHA256:…}, as ssh-keygen writes it. */
    String fingerprint() {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(SshSignature.digest("SHA-256", blob));
    }

    /** Whether this key made the signature; where it did not, why. */
    void verify(byte[] payload, SshSignature signature) throws Unreadable {
        String keyType = type.replace(CERTIFICATE, type.startsWith(SECURITY_KEY) ? "@openssh.com" : "");
        SshKeyFormat.verify(keyType, key, application, signature.signed(payload), signature);
    }

    /** {@code [options] type base64 [comment]}: the type is not looked at, the key says it itself. */
    private static SshPublicKey authorizedKey(String entry) throws Unreadable {
        try {
            return read(base64(behindWord(entry, false)));
        } catch (Unreadable | IllegalArgumentException noKey) {
            try {
                return read(base64(behindWord(behindWord(entry, true), false)));
            } catch (Unreadable | IllegalArgumentException e) {
                throw Unreadable.malformed("unable to parse authorized key: ssh: no key found");
            }
        }
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text.split("[ \t]", 2)[0].getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What follows the first word; a word of options may hold blanks in quotes. */
    private static String behindWord(String text, boolean quotes) {
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (!inside && (at == ' ' || at == '\t')) {
                return text.substring(i).strip();
            }
            if (quotes && at == '"' && (i == 0 || text.charAt(i - 1) != '\\')) {
                inside = !inside;
            }
        }
        return "";
    }
}
