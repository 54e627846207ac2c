package dev.sluice.flux;

import java.util.Optional;

/**
 * What becomes of that which SOPS encrypted in the files and objects of units. It is asked at the two places where
 * kustomize-controller decrypts: files before the build, objects after it and before their variables are replaced. Which
 * files and objects, and in which form, {@link FluxBuild} knows; an implementation sees encrypted documents only, one at a
 * time, and keeps nothing of them.
 *
 * <p>One that decrypts reads the keys of a unit once (age identities, OpenPGP keys, the credentials of key services), finds
 * a document's data key with them, decrypts every value, and <em>verifies the document's checksum</em> (the MAC):
 * kustomize-controller does not, and takes a document that somebody else has put together. The checksum of an object is that
 * of the {@linkplain EncryptedDocument#written file it was read from}. Names of keys (fingerprints, recipients) belong into
 * messages, values never. Safe for use by several threads.
 */
public interface Decryption {

    /**
     * What decrypts a unit's documents.
     *
     * @param keys the entries of the Secret that {@code spec.decryption.secretRef} names; none where it names none
     * @throws DecryptionException if a key cannot be read, naming its entry
     */
    Decryptor of(KustomizationSpec unit, DecryptionKeys keys) throws DecryptionException;

    /** Whether a unit's documents are to be decrypted: where it says so. */
    default boolean appliesTo(KustomizationSpec unit) {
        return Ciphertext.isDecrypted(unit);
    }

    /** Whether keys are of use; where they are not, nobody looks for them. */
    default boolean needsKeys() {
        return true;
    }

    /**
     * Why documents stay encrypted in units that ask for decryption, so that objects with them are left out, and a run ends
     * with that as its reason. Empty where what stays encrypted is a mistake.
     */
    default Optional<String> incapacity() {
        return Optional.empty();
    }
}
