package dev.sluice.flux;

/** Decrypts the documents of one unit. */
@FunctionalInterface
public interface Decryptor {

    /**
     * The plain document in the form that is wanted, without the metadata of SOPS.
     *
     * @throws DecryptionException if it cannot be decrypted, or cannot be written in that form
     * @throws dev.sluice.failure.TransientFailure if a service that holds a key does not answer
     */
    byte[] decrypt(EncryptedDocument document) throws DecryptionException;
}
