package dev.sluice.pipeline;

import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells each warning and each source of a run once, also where a stage is tried again or several units share a base. */
final class SaidOnce implements RunListener {

    private final RunListener listener;
    private final Set<RunEvent> said = ConcurrentHashMap.newKeySet();

    SaidOnce(RunListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(RunEvent event) {
        if (!event.isOfRun() || said.add(event)) {
            listener.on(event);
        }
    }
}
