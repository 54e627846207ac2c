package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.object.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/**
 * What SOPS has encrypted and nobody has decrypted. Whatever its format, SOPS writes each encrypted value, and the
 * checksum of a document even where no value is encrypted, as {@code ENC[AES256_GCM,…]} (getsops/sops {@code aes}).
 */
public final class Ciphertext {

    private static final String MARK = "ENC[AES256_GCM,";

    /** Where objects hold texts in Base64, by kind. */
    private static final Set<String> ENCODED = Set.of("Secret/data", "ConfigMap/binaryData");

    private Ciphertext() {}

    /** Whether the objects of a Kustomization are to be decrypted before they are applied. */
    public static boolean isDecrypted(KustomizationSpec spec) {
        return spec.spec().path("decryption").isObject();
    }

    /** Whether anything in the object is encrypted: the object as a file of its own, or a file that a generator took. */
    public static boolean isIn(Manifest manifest) {
        JsonNode content = manifest.content();
        return content.path("sops").has("mac")
                || holds(content)
                || content.properties().stream()
                        .filter(field -> ENCODED.contains(manifest.id().kind() + "/" + field.getKey()))
                        .flatMap(field -> field.getValue().properties().stream())
                        .anyMatch(entry -> holdsEncoded(entry.getValue()));
    }

    /** The same, of the kinds that hold configuration of programs: nothing else would notice it there. */
    static boolean isConfigured(Manifest manifest) {
        return Set.of("Secret", "ConfigMap").contains(manifest.id().kind()) && isIn(manifest);
    }

    private static boolean holds(JsonNode value) {
        return value.isTextual()
                ? value.asText().contains(MARK)
                : FieldProblem.firstText(value, text -> text.contains(MARK)).isPresent();
    }

    private static boolean holdsEncoded(JsonNode value) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(value.asText());
            return new String(bytes, StandardCharsets.ISO_8859_1).contains(MARK);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
