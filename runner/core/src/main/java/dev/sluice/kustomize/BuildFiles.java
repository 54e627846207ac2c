package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of one build: each is read, and as YAML parsed, at most once. */
final class BuildFiles {

    private final FileTree tree;
    private final Map<String, Optional<byte[]>> contents = new HashMap<>();
    private final Map<String, List<Resource>> resources = new HashMap<>();

    BuildFiles(FileTree tree) {
        this.tree = tree;
    }

    String display(String path) {
        return tree.display(path);
    }

    Optional<byte[]> read(String path) {
        Optional<byte[]> known = contents.get(path);
        if (known == null) {
            known = tree.read(path);
            contents.put(path, known);
        }
        return known;
    }

    Optional<String> text(String path) {
        return read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    boolean isDirectory(String path) {
        return tree.isDirectory(path);
    }

    /**
     * The objects of a resource file, each time as new copies.
     *
     * @throws InvalidInput if the file holds something else
     */
    List<Resource> resources(String path, byte[] bytes) {
        List<Resource> parsed =
                resources.computeIfAbsent(path, key -> parse(new String(bytes, StandardCharsets.UTF_8), display(path)));
        return parsed.stream().map(Resource::copy).toList();
    }

    /**
     * The objects that a text is.
     *
     * @throws InvalidInput if it is something else
     */
    static List<Resource> parse(String text, String location) {
        var documents = new YamlReader(Dialect.KYAML, Duplicates.REFUSED).read(text, location);
        return new ResourceReader().read(documents);
    }

    /** The first document of a text that is configuration, not an object. */
    static YamlDocument configuration(String text, String location) {
        List<YamlDocument> documents =
                new ArrayList<>(new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS).read(text, location));
        documents.removeIf(document -> document.content().isNull());
        if (documents.isEmpty()) {
            throw new InvalidInput(location, "the file is empty");
        }
        return documents.get(0);
    }
}
