package dev.sluice.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.jspecify.annotations.Nullable;

/**
 * Trees that were fetched, by what they are: {@code git/REPOSITORY/COMMIT-OPTIONS/}, with the files in {@code tree} and
 * what is known of them in {@code entry.json}. Threads and processes share it: an entry is made beside its place and
 * moved there in one step, so that it is there whole or not at all; one at a time makes entries of a repository.
 */
final class SourceCache {

    private static final String WORK_PREFIX = "work-";
    private static final long POLL_MILLISECONDS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final Map<Path, ReentrantLock> locks = new ConcurrentHashMap<>();

    SourceCache(Path root) {
        this.root = root.toAbsolutePath();
    }

    /** A tree, and the commit that it is of. */
    record Entry(Path tree, GitCommit commit) {}

    /** The directory of a repository; made where it is missing. */
    Path repository(GitUrl url) {
        String name = TreeDigest.ofText(url.toString()).substring(0, 32);
        return directory(root.resolve("git").resolve(name));
    }

    /** The directory of files of web servers; made where it is missing. */
    Path webFiles() {
        return directory(root.resolve("web"));
    }

    /** An empty directory that stands for the home of a user who has configured nothing. */
    Path emptyHome() {
        return directory(root.resolve("empty-home"));
    }

    /** Whether there is an entry of a key; it may turn out not to be whole. */
    boolean has(Path repository, String key) {
        return Files.exists(repository.resolve(key).resolve("entry.json"));
    }

    /** The entry of a key; empty where there is none, or where it is not what was written once. */
    Optional<Entry> find(Path repository, String key) {
        Path entry = repository.resolve(key);
        try {
            JsonNode marker = JSON.readTree(Files.readAllBytes(entry.resolve("entry.json")));
            Path tree = entry.resolve("tree");
            TreeDigest digest = TreeDigest.of(tree, SourceFilter.NONE);
            boolean whole = digest.files() == marker.path("files").asInt(-1)
                    && digest.bytes() == marker.path("bytes").asLong(-1)
                    && digest.sha256().equals(marker.path("sha256").asText());
            var commit = new GitCommit(
                    marker.path("commit").asText(), "", marker.path("message").asText());
            return whole ? Optional.of(new Entry(tree, commit)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The bytes of a commit or a tag; empty where they are not there, or are not what their name says. */
    Optional<byte[]> object(Path repository, String hash) {
        try {
            byte[] raw = Files.readAllBytes(objectFile(repository, hash));
            try (var formatter = new ObjectInserter.Formatter()) {
                boolean whole = Stream.of(Constants.OBJ_COMMIT, Constants.OBJ_TAG)
                        .anyMatch(type -> formatter.idFor(type, raw).name().equals(hash));
                return whole ? Optional.of(raw) : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps the bytes of a commit or a tag. */
    void keep(Path repository, String hash, byte[] raw) {
        Path file = objectFile(repository, hash);
        try {
            Path work = Files.createTempFile(directory(repository.resolve("objects")), "work-", "");
            Files.write(work, raw);
            Files.move(work, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static Path objectFile(Path repository, String hash) {
        return repository.resolve("objects").resolve(hash);
    }

    /** A new directory to make an entry in. What a killed run left of its own is cleared away. */
    Path workDirectory(Lock lock) {
        try (Stream<Path> left = Files.list(lock.repository)) {
            for (Path path : left.filter(SourceCache::isWork).toList()) {
                FileTrees.delete(path);
            }
            return Files.createTempDirectory(lock.repository, WORK_PREFIX);
        } catch (IOException e) {
            throw cannotWrite(lock.repository, e);
        }
    }

    /** Moves a finished tree to its place; what stands there, and is broken, makes way. */
    Entry publish(Lock lock, Path work, String key, GitCommit commit) {
        Path entry = lock.repository.resolve(key);
        try {
            TreeDigest digest = TreeDigest.of(work.resolve("tree"), SourceFilter.NONE);
            var marker = JSON.createObjectNode()
                    .put("commit", commit.hash())
                    .put("message", commit.message())
                    .put("files", digest.files())
                    .put("bytes", digest.bytes())
                    .put("sha256", digest.sha256());
            Files.write(work.resolve("entry.json"), JSON.writeValueAsBytes(marker));
            if (Files.exists(entry)) {
                Path broken = lock.repository.resolve(WORK_PREFIX + "broken-" + key);
                FileTrees.delete(broken);
                Files.move(entry, broken, StandardCopyOption.ATOMIC_MOVE);
                FileTrees.delete(broken);
            }
            Files.move(work, entry, StandardCopyOption.ATOMIC_MOVE);
            return new Entry(entry.resolve("tree"), commit);
        } catch (IOException e) {
            throw cannotWrite(entry, e);
        }
    }

    /** Waits until nobody else makes entries of a repository; gives up with the fetch's time. */
    Lock lock(String subject, Path repository, FetchDeadline deadline) {
        ReentrantLock threads = locks.computeIfAbsent(repository, path -> new ReentrantLock());
        try {
            if (threads.tryLock(deadline.remainingSeconds(), TimeUnit.SECONDS)) {
                return lockFile(subject, repository, deadline, threads);
            }
            throw held(subject, repository);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure(subject, "interrupted while another run was fetching", e);
        } catch (IOException e) {
            throw cannotWrite(repository, e);
        }
    }

    private static Lock lockFile(String subject, Path repository, FetchDeadline deadline, ReentrantLock threads)
            throws IOException, InterruptedException {
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(repository.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            while (!locked && !deadline.isOver()) {
                locked = tryLock(channel) != null;
                if (!locked) {
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
                }
            }
            if (!locked) {
                throw held(subject, repository);
            }
            return new Lock(repository, threads, channel);
        } finally {
            if (!locked) {
                threads.unlock();
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static TransientFailure held(String subject, Path repository) {
        return new TransientFailure(subject, "another run has been fetching into " + repository + " for too long");
    }

    /** The right to make entries of one repository. */
    static final class Lock implements AutoCloseable {

        private final Path repository;
        private final ReentrantLock threads;
        private final FileChannel channel;

        private Lock(Path repository, ReentrantLock threads, FileChannel channel) {
            this.repository = repository;
            this.threads = threads;
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw cannotWrite(repository, e);
            } finally {
                threads.unlock();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another cache object of this JVM has it; the channel stays open, as closing it would drop that lock.
            return null;
        }
    }

    private static boolean isWork(Path path) {
        return path.getFileName().toString().startsWith(WORK_PREFIX);
    }

    private static Path directory(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    static Rejected cannotWrite(Path path, IOException cause) {
        String why = cause instanceof NoSuchFileException ? "no such file" : String.valueOf(cause.getMessage());
        return new Rejected(
                path.toString(), "the cache cannot be written: " + why, "name another place with --cache", cause);
    }
}
