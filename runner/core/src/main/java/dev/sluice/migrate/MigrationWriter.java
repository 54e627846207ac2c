package dev.sluice.migrate;

import dev.sluice.failure.Rejected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what a plan says: all files are complete beside the old ones before the first of these is replaced. */
public final class MigrationWriter {

    /**
     * Replaces the files; their modes stay.
     *
     * @throws Rejected if a file cannot be written, or somebody else wrote it meanwhile; none is changed then, but for
     *     what fails between the first of them and the last
     */
    public void write(MigrationPlan plan) {
        var unfinished = new LinkedHashMap<MigratedFile, Path>();
        String name = "";
        try {
            for (MigratedFile file : plan.files()) {
                name = file.name();
                Path beside = beside(file);
                unfinished.put(file, beside);
                prepare(file, beside);
            }
            for (Map.Entry<MigratedFile, Path> prepared : List.copyOf(unfinished.entrySet())) {
                MigratedFile file = prepared.getKey();
                name = file.name();
                requireUnchanged(file);
                Files.move(
                        prepared.getValue(),
                        file.path(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                unfinished.remove(file);
            }
        } catch (IOException e) {
            throw new Rejected(name, "cannot be written: " + e.getMessage(), e);
        } finally {
            unfinished.values().forEach(MigrationWriter::deleteQuietly);
        }
    }

    private static Path beside(MigratedFile file) throws IOException {
        if (!Files.isWritable(file.path())) {
            throw new IOException("permission denied");
        }
        return Files.createTempFile(file.path().toAbsolutePath().getParent(), ".sluice-migrate-", ".tmp");
    }

    /** On the disk before it stands for the old one: after a power failure it is whole, the old or the new one. */
    private static void prepare(MigratedFile file, Path beside) throws IOException {
        requireUnchanged(file);
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(file.migrated().text());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        @Nullable PosixFileAttributeView view = Files.getFileAttributeView(beside, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(Files.getPosixFilePermissions(file.path()));
        }
    }

    /** What somebody wrote since the file was read would be lost. */
    private static void requireUnchanged(MigratedFile file) throws IOException {
        byte[] before = file.before().getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(Files.readAllBytes(file.path()), before)) {
            throw new IOException("it has changed since it was read");
        }
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
