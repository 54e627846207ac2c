package dev.sluice.render;

import dev.sluice.artifact.Artifact;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import dev.sluice.flux.DirectoryBuild;
import dev.sluice.flux.FluxBuild;
import dev.sluice.flux.FluxObjects;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.ObjectId;
import dev.sluice.source.CredentialSource;
import dev.sluice.source.SourceFetcher;
import dev.sluice.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A repository that a test writes, a target beside it, and renders of its entry {@code clusters/dev}. */
final class WrittenRepository {

    static final ObjectId ROOT = kustomization("flux-system");
    static final ObjectId APPS = kustomization("apps");
    static final ObjectId BASE = kustomization("base");
    static final ObjectId INNER = kustomization("inner");

    private final Path directory;
    private final Map<String, Path> localSources = new HashMap<>();
    private final Map<ObjectId, Manifest> target = new HashMap<>();
    private final List<RunEvent> events = new ArrayList<>();
    private Set<String> skipKinds = Set.of();
    private Function<ObjectId, Optional<Manifest>> live = id -> Optional.ofNullable(target.get(id));
    private CancelSignal cancel = CancelSignal.never();

    WrittenRepository(Path directory) {
        this.directory = directory;
    }

    static ObjectId kustomization(String name) {
        return new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", name);
    }

    static String unit(String name, String path, String more) {
        return """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s, namespace: flux-system}
                spec:
                  interval: 10m
                  path: %s
                  prune: true
                  sourceRef: {kind: GitRepository, name: flux-system}
                  %s
                """.formatted(name, path, more);
    }

    static String unitOf(String source, String name) {
        return unit(name, "./" + name, "").replace("name: flux-system}", "name: " + source + "}");
    }

    static String gitRepository(String name, String more) {
        return """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: %s, namespace: flux-system}
                spec:
                  interval: 10m
                  url: https://git.invalid/%s
                  %s
                """.formatted(name, name, more);
    }

    static String variablesOf(String configMap, boolean optional) {
        return "postBuild: {substituteFrom: [{kind: ConfigMap, name: %s, optional: %s}]}"
                .formatted(configMap, optional);
    }

    static String configMap(String name, String data) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, namespace: flux-system}
                data: {%s}
                """.formatted(name, data);
    }

    Path directory() {
        return directory.resolve("workspace");
    }

    void file(String name, String text) throws IOException {
        Path file = directory().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    void inTarget(String text) {
        Manifest manifest = Manifests.read(text, "target").get(0);
        target.put(manifest.id(), manifest);
    }

    void live(Function<ObjectId, Optional<Manifest>> other) {
        this.live = other;
    }

    void localSource(String source, Path path) {
        localSources.put(source, path);
    }

    void skipKinds(String... kinds) {
        this.skipKinds = Set.of(kinds);
    }

    void cancel(CancelSignal signal) {
        this.cancel = signal;
    }

    List<RunEvent> events() {
        return List.copyOf(events);
    }

    Rendered render() {
        Workspace workspace = Workspace.of(directory(), Map.of());
        ExecutorService executor = Executors.newFixedThreadPool(1);
        try {
            var renderer = new Renderer(
                    new Entry(List.of("clusters/dev"), "flux-system", "flux-system", true),
                    workspace,
                    localSources,
                    Map.of(),
                    new SourceFetcher(directory.resolve("cache"), new CredentialSource(List.of(), Map.of())),
                    new FluxObjects(),
                    new FluxBuild(DirectoryBuild.kustomize()),
                    new RenderOptions(skipKinds, true),
                    live,
                    executor,
                    events::add,
                    cancel);
            return renderer.render(new Artifact(workspace.source(null), List.of()));
        } finally {
            executor.shutdownNow();
        }
    }

    static List<ObjectId> units(Rendered rendered) {
        return rendered.units().stream().map(Unit::id).toList();
    }

    static String data(Rendered rendered, ObjectId unit, String key) {
        return rendered.units().stream()
                .filter(candidate -> candidate.id().equals(unit))
                .findFirst()
                .orElseThrow()
                .manifests()
                .get(0)
                .content()
                .path("data")
                .path(key)
                .asText();
    }
}
