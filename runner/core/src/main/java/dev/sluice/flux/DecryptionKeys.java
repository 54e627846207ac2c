package dev.sluice.flux;

import dev.sluice.object.Manifest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a unit's documents are decrypted with: the entries of a Secret by their names. Which entries count, and what each is,
 * its name says (kustomize-controller {@code decryptor.go}, {@code ImportKeys}).
 *
 * @param entries {@code *.asc}: an armored OpenPGP key; {@code *.agekey}: age identities; and {@code sops.vault-token}, {@code
 *     sops.aws-kms}, {@code sops.azure-kv}, {@code sops.gcp-kms}: credentials of key services
 */
public record DecryptionKeys(Map<String, byte[]> entries) {

    /** No keys. */
    public static final DecryptionKeys NONE = new DecryptionKeys(Map.of());

    private static final List<String> ENDINGS = List.of(".asc", ".agekey");
    private static final Set<String> NAMES =
            Set.of("sops.vault-token", "sops.aws-kms", "sops.azure-kv", "sops.gcp-kms");

    public DecryptionKeys {
        entries = Map.copyOf(entries);
    }

    /**
     * The keys in a Secret; what is none is left out.
     *
     * @throws dev.sluice.failure.InvalidInput if a value is no Base64
     */
    public static DecryptionKeys of(Manifest secret) {
        var entries = new TreeMap<>(SecretData.of(secret));
        entries.keySet().removeIf(name -> !isKey(name));
        return new DecryptionKeys(entries);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DecryptionKeys keys
                && entries.keySet().equals(keys.entries.keySet())
                && entries.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), keys.entries.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        return entries.keySet().hashCode();
    }

    private static boolean isKey(String name) {
        return NAMES.contains(name) || ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** Names, never values. */
    @Override
    public String toString() {
        return "keys " + new TreeMap<>(entries).keySet();
    }
}
