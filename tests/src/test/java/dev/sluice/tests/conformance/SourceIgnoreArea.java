package dev.sluice.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.source.SourceIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code sourceignore}: which files and directories of a tree go into an artifact. */
final class SourceIgnoreArea implements Area {

    @Override
    public String name() {
        return "sourceignore";
    }

    @Override
    public List<Case> cases(Path directory) throws IOException {
        JsonNode root =
                new ObjectMapper().readTree(directory.resolve("cases.json").toFile());
        var cases = new ArrayList<Case>();
        for (JsonNode node : root.path("cases")) {
            cases.add(new Case(node.path("name").asText(), () -> difference(node)));
        }
        return cases;
    }

    private static Optional<String> difference(JsonNode node) throws IOException {
        Path tree = Files.createTempDirectory("sourceignore");
        try {
            lay(node, tree);
            var kept = kept(
                    tree,
                    node.path("specIgnore").isMissingNode()
                            ? null
                            : node.path("specIgnore").asText());
            var expected = new Kept(
                    texts(node.path("expect").path("kept")),
                    texts(node.path("expect").path("keptDirs")));
            return kept.equals(expected) ? Optional.empty() : Optional.of(difference(kept, expected));
        } finally {
            delete(tree);
        }
    }

    /** What is left of a tree, sorted. */
    private record Kept(List<String> files, List<String> directories) {}

    private static void lay(JsonNode node, Path tree) throws IOException {
        for (JsonNode file : node.path("files")) {
            Path path = tree.resolve(file.asText());
            if (file.asText().endsWith("/")) {
                Files.createDirectories(path);
            } else {
                Files.createDirectories(path.getParent());
                Files.writeString(path, "");
            }
        }
        for (Map.Entry<String, JsonNode> file : node.path("ignoreFiles").properties()) {
            Path path = tree.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue().asText());
        }
        for (Map.Entry<String, JsonNode> link : node.path("symlinks").properties()) {
            Files.createSymbolicLink(
                    tree.resolve(link.getKey()), Path.of(link.getValue().asText()));
        }
    }

    private static Kept kept(Path tree, @Nullable String specIgnore) throws IOException {
        var ignore = SourceIgnore.of(tree, specIgnore);
        var files = new ArrayList<String>();
        var directories = new ArrayList<String>();
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.filter(path -> !path.equals(tree)).sorted().toList()) {
                String relative = tree.relativize(path).toString();
                boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                if (!Files.isSymbolicLink(path) && !ignore.ignored(relative, directory)) {
                    (directory ? directories : files).add(relative);
                }
            }
        }
        files.sort(Comparator.naturalOrder());
        directories.sort(Comparator.naturalOrder());
        return new Kept(files, directories);
    }

    private static String difference(Kept kept, Kept expected) {
        var tooMany = new ArrayList<>(kept.files());
        tooMany.addAll(kept.directories());
        tooMany.removeAll(expected.files());
        tooMany.removeAll(expected.directories());
        var missing = new ArrayList<>(expected.files());
        missing.addAll(expected.directories());
        missing.removeAll(kept.files());
        missing.removeAll(kept.directories());
        return "kept too much: " + tooMany + ", missing: " + missing;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        texts.sort(Comparator.naturalOrder());
        return texts;
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
