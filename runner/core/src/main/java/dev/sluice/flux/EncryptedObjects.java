package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.kustomize.FileTree;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Manifest;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objects that are decrypted after a build (kustomize-controller {@code decryptor.go}, {@code DecryptResource}): of any
 * kind, where SOPS encrypted the object itself; else each value of a Secret's {@code data} that is an encrypted document.
 */
final class EncryptedObjects {

    private final FileTree source;
    private final Decryptor decryptor;

    /** @param source the files as they are written */
    EncryptedObjects(FileTree source, Decryptor decryptor) {
        this.source = source;
        this.decryptor = decryptor;
    }

    /**
     * The plain object; empty where nothing of it is encrypted, or where it opts out.
     *
     * @throws InvalidInput naming what cannot be decrypted
     */
    Optional<Manifest> decrypted(Manifest manifest) {
        if (Ciphertext.isOptOut(manifest)) {
            return Optional.empty();
        }
        if (Ciphertext.isDocument(manifest)) {
            return Optional.of(wholeDecrypted(manifest));
        }
        return manifest.id().kind().equals("Secret") ? dataDecrypted(manifest) : Optional.empty();
    }

    private Manifest wholeDecrypted(Manifest manifest) {
        var document = new EncryptedDocument(
                manifest.content().toString(), EncryptedFormat.JSON, EncryptedFormat.JSON, written(manifest));
        try {
            return manifest.with(object(decryptor.decrypt(document)));
        } catch (DecryptionException e) {
            String subject = qualifiedName(manifest) + " " + manifest.id().kind() + " data";
            throw new InvalidInput(List.of(problem(manifest, List.of("sops"), subject, e)));
        }
    }

    private static ObjectNode object(byte[] json) throws DecryptionException {
        try {
            List<YamlDocument> documents = new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                    .read(new String(json, StandardCharsets.UTF_8), "");
            if (documents.size() == 1 && documents.get(0).content() instanceof ObjectNode object) {
                return object;
            }
        } catch (InvalidInput e) {
            throw new DecryptionException("the decrypted object is no JSON", e);
        }
        throw new DecryptionException("what was decrypted is no object");
    }

    private Optional<Manifest> dataDecrypted(Manifest secret) {
        var plain = new LinkedHashMap<String, byte[]>();
        var problems = new ArrayList<Problem>();
        for (Map.Entry<String, JsonNode> entry : secret.content().path("data").properties()) {
            String key = entry.getKey();
            String value = Ciphertext.decoded(entry.getValue()).orElse("");
            Optional<EncryptedFormat> format = EncryptedFormat.ofContent(value);
            if (format.isEmpty()) {
                continue;
            }
            try {
                var document = new EncryptedDocument(value, format.get(), EncryptedFormat.ofPath(key));
                plain.put(key, decryptor.decrypt(document));
            } catch (DecryptionException e) {
                String subject = qualifiedName(secret) + " Secret field '" + key + "'";
                problems.add(problem(secret, List.of("data", key), subject, e));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return plain.isEmpty() ? Optional.empty() : Optional.of(withData(secret, plain));
    }

    private static Manifest withData(Manifest secret, Map<String, byte[]> values) {
        ObjectNode content = secret.content().deepCopy();
        ObjectNode data = content.withObject("/data");
        values.forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
        return secret.with(content);
    }

    private static String qualifiedName(Manifest manifest) {
        return "'" + manifest.id().namespace() + "/" + manifest.id().name() + "'";
    }

    private static Problem problem(Manifest manifest, List<String> field, String subject, DecryptionException e) {
        return FieldProblem.of(
                        manifest,
                        field,
                        "decryption failed for '" + type(manifest) + "/"
                                + manifest.id().name() + "': failed to decrypt and format " + subject + ": "
                                + e.getMessage(),
                        null)
                .under(Rule.ENCRYPTED);
    }

    /** {@code Secret.v1.[noGrp]}, as kustomize prints a type. */
    private static String type(Manifest manifest) {
        String version = manifest.apiVersion();
        String group =
                manifest.id().group().isEmpty() ? "[noGrp]" : manifest.id().group();
        return manifest.id().kind() + "." + version.substring(version.indexOf('/') + 1) + "." + group;
    }

    /** The file that an object was read from; what a generator made or a server sent is none of the source. */
    private Optional<String> written(Manifest manifest) {
        String file = manifest.origin().file();
        String root = source.display("");
        String path = file.startsWith(root + "/") ? file.substring(root.length() + 1) : file;
        if (TreePath.leaves(path) || !source.display(path).equals(file)) {
            return Optional.empty();
        }
        return source.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
