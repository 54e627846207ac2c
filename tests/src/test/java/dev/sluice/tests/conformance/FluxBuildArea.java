package dev.sluice.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
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
import dev.sluice.object.YamlDocument;
import dev.sluice.object.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code flux-build}: the build of one Kustomization, from its files to what is applied. */
final class FluxBuildArea implements Area {

    /** Where a build can end, in order: a case that must fail has to fail at its stage or earlier. */
    private static final List<String> STAGES =
            List.of("object", "path", "generate", "build", "conventions", "substitute", "read", "apply");

    /** The stages of {@link FluxBuild#build}, which does them in one. */
    private static final String BUILT = "substitute";

    static final DirectoryBuild KUSTOMIZE = DirectoryBuild.kustomize();

    @Override
    public String name() {
        return "flux-build";
    }

    @Override
    public List<Case> cases(Path directory) throws IOException {
        JsonNode index =
                new ObjectMapper().readTree(directory.resolve("index.json").toFile());
        var cases = new ArrayList<Case>();
        for (JsonNode node : index.path("cases")) {
            String name = node.path("name").asText();
            cases.add(new Case(name, () -> new Attempt(directory.resolve(name)).difference()));
        }
        return cases;
    }

    /** One try of a case; remembers the stage that it reached. */
    private static final class Attempt {
        private final Path directory;
        private final JsonNode description;
        private String stage = STAGES.get(0);

        Attempt(Path directory) throws IOException {
            this.directory = directory;
            this.description =
                    new ObjectMapper().readTree(directory.resolve("case.json").toFile());
        }

        Optional<String> difference() throws IOException {
            boolean mustFail = description.path("expects").asText().equals("error");
            try {
                Optional<String> difference = steps();
                return mustFail
                        ? Optional.of("expected a refusal: " + Files.readString(directory.resolve("error")))
                        : difference;
            } catch (InvalidInput e) {
                String expected = description.path("stage").asText();
                boolean inTime = mustFail && STAGES.indexOf(stage) <= ours(expected);
                return inTime
                        ? Optional.empty()
                        : Optional.of("refused at " + stage + " (expected: " + expected + "): " + e.getMessage());
            }
        }

        /** The last stage of ours that the expected one is part of: a path is looked for as part of generation. */
        private static int ours(String expected) {
            if (List.of("build", "conventions", BUILT).contains(expected)) {
                return STAGES.indexOf(BUILT);
            }
            return STAGES.indexOf(expected.equals("path") ? "generate" : expected);
        }

        private Optional<String> steps() throws IOException {
            KustomizationSpec spec =
                    KustomizationSpec.of(read("kustomization.yaml").get(0));
            stage = "path";
            FileTree tree = new DirectoryTree(files(), "");
            var build = new FluxBuild(KUSTOMIZE);
            stage = "generate";
            Optional<String> generated = generated(KustomizationGenerator.generate(tree, spec), spec);
            if (generated.isPresent()) {
                return generated;
            }
            stage = BUILT;
            var variables = Substitution.variables(spec, this::find);
            List<Manifest> built = build.build(
                            tree, spec, variables, description.path("strict").asBoolean())
                    .manifests();
            Optional<String> difference = compared("expected-built.yaml", built);
            stage = "apply";
            List<Manifest> finished = build.finish(built, spec);
            return difference.isPresent() ? difference : compared("expected.yaml", finished);
        }

        /** The files; a copy where the checkout cannot hold what belongs to the case: links and empty directories. */
        private Path files() throws IOException {
            Path files = directory.resolve("files");
            boolean links = description.path("name").asText().contains("symlink");
            if (!links && !description.has("emptyDirs")) {
                return files;
            }
            Path copy = Files.createTempDirectory("flux-build");
            for (JsonNode empty : description.path("emptyDirs")) {
                Files.createDirectories(copy.resolve(empty.asText()));
            }
            if (Files.exists(files)) {
                try (Stream<Path> paths = Files.walk(files)) {
                    for (Path path : paths.filter(Files::isRegularFile).toList()) {
                        Path target = copy.resolve(files.relativize(path).toString());
                        Files.createDirectories(target.getParent());
                        String text = Files.readString(path);
                        // Git writes a link as a file with its target where links are off.
                        if (links && !text.contains("\n")) {
                            Files.createSymbolicLink(target, Path.of(text));
                        } else {
                            Files.writeString(target, text);
                        }
                    }
                }
            }
            return copy;
        }

        private Optional<String> generated(FileTree generated, KustomizationSpec spec) throws IOException {
            Path file = directory.resolve("expected-kustomization.yaml");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String path =
                    Path.of("/").resolve(spec.path()).normalize().toString().substring(1);
            for (String name : List.of("kustomization.yaml", "kustomization.yml", "Kustomization")) {
                Optional<byte[]> bytes = generated.read(path.isEmpty() ? name : path + "/" + name);
                if (bytes.isPresent()) {
                    return DataDifference.between(documents(Files.readAllBytes(file)), documents(bytes.get()))
                            .map(difference -> "kustomization.yaml: " + difference);
                }
            }
            return Optional.of("no kustomization.yaml was generated");
        }

        private Optional<String> compared(String file, List<Manifest> manifests) throws IOException {
            Path expected = directory.resolve(file);
            if (!Files.exists(expected)) {
                return Optional.empty();
            }
            List<JsonNode> actual = manifests.stream()
                    .map(manifest -> (JsonNode) manifest.content())
                    .toList();
            return DataDifference.between(documents(Files.readAllBytes(expected)), actual)
                    .map(difference -> file + ": " + difference);
        }

        private Optional<Manifest> find(SubstituteReference reference) {
            for (int number = 0; number < description.path("cluster").asInt(); number++) {
                for (Manifest manifest : read("cluster-" + number + ".yaml")) {
                    if (manifest.id().kind().equals(reference.kind())
                            && manifest.id().name().equals(reference.name())) {
                        return Optional.of(manifest);
                    }
                }
            }
            return Optional.empty();
        }

        private List<Manifest> read(String file) {
            try {
                return new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                        .read(Files.readString(directory.resolve(file)), file).stream()
                                .filter(document -> document.content().isObject())
                                .map(document -> Manifest.of((ObjectNode) document.content(), document.origin()))
                                .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static List<JsonNode> documents(byte[] yaml) {
            return new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                    .read(new String(yaml, StandardCharsets.UTF_8), "expected.yaml").stream()
                            .map(YamlDocument::content)
                            .filter(content -> !content.isNull())
                            .toList();
        }
    }
}
