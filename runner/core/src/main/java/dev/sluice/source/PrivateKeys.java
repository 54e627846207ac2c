package dev.sluice.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Private keys in PEM (PKCS#1, PKCS#8, SEC 1) and in OpenSSH's own form. */
final class PrivateKeys {

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

    /** The key is encrypted, and nobody said with what. */
    static final class PassphraseNeeded extends IOException {

        private static final long serialVersionUID = 1L;

        PassphraseNeeded(String message) {
            super(message);
        }
    }
}
