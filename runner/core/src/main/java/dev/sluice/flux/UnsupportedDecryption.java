package dev.sluice.flux;

import java.util.Optional;

/**
 * Leaves everything as it is, and says that it does.
 *
 * @param needsKeys whether the keys must be there, as they must be to decrypt; not where the user leaves Secrets out
 */
public record UnsupportedDecryption(boolean needsKeys) implements Decryption {

    /** Why objects are left out. */
    public static final String REASON = "SOPS decryption is not supported yet";

    @Override
    public Decryptor of(KustomizationSpec unit, DecryptionKeys keys) {
        return document -> {
            throw new DecryptionException(REASON);
        };
    }

    @Override
    public Optional<String> incapacity() {
        return Optional.of(REASON);
    }
}
