package dev.sluice.cluster.kubernetes;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The kinds that an API server says it serves; it is asked when somebody wants to know the first time. */
final class DiscoveredResources implements Resources {

    private final Api api;
    private final AtomicReference<@Nullable ServedKinds> kinds = new AtomicReference<>();
    private final Object asking = new Object();

    DiscoveredResources(Api api) {
        this.api = api;
    }

    @Override
    public Optional<Resource> find(String group, String version, String kind) {
        return kinds().find(group, version, kind);
    }

    @Override
    public void refresh() {
        @Nullable ServedKinds known = kinds.get();
        synchronized (asking) {
            // Whoever waited here takes what the other one has just been told.
            if (kinds.get() == known) {
                kinds.set(ServedKinds.ask(api));
            }
        }
    }

    private ServedKinds kinds() {
        @Nullable ServedKinds known = kinds.get();
        if (known != null) {
            return known;
        }
        synchronized (asking) {
            known = kinds.get();
            if (known == null) {
                known = ServedKinds.ask(api);
                kinds.set(known);
            }
            return known;
        }
    }
}
