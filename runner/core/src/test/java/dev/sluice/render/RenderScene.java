package dev.sluice.render;

import dev.sluice.artifact.Artifact;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.flux.Decryption;
import dev.sluice.flux.FluxObjects;
import dev.sluice.kustomize.RemoteBases;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.ObjectId;
import dev.sluice.source.CredentialSource;
import dev.sluice.source.SourceFetcher;
import dev.sluice.source.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A workspace that a test writes, a target and what else a render sees, below one directory. */
final class RenderScene {

    static final ObjectId ROOT = kustomization("flux-system");
    static final ObjectId APPS = kustomization("apps");
    static final ObjectId BASE = kustomization("base");
    static final ObjectId INNER = kustomization("inner");

    private final Path directory;
    private final Map<ObjectId, Manifest> target = new HashMap<>();
    private final Map<String, Path> localSources = new HashMap<>();
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();
    private Function<ObjectId, Optional<Manifest>> live = id -> Optional.ofNullable(target.get(id));
    private Set<String> skipKinds = Set.of();
    private Optional<Decryption> decryption = Optional.empty();
    private CancelSignal cancel = CancelSignal.never();
    private RemoteBases remote = RemoteBases.REFUSED;
    private Sharing sharing = Sharing.alone();
    private @Nullable Workspace shared;

    RenderScene(Path directory) {
        this.directory = directory;
    }

    static ObjectId kustomization(String name) {
        return new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", name);
    }

    /** Lines of a Kustomization; {@code spec.path} stands in line 6, {@code more} in line 9. */
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

    static String unitOf(String source, String name, String path) {
        return unit(name, path, "").replace("name: flux-system}", "name: " + source + "}");
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

    /** A ConfigMap where units look for their variables. */
    static String configMap(String name, String data) {
        return configMap("flux-system", name, data);
    }

    static String configMap(String namespace, String name, String data) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, namespace: %s}
                data:
                  %s
                """.formatted(name, namespace, data);
    }

    /** Writes a file of the workspace; {@code elsewhere/…} is beside it. */
    RenderScene file(String name, String text) {
        Path file = name.startsWith("elsewhere/")
                ? directory.resolve(name)
                : workspace().resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Path workspace() {
        return directory.resolve("workspace");
    }

    void inTarget(String text) {
        Manifest manifest = Manifests.read(text, "target").get(0);
        target.put(manifest.id(), manifest);
    }

    /** Looks objects of the target up in another way than {@link #inTarget}. */
    void live(Function<ObjectId, Optional<Manifest>> other) {
        this.live = other;
    }

    /** Takes a directory for a source: {@code elsewhere}, {@code workspace} or one below them. */
    void localSource(String source, String path) {
        localSources.put(source, directory.resolve(path));
    }

    void skipKinds(String... kinds) {
        this.skipKinds = Set.of(kinds);
    }

    void decryption(Decryption other) {
        this.decryption = Optional.of(other);
    }

    void cancel(CancelSignal signal) {
        this.cancel = signal;
    }

    /** Takes what kustomizations name outside of their source from servers, as a run does. */
    RemoteSources remoteSources() {
        var sources = new RemoteSources(directory.resolve("cache"), new CredentialSource(List.of(), Map.of()), false);
        this.remote = sources;
        return sources;
    }

    /** Renders the workspace, which stays as it is from now on, with what other renders made. */
    void share(Sharing common) {
        this.sharing = common;
        this.shared = Workspace.of(workspace(), Map.of());
    }

    List<RunEvent> events() {
        return List.copyOf(events);
    }

    /** Renders the entry of these paths, of {@code clusters/dev} where none is given. */
    Rendered render(String... paths) {
        Workspace workspace = shared == null ? Workspace.of(workspace(), Map.of()) : shared;
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            var renderer = new Renderer(
                    new Entry(
                            paths.length == 0 ? List.of("clusters/dev") : List.of(paths),
                            "flux-system",
                            "flux-system",
                            true),
                    workspace,
                    localSources,
                    Map.of(),
                    new SourceFetcher(directory.resolve("cache"), new CredentialSource(List.of(), Map.of())),
                    new FluxObjects(),
                    remote,
                    decryption
                            .map(other -> new RenderOptions(skipKinds, true, other))
                            .orElseGet(() -> new RenderOptions(skipKinds, true)),
                    live,
                    executor,
                    events::add,
                    cancel,
                    sharing);
            return renderer.render(new Artifact(workspace.source(null), List.of()));
        } finally {
            executor.shutdownNow();
        }
    }

    /** What a render that cannot succeed says, a line a problem. */
    List<String> problems(String... paths) {
        try {
            render(paths);
        } catch (InvalidInput e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
        throw new AssertionError("nothing is wrong");
    }

    static List<ObjectId> units(Rendered rendered) {
        return rendered.units().stream().map(Unit::id).toList();
    }

    static Unit find(Rendered rendered, ObjectId id) {
        return rendered.units().stream()
                .filter(unit -> unit.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A value of the first object of a unit. */
    static String data(Rendered rendered, ObjectId unit, String key) {
        return find(rendered, unit)
                .manifests()
                .get(0)
                .content()
                .path("data")
                .path(key)
                .asText();
    }
}
