package dev.sluice.tests.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.kustomize.Kustomization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The directories of the shared data that have a kustomization. */
final class KustomizeDirectories {

    private static final ObjectMapper JSON = new ObjectMapper();

    private KustomizeDirectories() {}

    /** Every conformance case, those that are refused included. */
    static List<KustomizeDirectory> cases(Path area) throws IOException {
        var directories = new ArrayList<KustomizeDirectory>();
        for (JsonNode entry : JSON.readTree(area.resolve("index.json").toFile()).path("cases")) {
            Path folder = area.resolve(entry.path("name").asText());
            JsonNode description = JSON.readTree(folder.resolve("case.json").toFile());
            var flags = new ArrayList<String>();
            description.path("args").forEach(flag -> flags.add(flag.asText()));
            directories.add(new KustomizeDirectory(
                    folder.resolve("files"), description.path("run").asText(), flags));
        }
        return directories;
    }

    /** Every directory of a repository that builds. */
    static List<KustomizeDirectory> ofRepository(Path repository) throws IOException {
        Path tree = repository.resolve("files");
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(file ->
                            Kustomization.FILE_NAMES.contains(file.getFileName().toString()))
                    .map(file -> tree.relativize(file.getParent()).toString())
                    .sorted()
                    .map(directory -> new KustomizeDirectory(tree, directory, List.of()))
                    .filter(directory -> directory.build(new KustomizeDirectory.Kustomizes()) > 0)
                    .toList();
        }
    }
}
