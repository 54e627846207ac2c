package dev.sluice.pipeline;

import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;

/** Tells what happens in one root of several as that root's; warnings and sources are the run's, and told once for all. */
record RootListener(String root, RunListener listener) implements RunListener {

    @Override
    public void on(RunEvent event) {
        listener.on(event.isOfRun() ? event : new RunEvent.InRoot(root, event));
    }
}
