package dev.sluice.migrate;

import dev.sluice.failure.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.jspecify.annotations.Nullable;

/**
 * The files below some paths that may hold manifests: by their names, without what Git ignores, and without what links
 * lead to.
 */
final class ManifestFiles {

    private static final String GIT = ".git";
    /** Kustomize's file that has no extension. */
    private static final String KUSTOMIZATION = "Kustomization";

    private final List<String> extensions;
    private final Map<Path, IgnoreNode> ignored = new HashMap<>();

    ManifestFiles(List<String> extensions) {
        this.extensions = List.copyOf(extensions);
    }

    /**
     * The files in the order of their names; a file that is named itself, whatever it is called.
     *
     * @throws InvalidInput if a path is not there or cannot be read
     */
    List<Path> below(List<Path> paths) {
        var files = new TreeSet<Path>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new InvalidInput(path.toString(), "there is no such file or directory");
            }
            try {
                Path start = path.toRealPath();
                readIgnored(start);
                Files.walkFileTree(start, new Collector(start, files));
            } catch (IOException e) {
                throw new InvalidInput(path.toString(), "cannot be read: " + e.getMessage());
            }
        }
        return new ArrayList<>(files);
    }

    /** What the directories above say, up to that of the repository. */
    private void readIgnored(Path start) throws IOException {
        for (Path directory = start.getParent(); repositoryOf(start).isPresent(); directory = directory.getParent()) {
            if (directory == null || !directory.startsWith(repositoryOf(start).get())) {
                return;
            }
            read(directory);
        }
    }

    private static Optional<Path> repositoryOf(Path path) {
        for (Path directory = path; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve(GIT))) {
                return Optional.of(directory);
            }
        }
        return Optional.empty();
    }

    private void read(Path directory) throws IOException {
        var node = new IgnoreNode();
        for (Path file : List.of(directory.resolve(".gitignore"), directory.resolve(GIT + "/info/exclude"))) {
            if (Files.isRegularFile(file)) {
                try (InputStream stream = Files.newInputStream(file)) {
                    node.parse(stream);
                }
            }
        }
        if (!node.getRules().isEmpty()) {
            ignored.put(directory, node);
        }
    }

    /** The nearest directory that says something of the path decides. */
    private boolean isIgnored(Path path, boolean directory) {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            @Nullable IgnoreNode node = ignored.get(above);
            if (node != null) {
                String relative = above.relativize(path).toString().replace('\\', '/');
                @Nullable Boolean said = node.checkIgnored(relative, directory);
                if (said != null) {
                    return said;
                }
            }
        }
        return false;
    }

    private boolean isManifest(Path file) {
        String name = file.getFileName().toString();
        return name.equals(KUSTOMIZATION) || extensions.stream().anyMatch(name::endsWith);
    }

    /** Takes the files, and leaves out directories that Git does. */
    private final class Collector extends SimpleFileVisitor<Path> {

        private final Path start;
        private final Set<Path> files;

        Collector(Path start, Set<Path> files) {
            this.start = start;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            boolean left = directory.endsWith(GIT) || (!directory.equals(start) && isIgnored(directory, true));
            if (left) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            read(directory);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean wanted = file.equals(start) || (isManifest(file) && !isIgnored(file, false));
            if (wanted && attributes.isRegularFile()) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
