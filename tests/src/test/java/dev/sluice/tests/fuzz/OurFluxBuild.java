package dev.sluice.tests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.flux.DirectoryBuild;
import dev.sluice.flux.FluxBuild;
import dev.sluice.flux.KustomizationGenerator;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.flux.SubstituteReference;
import dev.sluice.flux.Substitution;
import dev.sluice.kustomize.DirectoryTree;
import dev.sluice.kustomize.FileTree;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.Origin;
import dev.sluice.object.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One Kustomization from its files to what is applied, stage by stage. */
final class OurFluxBuild {

    private static final List<String> FILE_NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private final FluxBuild build = new FluxBuild(DirectoryBuild.kustomize());

    /** Adds what each stage made to the answer, and the stage it is at: it ends there where that refuses. */
    void answer(ObjectNode question, ObjectNode answer) throws IOException {
        Path root = Files.createTempDirectory("sluice-flux").toRealPath();
        try {
            Path source = Files.createDirectory(root.resolve("source"));
            write(source, question.path("files"));
            steps(source, question, answer);
        } finally {
            delete(root);
        }
    }

    private void steps(Path source, ObjectNode question, ObjectNode answer) {
        answer.put("stage", "object");
        KustomizationSpec spec = KustomizationSpec.of(
                Manifest.of((ObjectNode) question.path("kustomization").deepCopy(), new Origin("ks.yaml", 1)));
        answer.put("stage", "generate");
        var tree = new DirectoryTree(source, "");
        answer.set("file", file(KustomizationGenerator.generate(tree, spec), spec));
        answer.put("stage", "substitute");
        Map<String, String> variables = spec.postBuild()
                ? Substitution.variables(spec, reference -> find(question, spec, reference))
                : Map.of();
        List<Manifest> built = build.build(
                        tree, spec, variables, question.path("strict").asBoolean())
                .manifests();
        answer.put("built", Manifests.write(built));
        answer.put("stage", "apply");
        ArrayNode finished = answer.putArray("finished");
        try {
            build.finish(built, spec).forEach(manifest -> finished.add(manifest.content()));
        } catch (RuntimeException e) {
            answer.remove("finished");
            throw e;
        }
        answer.remove("stage");
    }

    private static JsonNode file(FileTree generated, KustomizationSpec spec) {
        String directory =
                Path.of("/").resolve(spec.path()).normalize().toString().substring(1);
        for (String name : FILE_NAMES) {
            Optional<byte[]> bytes = generated.read(directory.isEmpty() ? name : directory + "/" + name);
            if (bytes.isPresent()) {
                return new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                        .read(new String(bytes.get(), StandardCharsets.UTF_8), name)
                        .get(0)
                        .content();
            }
        }
        return OurFlux.JSON.nullNode();
    }

    private static Optional<Manifest> find(ObjectNode question, KustomizationSpec spec, SubstituteReference reference) {
        return question.path("cluster")
                .valueStream()
                .map(node -> Manifest.of((ObjectNode) node.deepCopy(), new Origin("cluster", 1)))
                .filter(manifest -> manifest.id().kind().equals(reference.kind())
                        && manifest.id().name().equals(reference.name())
                        && manifest.id().namespace().equals(spec.id().namespace()))
                .findFirst();
    }

    private static void write(Path source, JsonNode files) throws IOException {
        for (Map.Entry<String, JsonNode> entry : files.properties()) {
            Path path = source.resolve(entry.getKey());
            JsonNode file = entry.getValue();
            Files.createDirectories(path.getParent());
            if (file.path("directory").asBoolean()) {
                Files.createDirectories(path);
            } else if (!file.path("link").asText().isEmpty()) {
                Files.createSymbolicLink(path, Path.of(file.path("link").asText()));
            } else {
                Files.writeString(path, file.path("text").asText());
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
