package dev.sluice.cluster.kubernetes;

import dev.sluice.cluster.ObjectReference;
import dev.sluice.cluster.ObjectWatch;
import dev.sluice.cluster.Observation;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Observes objects of an API server: one list and one watch for those of a kind in a namespace. */
final class KubernetesWatch implements ObjectWatch {

    private final Telling telling;
    private final List<CollectionWatch> watches;

    private KubernetesWatch(Telling telling, List<CollectionWatch> watches) {
        this.telling = telling;
        this.watches = watches;
    }

    /** Begins to observe; the observer is called by threads of the watch. */
    static KubernetesWatch start(
            Api api, Resources resources, Collection<ObjectReference> objects, Consumer<Observation> observer) {
        var wanted = new LinkedHashMap<Group, Set<ObjectId>>();
        for (ObjectReference object : objects) {
            ObjectId id = object.id();
            var group = new Group(id.group(), object.version(), id.kind(), id.namespace());
            wanted.computeIfAbsent(group, first -> new LinkedHashSet<>()).add(id);
        }
        var telling = new Telling(observer);
        var watches = new ArrayList<CollectionWatch>();
        wanted.forEach((group, ids) -> watches.add(new CollectionWatch(api, resources, group, ids, telling)));
        watches.forEach(CollectionWatch::start);
        return new KubernetesWatch(telling, List.copyOf(watches));
    }

    @Override
    public Optional<RunFailure> failure() {
        return telling.failure();
    }

    @Override
    public void close() {
        telling.close();
        watches.forEach(CollectionWatch::close);
    }

    /** What one list answers: the objects of a kind in a namespace. */
    record Group(String group, String version, String kind, String namespace) {}
}
