package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.kustomize.FileTree;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The files that are decrypted before a build (kustomize-controller {@code decryptor.go}, {@code DecryptSources}): those of
 * Secret generators and patches, of the kustomization and, recursively, of the directories among its {@code resources} and
 * {@code components}. No others: not those of ConfigMap generators, {@code bases} or the deprecated fields of patches. What
 * is missing, malformed or outside of the source is left to the build, which names it with its line. Used once.
 */
final class EncryptedSources {

    /** What the original reads at most, encrypted or not. */
    private static final int MOST_BYTES = 5 << 20;

    private final FileTree tree;
    private final Decryptor decryptor;
    private final Set<String> visitedDirectories = new HashSet<>();
    private final Set<String> visitedFiles = new HashSet<>();
    private final Map<String, byte[]> plain = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private EncryptedSources(FileTree tree, Decryptor decryptor) {
        this.tree = tree;
        this.decryptor = decryptor;
    }

    /**
     * The plain files of a build, by their paths when links are followed; empty where nothing is encrypted.
     *
     * @param directory the directory that is built, its kustomization file merged already
     * @throws InvalidInput naming every file that cannot be decrypted
     */
    static Map<String, byte[]> decrypted(FileTree tree, String directory, Decryptor decryptor) {
        var sources = new EncryptedSources(tree, decryptor);
        sources.visit(directory);
        if (!sources.problems.isEmpty()) {
            throw new InvalidInput(sources.problems);
        }
        return sources.plain;
    }

    private void visit(String directory) {
        Optional<String> resolved =
                look(() -> tree.isDirectory(directory) ? Optional.of(tree.resolved(directory)) : Optional.empty());
        if (resolved.isEmpty() || !visitedDirectories.add(resolved.get())) {
            return;
        }
        JsonNode kustomization = kustomization(directory);
        for (JsonNode generator : kustomization.path("secretGenerator")) {
            texts(generator.path("files"), source -> generatorFile(directory, source));
            texts(generator.path("envs"), path -> environmentFile(directory, path));
        }
        for (JsonNode patch : kustomization.path("patches")) {
            String path = patch.path("path").asText("");
            if (!path.isEmpty() && !isRemote(path)) {
                file(directory, path, EncryptedFormat.ofPath(path));
            }
        }
        Consumer<String> directories = entry -> path(directory, entry).ifPresent(this::visit);
        texts(kustomization.path("resources"), directories);
        texts(kustomization.path("components"), directories);
    }

    private static void texts(JsonNode list, Consumer<String> consumer) {
        list.forEach(entry -> {
            if (entry.isTextual()) {
                consumer.accept(entry.asText());
            }
        });
    }

    private JsonNode kustomization(String directory) {
        return look(() -> ManifestScan.fileOf(tree, directory).map(this::content))
                .orElse(MissingNode.getInstance());
    }

    private JsonNode content(String path) {
        String text = YamlReader.decode(tree.read(path).orElseThrow(), tree.display(path));
        List<YamlDocument> documents =
                new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS).read(text, tree.display(path));
        return documents.isEmpty()
                ? MissingNode.getInstance()
                : documents.get(0).content();
    }

    /** {@code KEY=PATH}: the form is what the key says, not the file's name. */
    private void generatorFile(String directory, String source) {
        int equals = source.indexOf('=');
        String key = equals < 0 ? source : source.substring(0, equals);
        file(directory, source.substring(equals + 1), EncryptedFormat.ofPath(key));
    }

    private void environmentFile(String directory, String path) {
        EncryptedFormat format = EncryptedFormat.ofPath(path);
        file(directory, path, format == EncryptedFormat.BINARY ? EncryptedFormat.DOTENV : format);
    }

    /** Go's {@code url.Parse} finds a scheme and a host. */
    private static boolean isRemote(String path) {
        try {
            var url = new URI(path);
            return url.getScheme() != null && url.getAuthority() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void file(String directory, String entry, EncryptedFormat format) {
        path(directory, entry).ifPresent(path -> file(path, format));
    }

    private void file(String path, EncryptedFormat format) {
        Optional<byte[]> content = look(() -> tree.read(path));
        // Each file once, and in the form in which it is met first.
        if (content.isEmpty() || !visitedFiles.add(tree.resolved(path))) {
            return;
        }
        byte[] bytes = content.get();
        if (bytes.length > MOST_BYTES) {
            refuse(
                    path,
                    "cannot decrypt file with size (" + bytes.length + " bytes) exceeding limit (" + MOST_BYTES + ")");
            return;
        }
        if (!format.marks(new String(bytes, StandardCharsets.ISO_8859_1))) {
            return;
        }
        try {
            var document = new EncryptedDocument(new String(bytes, StandardCharsets.UTF_8), format, format);
            plain.put(tree.resolved(path), decryptor.decrypt(document));
        } catch (DecryptionException e) {
            refuse(path, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(String path, String why) {
        problems.add(Problem.of(tree.display(path), "error decrypting sources: " + why)
                .under(Rule.ENCRYPTED));
    }

    /** What the tree refuses, a link that leaves it for example, the build meets again and names with its line. */
    private static <T> Optional<T> look(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    /** The path in the tree that an entry of a kustomization means; empty where it leads out of it. */
    private static Optional<String> path(String directory, String entry) {
        String written = entry.startsWith("/") ? entry : TreePath.join(directory, entry);
        return TreePath.leaves(written) ? Optional.empty() : Optional.of(TreePath.normalized(written));
    }
}
