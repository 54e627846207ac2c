package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What SOPS has encrypted and nobody has decrypted. Whatever its format, SOPS writes each encrypted value, and the
 * checksum of a document even where no value is encrypted, as {@code ENC[AES256_GCM,…]} (getsops/sops {@code aes}).
 */
public final class Ciphertext {

    private static final String MARK = "ENC[AES256_GCM,";
    private static final String SECRET = "Secret";
    private static final String SOPS = "sops";

    /** The annotation that keeps an object as it is: it is somebody else's to decrypt. */
    private static final String OPT_OUT = "kustomize.toolkit.fluxcd.io/decrypt";

    /** Where objects hold texts in Base64, by kind. */
    private static final Set<String> ENCODED = Set.of("Secret/data", "ConfigMap/binaryData");

    private Ciphertext() {}

    /** Whether the objects of a Kustomization are to be decrypted before they are applied. */
    public static boolean isDecrypted(KustomizationSpec spec) {
        return spec.spec().path("decryption").isObject();
    }

    /** Whether anything in the object is encrypted: the object as a file of its own, or a file that a generator took. */
    public static boolean isIn(Manifest manifest) {
        return isDocument(manifest) || firstIn(manifest).isPresent();
    }

    /** Whether an object says that it is to stay encrypted. */
    static boolean isOptOut(Manifest manifest) {
        return manifest.annotation(OPT_OUT).equalsIgnoreCase("disabled");
    }

    /** Whether SOPS encrypted the object as a document of its own. */
    static boolean isDocument(Manifest manifest) {
        JsonNode checksum = manifest.content().path(SOPS).path("mac");
        return checksum.isValueNode() ? !checksum.isNull() : !checksum.isEmpty();
    }

    /** Whether an object is a Secret of which anything is encrypted: its ciphertext would become the secret. */
    static boolean isSecret(Manifest manifest) {
        return isCoreSecret(manifest) && (manifest.content().has(SOPS) || isIn(manifest));
    }

    private static boolean isCoreSecret(Manifest manifest) {
        return manifest.id().kind().equals(SECRET) && manifest.apiVersion().equals("v1");
    }

    /** Whether an object is a ConfigMap of which anything is encrypted: nothing else would notice it there. */
    static boolean isConfigMap(Manifest manifest) {
        return manifest.id().kind().equals("ConfigMap") && isIn(manifest);
    }

    /** The field that shows best that an object is encrypted. */
    static List<String> field(Manifest manifest) {
        return manifest.content().has(SOPS) ? List.of(SOPS) : firstIn(manifest).orElse(List.of("data"));
    }

    private static Optional<List<String>> firstIn(Manifest manifest) {
        Optional<List<String>> text = FieldProblem.firstText(manifest.content(), Ciphertext::isMarked);
        return text.isPresent() ? text : firstEncoded(manifest);
    }

    private static Optional<List<String>> firstEncoded(Manifest manifest) {
        return manifest.content().properties().stream()
                .filter(field -> isEncoded(manifest.id().kind(), field.getKey()))
                .flatMap(field -> field.getValue().properties().stream()
                        .filter(entry -> decoded(entry.getValue())
                                .filter(Ciphertext::isMarked)
                                .isPresent())
                        .map(entry -> List.of(field.getKey(), entry.getKey())))
                .findFirst();
    }

    /** Whether the entries of an object's field are Base64. */
    static boolean isEncoded(String kind, String field) {
        return ENCODED.contains(kind + "/" + field);
    }

    /** Whether a text is, or holds, a value that SOPS encrypted. */
    static boolean isMarked(String text) {
        return text.contains(MARK);
    }

    /** Whether a text is one encrypted value. */
    static boolean isValue(String text) {
        return text.startsWith(MARK);
    }

    /** The text in a Base64 value; empty where it is none. */
    static Optional<String> decoded(JsonNode value) {
        try {
            return Optional.of(new String(SecretData.decoded(value.asText()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
