package dev.sluice.tests.conformance;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.RunFailure;
import dev.sluice.flux.FluxBuild;
import dev.sluice.flux.FluxObjects;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.flux.SubstituteReference;
import dev.sluice.flux.Substitution;
import dev.sluice.kustomize.DirectoryTree;
import dev.sluice.kustomize.FileTree;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.object.YamlReader;
import dev.sluice.source.SourceIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code repos}: real repositories with their expected render. Each Kustomization that is reached from a cluster root
 * is a case, named {@code REPOSITORY/ROOT/namespace/name}; skipped entries are none.
 */
final class ReposArea implements Area {

    @Override
    public String name() {
        return "repos";
    }

    @Override
    public List<Case> cases(Path directory) throws IOException {
        var cases = new ArrayList<Case>();
        try (Stream<Path> repositories = Files.list(directory)) {
            for (Path repository : repositories.sorted().toList()) {
                if (Files.exists(repository.resolve("expected/index.json"))) {
                    cases.addAll(casesOf(repository));
                }
            }
        }
        return cases;
    }

    private static List<Case> casesOf(Path repository) throws IOException {
        JsonNode index = new ObjectMapper()
                .readTree(repository.resolve("expected/index.json").toFile());
        var entries = new LinkedHashMap<String, List<JsonNode>>();
        index.forEach(entry -> entries.computeIfAbsent(entry.path("root").asText(), root -> new ArrayList<>())
                .add(entry));
        var cases = new ArrayList<Case>();
        entries.forEach((root, kustomizations) -> {
            var render = new RootRender(repository.resolve("files"), root, kustomizations);
            for (JsonNode entry : kustomizations) {
                if (entry.has("file")) {
                    String id = entry.path("kustomization").asText();
                    Path expected = repository
                            .resolve("expected")
                            .resolve(entry.path("file").asText());
                    cases.add(new Case(
                            repository.getFileName() + "/" + root + "/" + id,
                            () -> difference(read(expected), render.of(id))));
                }
            }
        });
        return cases;
    }

    private static Optional<String> difference(List<Manifest> expected, List<Manifest> actual) {
        Map<ObjectId, JsonNode> wanted = byIdentity(expected);
        Map<ObjectId, JsonNode> got = byIdentity(actual);
        if (!wanted.keySet().equals(got.keySet())) {
            var missing = new ArrayList<>(wanted.keySet());
            missing.removeAll(got.keySet());
            var tooMany = new ArrayList<>(got.keySet());
            tooMany.removeAll(wanted.keySet());
            return Optional.of("missing: " + missing + ", too many: " + tooMany);
        }
        return wanted.entrySet().stream()
                .flatMap(entry ->
                        DataDifference.between(entry.getValue(), requireNonNull(got.get(entry.getKey()))).stream()
                                .map(difference -> entry.getKey() + difference))
                .findFirst();
    }

    private static Map<ObjectId, JsonNode> byIdentity(List<Manifest> manifests) {
        var objects = new TreeMap<ObjectId, JsonNode>();
        manifests.forEach(manifest -> objects.put(manifest.id(), manifest.content()));
        return objects;
    }

    private static List<Manifest> read(Path file) throws IOException {
        return new YamlReader(Dialect.KUBERNETES, Duplicates.LAST_WINS)
                .read(Files.readString(file), file.getFileName().toString()).stream()
                        .filter(document -> document.content().isObject())
                        .map(document -> Manifest.of((ObjectNode) document.content(), document.origin()))
                        .toList();
    }

    /** The Kustomizations of one cluster root, built once, in the order of the index: parents before children. */
    private static final class RootRender {
        private final Path files;
        private final String root;
        private final List<JsonNode> entries;
        private final Map<String, List<Manifest>> built = new HashMap<>();
        private final Map<String, RunFailure> failures = new HashMap<>();
        private final Map<ObjectId, Manifest> objects = new HashMap<>();
        private boolean done;

        RootRender(Path files, String root, List<JsonNode> entries) {
            this.files = files;
            this.root = root;
            this.entries = entries;
        }

        synchronized List<Manifest> of(String id) {
            if (!done) {
                FileTree tree = new VisibleTree(files);
                entries.forEach(entry -> build(entry, tree));
                done = true;
            }
            RunFailure failure = failures.get(id);
            if (failure != null) {
                throw failure;
            }
            return built.getOrDefault(id, List.of());
        }

        private void build(JsonNode entry, FileTree tree) {
            String id = entry.path("kustomization").asText();
            if (entry.has("skipped")) {
                return;
            }
            try {
                KustomizationSpec spec = spec(id);
                if (spec == null) {
                    return;
                }
                String namespace = spec.id().namespace();
                Map<String, String> variables =
                        Substitution.variables(optional(spec), reference -> find(reference, namespace));
                List<Manifest> result = new FluxBuild(FluxBuildArea.KUSTOMIZE)
                        .build(tree, spec, variables, false)
                        .manifests();
                built.put(id, result);
                result.forEach(manifest -> objects.putIfAbsent(manifest.id(), manifest));
            } catch (RunFailure e) {
                failures.put(id, e);
            }
        }

        private @Nullable KustomizationSpec spec(String id) {
            String namespace = id.substring(0, id.indexOf('/'));
            String name = id.substring(id.indexOf('/') + 1);
            if (id.equals("flux-system/flux-system")) {
                return new FluxObjects().root(namespace, name, "./" + root, true);
            }
            Manifest manifest =
                    objects.get(new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", namespace, name));
            return manifest == null ? null : KustomizationSpec.of(manifest);
        }

        /** The expected render was made with what the root renders; other objects of a cluster are left out. */
        private static KustomizationSpec optional(KustomizationSpec spec) {
            ObjectNode content = spec.manifest().content().deepCopy();
            content.path("spec").path("postBuild").path("substituteFrom").forEach(reference -> ((ObjectNode) reference)
                    .put("optional", true));
            return KustomizationSpec.of(spec.manifest().with(content));
        }

        private Optional<Manifest> find(SubstituteReference reference, String namespace) {
            return Optional.ofNullable(objects.get(new ObjectId("", reference.kind(), namespace, reference.name())));
        }
    }

    /** A repository's files after the ignore rules of its source. */
    private static final class VisibleTree implements FileTree {
        private final FileTree files;
        private final SourceIgnore ignore;

        VisibleTree(Path directory) {
            this.files = new DirectoryTree(directory, "");
            this.ignore = SourceIgnore.of(directory, null);
        }

        @Override
        public String display(String path) {
            return files.display(path);
        }

        @Override
        public Optional<byte[]> read(String path) {
            return ignore.ignored(path, false) ? Optional.empty() : files.read(path);
        }

        @Override
        public boolean isDirectory(String path) {
            return files.isDirectory(path) && (path.isEmpty() || !ignore.ignored(path, true));
        }

        @Override
        public boolean isLink(String path) {
            return files.isLink(path);
        }

        @Override
        public List<String> list(String directory) {
            return files.list(directory).stream()
                    .filter(name -> {
                        String path = directory.isEmpty() ? name : directory + "/" + name;
                        return !ignore.ignored(path, files.isDirectory(path));
                    })
                    .toList();
        }
    }
}
