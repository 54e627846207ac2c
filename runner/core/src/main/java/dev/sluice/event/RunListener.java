package dev.sluice.event;

import java.util.concurrent.locks.ReentrantLock;

/** Who wants to know what a run does while it works. Called from several threads, one call at a time. */
@FunctionalInterface
public interface RunListener {

    /** A listener that hears nothing. */
    RunListener NONE = event -> {};

    void on(RunEvent event);

    /** The same listener, protected from being called by two threads at once. */
    default RunListener oneAtATime() {
        var lock = new ReentrantLock();
        return event -> {
            lock.lock();
            try {
                on(event);
            } finally {
                lock.unlock();
            }
        };
    }
}
