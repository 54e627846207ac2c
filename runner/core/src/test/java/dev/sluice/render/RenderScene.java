package dev.sluice.render;

import dev.sluice.artifact.Artifact;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A workspace, a target and what else a render sees, below one directory. */
final class RenderScene implements AutoCloseable {

    private final Path directory;
    private final Map<ObjectId, Manifest> target = new HashMap<>();
    private final Map<String, Path> localSources = new HashMap<>();
    private final ExecutorService executor = Executors.newFixedThreadPool(2);

    RenderScene(Path directory) {
        this.directory = directory;
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

    void localSource(String source, String path) {
        localSources.put(source, directory.resolve(path));
    }

    Rendered render(String... paths) {
        return render(new RenderOptions(Set.of(), true), paths);
    }

    Rendered render(RenderOptions options, String... paths) {
        Workspace workspace = Workspace.of(workspace(), Map.of());
        var renderer = new Renderer(
                new Entry(List.of(paths), "flux-system", "flux-system", true),
                workspace,
                localSources,
                Map.of(),
                new SourceFetcher(directory.resolve("cache"), new CredentialSource(List.of(), Map.of())),
                new FluxObjects(),
                new FluxBuild(DirectoryBuild.kustomize()),
                options,
                id -> Optional.ofNullable(target.get(id)),
                executor,
                RunListener.NONE,
                CancelSignal.never());
        return renderer.render(new Artifact(workspace.source(null), List.of()));
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

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
