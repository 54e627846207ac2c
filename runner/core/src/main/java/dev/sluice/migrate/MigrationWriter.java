package dev.sluice.migrate;

import dev.sluice.failure.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what a plan says: all files are complete beside the old ones before the first of these is replaced. */
public final class MigrationWriter {

    /**
     * Replaces the files; their modes stay.
     *
     * @throws Rejected if a file cannot be written; none is changed then, but for a disk that fails in between
     */
    public void write(MigrationPlan plan) {
        var unfinished = new LinkedHashMap<Path, Path>();
        String name = "";
        try {
            for (MigratedFile file : plan.files()) {
                name = file.name();
                unfinished.put(prepared(file), file.path());
            }
            for (Map.Entry<Path, Path> file : List.copyOf(unfinished.entrySet())) {
                Files.move(
                        file.getKey(),
                        file.getValue(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                unfinished.remove(file.getKey());
            }
        } catch (IOException e) {
            throw new Rejected(name, "cannot be written: " + e.getMessage(), e);
        } finally {
            unfinished.keySet().forEach(MigrationWriter::deleteQuietly);
        }
    }

    private static Path prepared(MigratedFile file) throws IOException {
        if (!Files.isWritable(file.path())) {
            throw new IOException("permission denied");
        }
        Path beside = Files.createTempFile(file.path().toAbsolutePath().getParent(), ".sluice-migrate-", ".tmp");
        Files.write(beside, file.migrated().text().getBytes(StandardCharsets.UTF_8));
        @Nullable PosixFileAttributeView view = Files.getFileAttributeView(beside, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(Files.getPosixFilePermissions(file.path()));
        }
        return beside;
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is beside what it was to replace, and says what it is by its name.
            file.toFile().deleteOnExit();
        }
    }
}
