package dev.sluice.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Private keys in PEM (PKCS#1, PKCS#8, SEC 1) and in OpenSSH's own form. */
final class PrivateKeys {

    private static final String PKCS8_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String PKCS8_END = "-----END PRIVATE KEY-----";

    private PrivateKeys() {}

    /**
     * Reads the first key.
     *
     * @param passphrase what opens an encrypted key
     * @throws PassphraseNeeded where the key is encrypted and none is given
     * @throws IOException where there is no key; no message holds any of it
     */
    static KeyPair read(byte[] text, Optional<String> passphrase) throws IOException, GeneralSecurityException {
        FilePasswordProvider passwords = (session, resource, attempt) ->
                passphrase.orElseThrow(() -> new PassphraseNeeded("the key is encrypted"));
        Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                null, NamedResource.ofName("identity"), new ByteArrayInputStream(text), passwords);
        if (pairs == null || !pairs.iterator().hasNext()) {
            throw new IOException("ssh: no key found");
        }
        return pairs.iterator().next();
    }

    /** Reads the key of a client certificate; where it is PKCS#8, it need not hold its public half. */
    static PrivateKey ofTls(byte[] text) throws IOException, GeneralSecurityException {
        String pem = new String(text, StandardCharsets.US_ASCII);
        int begin = pem.indexOf(PKCS8_BEGIN);
        int end = pem.indexOf(PKCS8_END);
        if (begin < 0 || end < begin) {
            return read(text, Optional.empty()).getPrivate();
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + PKCS8_BEGIN.length(), end));
        for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // It is a key of another kind.
            }
        }
        throw new IOException("tls: no key found");
    }

    /** The key is encrypted, and nobody said with what. */
    static final class PassphraseNeeded extends IOException {

        private static final long serialVersionUID = 1L;

        PassphraseNeeded(String message) {
            super(message);
        }
    }
}
