package dev.sluice.pipeline;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Entry;
import dev.sluice.source.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Finds where a run starts: the entries the user named, else the root that {@code flux bootstrap} wrote. */
final class EntryFinder {

    private static final String SYNC_FILE = "gotk-sync.yaml";

    private final RunRequest request;
    private final List<String> entries;

    /** @param entries the directories of one root; empty: to be found */
    EntryFinder(RunRequest request, List<String> entries) {
        this.request = request;
        this.entries = List.copyOf(entries);
    }

    /**
     * What the request names, else the Git checkout that holds the entries (or the current directory where none is
     * named), else, outside of Git, the folder that the entry's own paths start from.
     */
    Workspace workspace() {
        List<Path> directories = directories();
        Path first = directories.isEmpty() ? request.directory() : directories.get(0);
        Path start = request.workspace().map(request.directory()::resolve).orElse(first);
        if (!Files.isDirectory(start)) {
            throw new InvalidInput(start.toString(), "no such directory", "--workspace is the repository's root");
        }
        if (request.workspace().isPresent() && !isCheckout(start)) {
            return Workspace.folder(start);
        }
        Workspace workspace = Workspace.of(start, request.environment());
        return isCheckout(workspace.root())
                ? workspace
                : Workspace.folder(new PlainFolder(request.directory()).rootOf(first));
    }

    private static boolean isCheckout(Path directory) {
        return Files.exists(directory.resolve(".git"));
    }

    /**
     * The entry in terms of the workspace.
     *
     * @throws InvalidInput if an entry is no directory of the workspace, or none is named and several are found
     */
    Entry entry(Workspace workspace) {
        List<Path> directories = directories();
        List<String> paths = directories.isEmpty()
                ? List.of(found(workspace))
                : directories.stream().map(path -> inside(workspace, path)).toList();
        ObjectId root = root(workspace, paths);
        return new Entry(paths, root.namespace(), root.name(), request.prune());
    }

    /**
     * What the request calls the root; where it says nothing, what {@code flux bootstrap} called it: with a
     * {@code --namespace}, neither it nor its namespace is {@code flux-system}.
     */
    private ObjectId root(Workspace workspace, List<String> paths) {
        ObjectId requested = KustomizationSpec.idOf(request.namespace(), request.name());
        if (paths.size() > 1 || !requested.equals(KustomizationSpec.idOf("flux-system", "flux-system"))) {
            return requested;
        }
        Path directory = workspace.root().resolve(paths.get(0));
        List<ObjectId> defined = syncRoots(workspace.root(), directory).stream()
                .filter(root -> root.path().equals(paths.get(0)))
                .map(SyncRoot::id)
                .distinct()
                .toList();
        return defined.size() == 1 ? defined.get(0) : requested;
    }

    private List<Path> directories() {
        var problems = new ArrayList<Problem>();
        var directories = new ArrayList<Path>();
        for (String entry : entries) {
            Path directory = request.directory().resolve(entry);
            if (Files.isDirectory(directory)) {
                directories.add(directory);
            } else {
                problems.add(new Problem(
                        entry,
                        Files.exists(directory) ? "is a file, not a directory" : "no such directory",
                        "an entry is a directory of Flux objects, for example clusters/production"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return directories;
    }

    private static String inside(Workspace workspace, Path directory) {
        try {
            Path real = directory.toRealPath();
            if (!real.startsWith(workspace.root())) {
                throw new InvalidInput(
                        directory.toString(), "is not in the workspace " + workspace.root() + " of the first entry");
            }
            return slashes(workspace.root().relativize(real));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String found(Workspace workspace) {
        List<String> distinct = syncRoots(workspace.root(), workspace.root()).stream()
                .map(SyncRoot::path)
                .distinct()
                .toList();
        if (distinct.size() > 1) {
            throw InvalidInput.usage(List.of(new Problem(
                    "",
                    "which entry? The workspace has several roots: " + String.join(", ", distinct),
                    "name one of them")));
        }
        return distinct.isEmpty() ? inside(workspace, request.directory()) : distinct.get(0);
    }

    /** The root Kustomizations of all sync files below a directory of the workspace, in the order of the files. */
    private static List<SyncRoot> syncRoots(Path root, Path directory) {
        var roots = new TreeMap<String, List<SyncRoot>>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    boolean hidden = !visited.equals(root)
                            && visited.getFileName().toString().equals(".git");
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.getFileName().toString().equals(SYNC_FILE)) {
                        String name = slashes(root.relativize(file));
                        roots.put(
                                name,
                                Manifests.read(text(file, name), name).stream()
                                        .filter(manifest -> KustomizationSpec.isKustomization(manifest.id()))
                                        .map(SyncRoot::of)
                                        .toList());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException why) {
                    // What cannot be read matters only where the run comes to need it.
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return roots.values().stream().flatMap(List::stream).toList();
    }

    private static String text(Path file, String name) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidInput(List.of(Problem.of(name, "cannot be read as text: " + e.getMessage())), e);
        }
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    /** A Kustomization of a sync file, and the path it names in the workspace. */
    private record SyncRoot(ObjectId id, String path) {

        /** Flux reads a path as relative to the source's root, also where it starts with a slash; without one, it is the root. */
        static SyncRoot of(Manifest manifest) {
            String path = manifest.content().path("spec").path("path").asText();
            return new SyncRoot(
                    manifest.id(), slashes(Path.of("/", path).normalize()).substring(1));
        }
    }
}
