package dev.sluice.flux;

/** Why a document cannot be decrypted, in the words of SOPS; the message holds no value and no key. */
public final class DecryptionException extends Exception {

    private static final long serialVersionUID = 1L;

    public DecryptionException(String message) {
        super(message);
    }

    /** @param cause is never shown: its message may quote what was decrypted */
    public DecryptionException(String message, Throwable cause) {
        super(message, cause);
    }
}
