package dev.sluice.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files that are thrown away with their directory. */
final class Directories {

    private static final int ATTEMPTS = 5;

    private Directories() {}

    /** A new one, which only its owner may enter. */
    static Path temporary() {
        try {
            return Files.createTempDirectory("sluice-cluster-");
        } catch (IOException e) {
            throw new ClusterUnusable("temporary directory", e);
        }
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new ClusterUnusable(file.toString(), e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ClusterUnusable(file.toString(), e);
        }
    }

    /** Deletes a directory as far as that is possible; what cannot be deleted is left. */
    static void delete(Path directory) {
        // A process that is being killed may still write into it.
        for (int attempt = 0; attempt < ATTEMPTS && Files.exists(directory); attempt++) {
            deleteOnce(directory);
        }
    }

    private static void deleteOnce(Path directory) {
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // Left for the next attempt, and then for the machine's own cleaning of temporary files.
        }
    }
}
