package dev.sluice.cluster;

import dev.sluice.failure.Rejected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Files below one directory that are there as a whole or not at all, whenever the process ends: each is written beside
 * the others and then renamed. What the disk refuses (it is full, or read-only) is a {@link Rejected} naming the path.
 */
final class AtomicFiles {

    private final Path root;
    private final Path temporary;
    private final Consumer<Path> beforeRename;
    private final AtomicLong count = new AtomicLong();
    private final Set<Path> checkedDirectories = ConcurrentHashMap.newKeySet();

    /**
     * @param temporary a directory on the same file system, for what is not complete yet
     * @param beforeRename told the file that is about to appear; for tests that let a run die there
     */
    AtomicFiles(Path root, Path temporary, Consumer<Path> beforeRename) {
        this.root = root;
        this.temporary = temporary;
        this.beforeRename = beforeRename;
    }

    Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw refused(file, "cannot be read", e);
        }
    }

    /** Writes a file that the next run would write again if it was lost: quick, and safe from a killed process. */
    void write(Path file, byte[] content) {
        write(file, content, false);
    }

    /** Writes a file that must not be lost, not even when the machine goes down in the next moment. */
    void writeDurably(Path file, byte[] content) {
        write(file, content, true);
    }

    /** Writes a file that only its owner may read, where the file system knows owners. */
    void writePrivately(Path file, byte[] content) {
        boolean posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
        if (posix) {
            write(file, content, true, PosixFilePermissions.asFileAttribute(owner));
        } else {
            write(file, content, true);
        }
    }

    private void write(Path file, byte[] content, boolean durably, FileAttribute<?>... attributes) {
        Path unfinished = temporary.resolve(ProcessHandle.current().pid() + "-" + count.incrementAndGet());
        try {
            prepareDirectory(temporary);
            prepareDirectory(parentOf(file));
            boolean finished = false;
            try {
                fill(unfinished, content, durably, attributes);
                beforeRename.accept(file);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                finished = true;
            } finally {
                if (!finished) {
                    Files.deleteIfExists(unfinished);
                }
            }
        } catch (IOException e) {
            throw refused(file, "cannot be written", e);
        }
    }

    private static void fill(Path file, byte[] content, boolean durably, FileAttribute<?>... attributes)
            throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, attributes)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (durably) {
                channel.force(true);
            }
        }
    }

    /** Deletes a file, and its directory where nothing else is in it; one that is not there is a success. */
    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw refused(file, "cannot be deleted", e);
        }
        deleteIfEmpty(parentOf(file));
    }

    /** Deletes a directory where nothing is in it. */
    void deleteIfEmpty(Path directory) {
        if (directory.equals(root)) {
            return;
        }
        try {
            Files.deleteIfExists(directory);
            checkedDirectories.remove(directory);
        } catch (DirectoryNotEmptyException e) {
            // Something else lives there: it stays.
        } catch (IOException e) {
            throw refused(directory, "cannot be deleted", e);
        }
    }

    /** Deletes what a killed process left unfinished; only while no other one writes. */
    void deleteUnfinished() {
        if (!Files.isDirectory(temporary)) {
            return;
        }
        try (Stream<Path> files = Files.list(temporary)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw refused(temporary, "cannot be cleaned", e);
        }
        deleteIfEmpty(temporary);
    }

    /** Makes a directory of ours, which must not be a link to somewhere else. */
    void prepareDirectory(Path directory) throws IOException {
        if (checkedDirectories.contains(directory)) {
            return;
        }
        Files.createDirectories(directory);
        if (!directory.toRealPath().startsWith(root.toRealPath())) {
            throw new FileSystemException(directory.toString(), null, "it is a link that leads out of " + root);
        }
        checkedDirectories.add(directory);
    }

    static Rejected refused(Path file, String what, IOException e) {
        return new Rejected(file.toString(), what + ": " + reason(e), e);
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getClass() == IOException.class
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName();
    }

    private static Path parentOf(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("not inside of a directory: " + file);
        }
        return parent;
    }
}
