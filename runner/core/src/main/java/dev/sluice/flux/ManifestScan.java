package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.kustomize.FileTree;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.FieldLocator;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a directory without a kustomization file holds: {@code scanManifests} of fluxcd/pkg/kustomize. Every YAML file
 * must be Kubernetes objects; a directory with a kustomization file counts as one resource.
 */
final class ManifestScan {

    /** The names that Kustomize looks for, in its order. */
    static final List<String> FILE_NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private final FileTree tree;
    private final List<String> resources = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private ManifestScan(FileTree tree) {
        this.tree = tree;
    }

    /**
     * The resources below a directory, as a kustomization file of that directory names them: {@code ./apps/web.yaml}.
     *
     * @throws InvalidInput naming every file that does not hold Kubernetes objects
     */
    static List<String> resources(FileTree tree, String directory) {
        var scan = new ManifestScan(tree);
        scan.walk(directory, ".");
        if (!scan.problems.isEmpty()) {
            throw new InvalidInput(scan.problems);
        }
        return List.copyOf(scan.resources);
    }

    /** The kustomization file of a directory; empty where there is none. */
    static Optional<String> fileOf(FileTree tree, String directory) {
        return FILE_NAMES.stream()
                .map(name -> TreePath.join(directory, name))
                .filter(path -> tree.read(path).isPresent())
                .findFirst();
    }

    private void walk(String directory, String relative) {
        for (String name : tree.list(directory)) {
            String path = TreePath.join(directory, name);
            String resource = relative + "/" + name;
            // Asked of every entry: a link out of the source is refused, whatever its name.
            boolean isDirectory = tree.isDirectory(path);
            if (isDirectory && !tree.isLink(path)) {
                if (fileOf(tree, path).isPresent()) {
                    resources.add(resource);
                } else {
                    walk(path, resource);
                }
            } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                resources.add(resource);
                check(path);
            }
        }
    }

    private void check(String path) {
        Optional<byte[]> bytes = tree.read(path);
        if (bytes.isEmpty()) {
            problems.add(Problem.of(tree.display(path), "cannot be read: no such file"));
            return;
        }
        try {
            String text = new String(bytes.get(), StandardCharsets.UTF_8);
            for (YamlDocument document :
                    new YamlReader(Dialect.KYAML, Duplicates.REFUSED).read(text, tree.display(path))) {
                check(document.content(), List.of(), document.origin(), text);
            }
        } catch (InvalidInput e) {
            problems.addAll(e.problems());
        }
    }

    /** @param path where the content stands in its document, through the lists around it */
    private void check(JsonNode content, List<String> path, Origin document, String text) {
        if (content.isNull() || (content.isEmpty() && content.isContainerNode())) {
            return;
        }
        String mistake = mistake(content);
        if (mistake != null) {
            problems.add(new Problem(
                    FieldLocator.of(text, document.file())
                            .locate(document, path)
                            .toString(),
                    "no Kubernetes object: " + mistake,
                    "a directory without kustomization.yaml may hold Kubernetes objects only: leave the file out with"
                            + " .sourceignore, or list the resources in a kustomization.yaml"));
            return;
        }
        if (content.path("kind").asText().endsWith("List")) {
            JsonNode items = content.path("items");
            for (int index = 0; index < items.size(); index++) {
                var itemPath = new ArrayList<>(path);
                itemPath.add("items");
                itemPath.add(Integer.toString(index));
                check(items.get(index), itemPath, document, text);
            }
        }
    }

    /** What makes the value no object ({@code GetValidatedMetadata} of kyaml's RNode); null where nothing does. */
    private static @Nullable String mistake(JsonNode content) {
        if (!content.has("apiVersion") && !content.has("kind") && !content.has("metadata")) {
            return "apiVersion, kind and metadata are missing";
        }
        String kind = content.path("kind").asText("");
        if (kind.isEmpty()) {
            return "kind is missing";
        }
        String name = content.path("metadata").path("name").asText("");
        return name.isEmpty() && !kind.endsWith("List") ? "metadata.name is missing" : null;
    }
}
