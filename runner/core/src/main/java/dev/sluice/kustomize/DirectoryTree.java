package dev.sluice.kustomize;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A directory on disk as a tree; links are followed only where they stay inside of it. */
public final class DirectoryTree implements FileTree {

    /** No file of a repository that people wrote is larger; the limit keeps a stray dump from filling the memory. */
    private static final long MAX_FILE_BYTES = 32_000_000;

    private final Path root;
    private final UnaryOperator<String> names;

    /**
     * @param root the directory
     * @param prefix what stands before a path in messages; empty where the root is the workspace
     */
    public DirectoryTree(Path root, String prefix) {
        this(root, path -> prefixed(prefix, path));
    }

    private DirectoryTree(Path root, UnaryOperator<String> names) {
        try {
            this.root = root.toRealPath();
        } catch (IOException e) {
            throw new InvalidInput(root.toString(), "no such directory");
        }
        this.names = names;
    }

    /** A directory whose paths are called in messages as the caller says. */
    static DirectoryTree named(Path root, UnaryOperator<String> names) {
        return new DirectoryTree(root, names);
    }

    private static String prefixed(String prefix, String path) {
        if (path.isEmpty()) {
            return prefix.isEmpty() ? "." : prefix;
        }
        return prefix.isEmpty() ? path : prefix + "/" + path;
    }

    @Override
    public String display(String path) {
        return names.apply(path);
    }

    @Override
    public Optional<byte[]> read(String path) {
        try {
            Path file = resolve(path);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            long size = Files.size(file);
            if (size > MAX_FILE_BYTES) {
                throw new InvalidInput(
                        display(path),
                        "the file is too large: " + size / 1_000_000 + " MB, at most 32 MB are read",
                        "split it; data that no person wrote has no place in a build");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            // It vanished while the build ran.
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    @Override
    public String absence(String path) {
        Path file = resolve(path);
        if (Files.isSymbolicLink(file)) {
            return "a symbolic link to nothing";
        }
        if (Files.exists(file)) {
            return "not a regular file";
        }
        for (Path parent = file.getParent(); parent != null && parent.startsWith(root); parent = parent.getParent()) {
            if (Files.isDirectory(parent)) {
                return Files.isExecutable(parent) ? "no such file or directory" : "permission denied";
            }
        }
        return "no such file or directory";
    }

    @Override
    public boolean isDirectory(String path) {
        return Files.isDirectory(resolve(path));
    }

    @Override
    public String resolved(String path) {
        Path relative = root.relativize(resolve(path));
        return relative.toString().replace('\\', '/');
    }

    @Override
    public boolean isLink(String path) {
        return Files.isSymbolicLink(root.resolve(path).normalize());
    }

    @Override
    public List<String> list(String directory) {
        Path resolved = resolve(directory);
        if (!Files.isDirectory(resolved)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(resolved)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(directory, e);
        }
    }

    private InvalidInput unreadable(String path, Exception why) {
        // Java's own message is but the name of the file.
        String reason = why instanceof AccessDeniedException ? "permission denied" : String.valueOf(why.getMessage());
        return new InvalidInput(List.of(Problem.of(display(path), "cannot be read: " + reason)), why);
    }

    /** The file behind a path; what does not exist is answered as it is written. */
    private Path resolve(String path) {
        Path written;
        try {
            written = root.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new InvalidInput(List.of(Problem.of(display(path), "no path of a file: " + e.getReason())), e);
        }
        if (!written.startsWith(root)) {
            throw escapes(path);
        }
        Path real;
        try {
            real = written.toRealPath();
        } catch (IOException e) {
            return written;
        }
        if (!real.startsWith(root)) {
            throw escapes(path);
        }
        return real;
    }

    private InvalidInput escapes(String path) {
        return new InvalidInput(display(path), "the path leaves the source's root", "keep files inside the repository");
    }
}
