package dev.sluice.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to whole directories. */
final class FileTrees {

    private FileTrees() {}

    /** Deletes a directory and all in it; links are not followed. Nothing happens where it is missing. */
    static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Takes out of a directory what a filter ignores, and every link. */
    static void deleteIgnored(Path root, SourceFilter filter) throws IOException {
        // All is judged before anything is deleted: the filter may read its rules from the very files that go.
        for (Path path : ignored(root, filter)) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || isEmpty(path)) {
                Files.delete(path);
            }
        }
    }

    /** What a filter ignores of a directory, and every link; what is in a directory comes before it. */
    private static List<Path> ignored(Path root, SourceFilter filter) throws IOException {
        var ignored = new ArrayList<Path>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!attributes.isRegularFile() || filter.ignored(relative(root, file), false)) {
                    ignored.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!directory.equals(root) && filter.ignored(relative(root, directory), true)) {
                    ignored.add(directory);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return ignored;
    }

    /** Copies the regular files of a directory, or a file, that a filter of the root above it lets through. */
    static void copy(Path root, SourceFilter filter, Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (directory.equals(root) || !filter.ignored(relative(root, directory), true)) {
                    Files.createDirectories(to.resolve(relative(from, directory)));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !filter.ignored(relative(root, file), false)) {
                    Path target = to.resolve(relative(from, file));
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static String relative(Path root, Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }
}
