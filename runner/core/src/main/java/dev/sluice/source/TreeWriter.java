package dev.sluice.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectLoader;

/**
 * Writes the files of a commit below a directory, and nothing elsewhere: Git's own tools never make a tree that has a
 * link and a directory of one name, but a server may send one, and what is written through such a link lands anywhere.
 */
final class TreeWriter {

    private final Path root;
    private final Set<Path> made = new HashSet<>();

    /** @param root an existing directory */
    TreeWriter(Path root) {
        this.root = root;
        made.add(root);
    }

    void file(String path, ObjectLoader content, boolean executable) throws IOException {
        Path file = place(path);
        // Only a new file: it goes through no link that is there.
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.copyTo(out);
        } catch (FileAlreadyExistsException e) {
            throw twice(path, e);
        }
        if (executable && !file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    void link(String path, ObjectLoader content) throws IOException {
        try {
            Files.createSymbolicLink(place(path), Path.of(new String(content.getBytes(), StandardCharsets.UTF_8)));
        } catch (InvalidPathException e) {
            throw new IOException("a link that leads nowhere: " + path, e);
        } catch (FileAlreadyExistsException e) {
            throw twice(path, e);
        }
    }

    void directory(String path) throws IOException {
        make(root.resolve(path), path);
    }

    private Path place(String path) throws IOException {
        Path file = root.resolve(path);
        make(file.getParent(), path);
        return file;
    }

    /** Each directory is made here, or is a real one. */
    private void make(Path directory, String path) throws IOException {
        if (made.contains(directory)) {
            return;
        }
        make(directory.getParent(), path);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            throw twice(path, e);
        }
        made.add(directory);
    }

    private static IOException twice(String path, FileAlreadyExistsException cause) {
        return new IOException("the commit holds a path twice: " + path, cause);
    }
}
