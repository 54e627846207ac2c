package dev.sluice.apply;

import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;

/** A listener that hears the events of several threads one after the other. */
final class OneAtATime implements RunListener {

    private final RunListener listener;

    OneAtATime(RunListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void on(RunEvent event) {
        listener.on(event);
    }
}
