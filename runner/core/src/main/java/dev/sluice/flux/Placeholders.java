package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Puts a {@link Placeholder} in the place of every encrypted value, so that what is encrypted can be rendered without keys:
 * its keys and all that is not encrypted stay. What holds Base64 gets the placeholder in Base64.
 *
 * @param everywhere whether units that do not ask for decryption are rendered so, too, with a warning; Flux refuses their
 *     Secrets
 */
public record Placeholders(boolean everywhere) implements Decryption {

    @Override
    public Decryptor of(KustomizationSpec unit, DecryptionKeys keys) {
        return Placeholders::replaced;
    }

    @Override
    public boolean appliesTo(KustomizationSpec unit) {
        return everywhere || Ciphertext.isDecrypted(unit);
    }

    @Override
    public boolean needsKeys() {
        return false;
    }

    private static byte[] replaced(EncryptedDocument document) throws DecryptionException {
        DocumentTree tree = DocumentTree.read(document.content(), document.from());
        for (ObjectNode root : tree.documents()) {
            root.remove("sops");
            replace(root, root.path("kind").asText(), new ArrayList<>());
        }
        return tree.write(document.to()).getBytes(StandardCharsets.UTF_8);
    }

    private static void replace(JsonNode value, String kind, List<String> path) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                path.add(entry.getKey());
                entry.setValue(replacement(entry.getValue(), kind, path));
                path.remove(path.size() - 1);
            }
        }
        if (value instanceof ArrayNode list) {
            for (int index = 0; index < list.size(); index++) {
                path.add(Integer.toString(index));
                list.set(index, replacement(list.get(index), kind, path));
                path.remove(path.size() - 1);
            }
        }
    }

    private static JsonNode replacement(JsonNode value, String kind, List<String> path) {
        if (!value.isTextual()) {
            replace(value, kind, path);
            return value;
        }
        if (!Ciphertext.isValue(value.asText())) {
            return value;
        }
        String placeholder = Placeholder.of(path);
        boolean encoded = path.size() == 2 && Ciphertext.isEncoded(kind, path.get(0));
        byte[] bytes = placeholder.getBytes(StandardCharsets.UTF_8);
        return JsonNodeFactory.instance.textNode(encoded ? Base64.getEncoder().encodeToString(bytes) : placeholder);
    }
}
