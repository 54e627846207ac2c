package dev.sluice.cluster.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Kinds that a test lists, the preferred version of each first; more may come with a refresh. */
final class FixedResources implements Resources {

    private final List<Resource> served;
    private final List<Resource> coming;
    private final AtomicInteger refreshes = new AtomicInteger();

    FixedResources(List<Resource> served) {
        this(served, List.of());
    }

    FixedResources(List<Resource> served, List<Resource> coming) {
        this.served = served;
        this.coming = coming;
    }

    int refreshes() {
        return refreshes.get();
    }

    @Override
    public Optional<Resource> find(String group, String version, String kind) {
        var all = new ArrayList<>(served);
        if (refreshes.get() > 0) {
            all.addAll(coming);
        }
        return all.stream()
                .filter(resource -> resource.group().equals(group)
                        && resource.kind().equals(kind)
                        && (version.isEmpty() || resource.version().equals(version)))
                .findFirst();
    }

    @Override
    public void refresh() {
        refreshes.incrementAndGet();
    }
}
