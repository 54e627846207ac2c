package dev.sluice.junit;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Binaries of our programs, each built once on a machine for every version of its sources. */
final class ProgramCache {

    private static final System.Logger LOG = System.getLogger(ProgramCache.class.getName());

    private final Path directory;
    private final Builder builder;

    ProgramCache(Path directory, Builder builder) {
        this.directory = directory;
        this.builder = builder;
    }

    /** What makes a binary of a module. */
    @FunctionalInterface
    interface Builder {
        void build(Path module, String linkerFlags, Path binary) throws InterruptedException;
    }

    /** The one that a user's settings ask for. */
    static ProgramCache of(Settings settings) {
        return new ProgramCache(directory(settings), new GoToolchain()::build);
    }

    static Path directory(Settings settings) {
        String own = settings.get(Settings.CACHE);
        if (!own.isEmpty()) {
            return Path.of(own).resolve("test-cluster");
        }
        String caches = settings.get("XDG_CACHE_HOME");
        Path base = caches.isEmpty()
                ? Path.of(settings.properties().getOrDefault("user.home", "."), ".cache")
                : Path.of(caches);
        return base.resolve("sluice").resolve("test-cluster");
    }

    /** Whether nothing has to be built for a program. */
    boolean holds(Program program) {
        return Files.isExecutable(binary(program));
    }

    /** The binary of a program, which is built if there is none. */
    Path get(Program program) {
        Path binary = binary(program);
        if (Files.isExecutable(binary)) {
            return binary;
        }
        try {
            Files.createDirectories(directory);
            Path lockFile = directory.resolve(program.directory() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, CREATE, WRITE);
                    FileLock lock = lock(channel)) {
                // Another one may have built it while we waited.
                if (lock.isValid() && !Files.isExecutable(binary)) {
                    build(program, binary);
                }
            }
            return binary;
        } catch (IOException e) {
            throw new ClusterUnusable(directory.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnusable("build of " + program.directory(), e);
        }
    }

    private Path binary(Program program) {
        return directory.resolve(program.directory() + "-" + program.digest()).resolve(program.directory());
    }

    private void build(Program program, Path binary) throws IOException, InterruptedException {
        removeInterrupted(program);
        LOG.log(
                System.Logger.Level.INFO,
                "Building {0} of the test cluster into {1}: once, some minutes",
                program.directory(),
                directory);
        Path work = Files.createTempDirectory(directory, workPrefix(program));
        try {
            for (Map.Entry<String, byte[]> source : program.sources().entrySet()) {
                Path file = work.resolve("sources").resolve(source.getKey());
                Files.createDirectories(file.getParent());
                Files.write(file, source.getValue());
            }
            Path built = work.resolve("built").resolve(program.directory());
            builder.build(work.resolve("sources").resolve(program.directory()), program.linkerFlags(), built);
            Files.move(built.getParent(), binary.getParent(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Directories.delete(work);
        }
    }

    /** Nobody builds it now: we hold the lock. */
    private void removeInterrupted(Program program) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, workPrefix(program) + "*")) {
            left.forEach(Directories::delete);
        }
    }

    private static String workPrefix(Program program) {
        return "build-" + program.directory() + "-";
    }

    private static FileLock lock(FileChannel channel) throws IOException, InterruptedException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                // Another thread of this JVM has it; Java has no way to wait for that.
                Thread.sleep(100);
            }
        }
    }
}
