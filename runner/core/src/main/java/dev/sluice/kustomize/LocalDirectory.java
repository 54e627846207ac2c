package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory of this machine, ready to be built. A base may lie anywhere beside it, so that its tree is the whole file
 * system; messages name files the way the directory was named: relative to the working directory, or absolute.
 *
 * @param path the directory's path in the tree
 */
public record LocalDirectory(FileTree tree, String path) {

    public LocalDirectory {
        requireNonNull(tree, "tree");
        requireNonNull(path, "path");
    }

    /**
     * The directory that a user named.
     *
     * @param workingDirectory what a relative path starts from
     * @throws InvalidInput if there is no such directory
     */
    public static LocalDirectory of(Path workingDirectory, Path directory) {
        try {
            Path from = workingDirectory.toRealPath();
            // As kustomize does: "../base" starts from where a link leads to.
            Path real = from.resolve(directory).toRealPath();
            if (!Files.isDirectory(real)) {
                throw new InvalidInput(
                        directory.toString(),
                        "a file, but a directory is expected",
                        "name the directory that holds the kustomization.yaml");
            }
            Path root = real.getRoot();
            var tree = DirectoryTree.named(root, path -> name(root.resolve(path), from, directory.isAbsolute()));
            return new LocalDirectory(tree, slashed(root.relativize(real)));
        } catch (IOException e) {
            throw new InvalidInput(directory.toString(), "no such directory", null);
        }
    }

    private static String name(Path file, Path from, boolean absolute) {
        boolean related = !absolute && file.getRoot().equals(from.getRoot());
        String name = slashed(related ? from.relativize(file) : file);
        return name.isEmpty() ? "." : name;
    }

    private static String slashed(Path path) {
        List<String> names = new ArrayList<>();
        path.forEach(name -> names.add(name.toString()));
        String root = path.isAbsolute() ? path.getRoot().toString().replace('\\', '/') : "";
        return root + String.join("/", names);
    }
}
