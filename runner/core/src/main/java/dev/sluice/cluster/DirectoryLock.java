package dev.sluice.cluster;

import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one run at a time change a directory, whatever its root. The operating system holds the lock on an empty file that
 * stays, so a dead process never blocks the next one; who holds it stands in a file beside it that goes with the lock.
 */
final class DirectoryLock {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path directory;
    private final Path holder;
    private final AtomicFiles files;
    private final Clock clock;

    DirectoryLock(Path directory, AtomicFiles files, Clock clock) {
        this.directory = directory;
        this.holder = directory.resolve("holder");
        this.files = files;
        this.clock = clock;
    }

    RunLock acquire(ObjectId root, Duration patience, CancelSignal cancel) {
        String me = "process " + ProcessHandle.current().pid() + " for " + root.qualifiedName() + " since "
                + clock.instant();
        Instant deadline = clock.instant().plus(patience);
        while (true) {
            Optional<RunLock> lock = attempt(me);
            if (lock.isPresent()) {
                return lock.get();
            }
            if (!clock.instant().isBefore(deadline)) {
                throw busy(patience);
            }
            cancel.check();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Optional<RunLock> attempt(String me) {
        String name = nameInProcess();
        // The operating system's lock is the process's, not the thread's, and lost as soon as anyone in it closes the
        // file: so threads must agree before one of them opens it. The system properties are the one map that all class
        // loaders of a process share (a Maven build has many).
        if (System.getProperties().putIfAbsent(name, me) != null) {
            return Optional.empty();
        }
        boolean locked = false;
        try {
            Optional<RunLock> lock = lockFile(me, name);
            locked = lock.isPresent();
            return lock;
        } finally {
            if (!locked) {
                System.getProperties().remove(name);
            }
        }
    }

    private Optional<RunLock> lockFile(String me, String name) {
        Path file = directory.resolve("lock");
        FileChannel channel = null;
        boolean held = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return Optional.empty();
            }
            files.write(holder, (me + "\n").getBytes(StandardCharsets.UTF_8));
            held = true;
            FileChannel open = channel;
            return Optional.of(() -> release(open, name));
        } catch (IOException e) {
            throw AtomicFiles.refused(file, "cannot be locked", e);
        } finally {
            if (!held) {
                close(channel);
            }
        }
    }

    private void release(FileChannel channel, String name) {
        try {
            files.delete(holder);
            files.deleteUnfinished();
        } finally {
            close(channel);
            System.getProperties().remove(name);
        }
    }

    private void close(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw AtomicFiles.refused(directory, "cannot be unlocked", e);
        }
    }

    private String nameInProcess() {
        try {
            files.prepareDirectory(directory);
            return "dev.sluice.lock:" + directory.toRealPath();
        } catch (IOException e) {
            throw AtomicFiles.refused(directory, "cannot be locked", e);
        }
    }

    private Rejected busy(Duration patience) {
        String who = Files.exists(holder)
                ? files.read(holder)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                        .orElse("another process")
                : "another process";
        return new Rejected(
                directory.resolve("lock").toString(),
                "another run is on: " + who + " (waited " + patience.toSeconds() + "s)",
                "wait for it, or end it",
                null);
    }
}
