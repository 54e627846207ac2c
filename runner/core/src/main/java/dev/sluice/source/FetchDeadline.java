package dev.sluice.source;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of one fetch. JGit knows time-outs of single reads only, and none of an ssh login. So that a server which is
 * silent, or sends a byte now and then, cannot hold a run, the thread that waits is interrupted when the time is over,
 * and the connections that are guarded here are closed.
 */
final class FetchDeadline implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FetchDeadline.class);

    private final Duration timeout;
    private final long endNanos;
    private final Set<Closeable> guarded = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch;
    private @Nullable Thread waiting;

    FetchDeadline(Duration timeout) {
        this.timeout = timeout;
        this.endNanos = System.nanoTime() + timeout.toNanos();
        this.watch = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "fetch-deadline");
            thread.setDaemon(true);
            return thread;
        });
        var unused = watch.schedule(this::expire, timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    Duration timeout() {
        return timeout;
    }

    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** Seconds that are left, at least one: JGit takes none for "for ever". */
    int remainingSeconds() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(endNanos - System.nanoTime()) + 1;
        return (int) Math.max(1, Math.min(seconds, Integer.MAX_VALUE / 1000));
    }

    /** The calling thread waits for a server from here on; ends with {@link #answered()}. */
    synchronized void await() {
        waiting = Thread.currentThread();
    }

    /** The calling thread waits no more; takes back an interrupt that came of the time being over. */
    synchronized void answered() {
        waiting = null;
        if (isOver()) {
            var unused = Thread.interrupted();
        }
    }

    /** Closes a connection when the time is over; at once where it is over already. */
    void guard(Closeable connection) {
        guarded.add(connection);
        if (isOver()) {
            closeGuarded();
        }
    }

    void release(Closeable connection) {
        guarded.remove(connection);
    }

    /** Stops JGit between two packets once the time is over. */
    ProgressMonitor monitor() {
        return new EmptyProgressMonitor() {
            @Override
            public boolean isCancelled() {
                return isOver();
            }
        };
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private void expire() {
        synchronized (this) {
            if (waiting != null) {
                waiting.interrupt();
            }
        }
        closeGuarded();
    }

    private void closeGuarded() {
        for (Closeable connection : guarded) {
            try {
                connection.close();
            } catch (IOException e) {
                LOG.debug("closing a connection whose time is over", e);
            }
        }
    }
}
