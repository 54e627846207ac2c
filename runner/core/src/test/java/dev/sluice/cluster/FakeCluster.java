package dev.sluice.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A cluster in memory that remembers what was asked of it, and fails where a test wants it to. */
public final class FakeCluster implements Cluster, RunState {

    private final Map<ObjectId, Manifest> objects = new ConcurrentHashMap<>();
    private final Map<ObjectId, Inventory> inventories = new ConcurrentHashMap<>();
    private final Map<ObjectId, RunFailure> failures = new ConcurrentHashMap<>();
    private final Map<ObjectId, String> immutable = new ConcurrentHashMap<>();
    private final List<String> writes = Collections.synchronizedList(new ArrayList<>());
    private final List<ObjectId> reads = Collections.synchronizedList(new ArrayList<>());
    private final List<ObjectId> dryRuns = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> unknownKinds = ConcurrentHashMap.newKeySet();
    private final Set<String> missingNamespaces = ConcurrentHashMap.newKeySet();
    private final Set<ObjectId> unlisted = ConcurrentHashMap.newKeySet();
    private final Map<ObjectId, UnaryOperator<Manifest>> kubectls = new ConcurrentHashMap<>();
    private final Map<ObjectId, Supplier<Optional<String>>> refusals = new ConcurrentHashMap<>();
    private final Map<String, Cluster> users = new ConcurrentHashMap<>();
    private volatile Consumer<ObjectId> beforeWrite = id -> {};
    private volatile Consumer<ObjectId> beforeDryRun = id -> {};
    private volatile Optional<String> blindness = Optional.empty();
    private volatile Optional<AccessCheck> access = Optional.empty();
    private volatile boolean holdsData;
    private final List<Duration> patiences = Collections.synchronizedList(new ArrayList<>());
    private final Set<Watching> watchings = ConcurrentHashMap.newKeySet();
    private final List<ObjectId> watched = Collections.synchronizedList(new ArrayList<>());
    private volatile Consumer<Set<ObjectId>> onWatch = ids -> {};
    private volatile @Nullable RunFailure brokenWatch;
    private volatile boolean tellsHealth = true;
    private volatile Inspection inspection = Inspection.NOTHING;

    /** Every attempt to apply or delete the object fails from now on. */
    public FakeCluster failing(ObjectId id, RunFailure failure) {
        failures.put(id, failure);
        return this;
    }

    public FakeCluster healed() {
        failures.clear();
        return this;
    }

    /** A dry run of the object says that a field cannot be changed, as long as the object exists. */
    public FakeCluster immutable(ObjectId id, String why) {
        immutable.put(id, why);
        return this;
    }

    /** The kind is unknown until a CustomResourceDefinition of it is held. */
    public FakeCluster unknownKind(String group, String kind) {
        unknownKinds.add(group + "/" + kind);
        return this;
    }

    /** The namespace is missing until it is held as an object. */
    public FakeCluster missingNamespace(String name) {
        missingNamespaces.add(name);
        return this;
    }

    /** The object is held, but only a dry run finds it: no unit ever owned it. */
    public FakeCluster unlisted(ObjectId id) {
        unlisted.add(id);
        return this;
    }

    /** A dry run of the object is refused, as long as the reason is there. */
    public FakeCluster refusing(ObjectId id, Supplier<Optional<String>> why) {
        refusals.put(id, why);
        return this;
    }

    /** kubectl owns fields of the object until it is taken over; without it, the object would be as the change says. */
    public FakeCluster ownedByKubectl(ObjectId id, UnaryOperator<Manifest> without) {
        kubectls.put(id, without);
        return this;
    }

    /** What it says of permissions. */
    public FakeCluster answering(AccessCheck check) {
        access = Optional.of(check);
        return this;
    }

    /** What a user sees instead of this cluster. */
    public FakeCluster seenBy(String user, Cluster view) {
        users.put(user, view);
        return this;
    }

    /** Refuses to tell what is live. */
    public FakeCluster blind(String why) {
        blindness = Optional.of(why);
        return this;
    }

    /** Holds data that deletions lose, as a real cluster does. */
    public FakeCluster holdingData() {
        holdsData = true;
        return this;
    }

    /** Told each object that is about to be tried. */
    public FakeCluster beforeDryRun(Consumer<ObjectId> hook) {
        this.beforeDryRun = hook;
        return this;
    }

    /** Which objects were tried since the last call, in the order of their names. */
    public List<ObjectId> dryRuns() {
        List<ObjectId> copy = dryRuns.stream().sorted().toList();
        dryRuns.clear();
        return copy;
    }

    /** Told each object that is about to be applied or deleted. */
    public FakeCluster beforeWrite(Consumer<ObjectId> hook) {
        this.beforeWrite = hook;
        return this;
    }

    /** Changes an object behind the back of every run. */
    public FakeCluster edit(ObjectId id, Consumer<ObjectNode> change) {
        objects.computeIfPresent(id, (key, manifest) -> {
            ObjectNode content = manifest.content().deepCopy();
            change.accept(content);
            return new Manifest(id, content, manifest.origin());
        });
        watchings.forEach(watching -> watching.tell(id));
        return this;
    }

    /** Sets the object's status, as its controller does. */
    public FakeCluster status(ObjectId id, String json) {
        return edit(id, content -> content.set("status", json(json)));
    }

    /** Puts an object there behind the back of every run. */
    public FakeCluster appear(Manifest object) {
        objects.put(object.id(), object);
        return this;
    }

    /** Takes the object away, as its controller does. */
    public FakeCluster vanish(ObjectId id) {
        objects.remove(id);
        watchings.forEach(watching -> watching.tell(id));
        return this;
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Told the objects of each watch that begins, after it told how they are. */
    public FakeCluster onWatch(Consumer<Set<ObjectId>> hook) {
        this.onWatch = hook;
        return this;
    }

    /** Which objects were watched since the last call. */
    public List<ObjectId> watched() {
        List<ObjectId> copy = List.copyOf(watched);
        watched.clear();
        return copy;
    }

    /** Every watch ends with the failure. */
    public FakeCluster breakingWatches(RunFailure failure) {
        this.brokenWatch = failure;
        return this;
    }

    /** No controller works here: what is applied counts as ready. */
    public FakeCluster withoutControllers() {
        tellsHealth = false;
        return this;
    }

    public FakeCluster inspected(Inspection by) {
        inspection = by;
        return this;
    }

    /** How long the deletions that waited were ready to wait. */
    public List<Duration> patiences() {
        return List.copyOf(patiences);
    }

    public @Nullable Manifest object(ObjectId id) {
        return objects.get(id);
    }

    public List<ObjectId> held() {
        return objects.keySet().stream().sorted().toList();
    }

    /** What was written since the last call, in order: {@code apply Kind/namespace/name}, {@code inventory …}. */
    public List<String> writes() {
        List<String> copy = List.copyOf(writes);
        writes.clear();
        return copy;
    }

    /** Which objects were read since the last call. */
    public List<ObjectId> reads() {
        List<ObjectId> copy = List.copyOf(reads);
        reads.clear();
        return copy;
    }

    public @Nullable Inventory inventory(ObjectId unit) {
        return inventories.get(unit);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Map<ObjectId, Manifest> read(Collection<ObjectId> ids) {
        var found = new HashMap<ObjectId, Manifest>();
        for (ObjectId id : ids) {
            reads.add(id);
            Manifest manifest = objects.get(id);
            if (manifest != null) {
                found.put(id, manifest);
            }
        }
        return found;
    }

    @Override
    public Map<ObjectId, LiveObject> live(Collection<Manifest> desired) {
        blindness.ifPresent(why -> {
            throw new Rejected("", why);
        });
        var found = new HashMap<ObjectId, LiveObject>();
        for (Manifest manifest : desired) {
            if (!unlisted.contains(manifest.id())) {
                live(manifest.id()).ifPresent(object -> found.put(object.id(), object));
            }
        }
        return found;
    }

    private Optional<LiveObject> live(ObjectId id) {
        return Optional.ofNullable(objects.get(id)).map(manifest -> live(id, manifest));
    }

    /** What is read of it counts as read. */
    private LiveObject live(ObjectId id, Manifest manifest) {
        return new LiveObject(id, fingerprint(manifest), kubectls.containsKey(id), () -> {
            reads.add(id);
            return manifest;
        });
    }

    /** The status is its controller's. */
    private String fingerprint(Manifest manifest) {
        ObjectNode content = manifest.content().deepCopy();
        content.remove("status");
        return digest(new Manifest(manifest.id(), content, manifest.origin()));
    }

    @Override
    public String digest(Manifest desired) {
        return keyedDigest().of(desired.content().toString());
    }

    @Override
    public DryRun dryRun(Manifest desired, Optional<LiveObject> live) {
        ObjectId id = desired.id();
        beforeDryRun.accept(id);
        dryRuns.add(id);
        if (isUnknown(id)) {
            String refusal = id + " dry-run failed: no matches for kind \"" + id.kind() + "\"";
            return new DryRun.KindUnknown(id.group(), id.kind(), refusal);
        }
        if (isNamespaceMissing(id)) {
            String refusal = id + " not found: namespaces \"" + id.namespace() + "\" not found";
            return new DryRun.NamespaceMissing(id.namespace(), refusal);
        }
        refusals.getOrDefault(id, Optional::empty).get().ifPresent(why -> {
            throw new Rejected("", id + " dry-run failed (Forbidden): " + why);
        });
        Optional<LiveObject> present = live.or(() -> live(id));
        String why = immutable.get(id);
        if (why != null && present.isPresent()) {
            return new DryRun.Immutable(id + " dry-run failed (Invalid): " + why, present.get());
        }
        return new DryRun.Accepted(desired, present);
    }

    private boolean isUnknown(ObjectId id) {
        return unknownKinds.contains(id.group() + "/" + id.kind())
                && objects.values().stream()
                        .filter(object -> object.id().kind().equals("CustomResourceDefinition"))
                        .map(object -> object.content().path("spec"))
                        .noneMatch(spec -> spec.path("group").asText().equals(id.group())
                                && spec.path("names").path("kind").asText().equals(id.kind()));
    }

    private boolean isNamespaceMissing(ObjectId id) {
        return missingNamespaces.contains(id.namespace())
                && !objects.containsKey(new ObjectId("", "Namespace", "", id.namespace()));
    }

    @Override
    public Manifest dryRunOfTakeOver(Manifest desired, LiveObject live, Manifest accepted) {
        return kubectls.getOrDefault(desired.id(), UnaryOperator.identity()).apply(accepted);
    }

    @Override
    public LiveObject apply(Manifest desired) {
        ObjectId id = desired.id();
        if (isUnknown(id) || isNamespaceMissing(id)) {
            throw new Rejected("", id + " apply failed: its kind or namespace is not there");
        }
        write("apply ", id);
        objects.put(id, desired);
        return live(id, desired);
    }

    @Override
    public void takeOver(Manifest desired) {
        kubectls.remove(desired.id());
        writes.add("take over " + desired.id());
    }

    @Override
    public void delete(ObjectId id, String uid, Propagation propagation, Duration patience) {
        if (!patience.isZero()) {
            patiences.add(patience);
        }
        write("delete ", id);
        objects.remove(id);
    }

    @Override
    public ObjectWatch watch(Collection<ObjectReference> references, Consumer<Observation> observer) {
        List<ObjectId> ids = references.stream().map(ObjectReference::id).toList();
        var watching = new Watching(Set.copyOf(ids), observer);
        watchings.add(watching);
        watched.addAll(ids);
        ids.forEach(watching::tell);
        onWatch.accept(Set.copyOf(ids));
        return watching;
    }

    private final class Watching implements ObjectWatch {
        private final Set<ObjectId> ids;
        private final Consumer<Observation> observer;

        Watching(Set<ObjectId> ids, Consumer<Observation> observer) {
            this.ids = ids;
            this.observer = observer;
        }

        synchronized void tell(ObjectId id) {
            if (ids.contains(id)) {
                observer.accept(new Observation(id, Optional.ofNullable(objects.get(id))));
            }
        }

        @Override
        public Optional<RunFailure> failure() {
            return Optional.ofNullable(brokenWatch);
        }

        @Override
        public void close() {
            watchings.remove(this);
        }
    }

    @Override
    public boolean tellsHealth() {
        return tellsHealth;
    }

    @Override
    public Inspection inspection() {
        return inspection;
    }

    @Override
    public Optional<AccessCheck> access() {
        return access;
    }

    @Override
    public boolean holdsData() {
        return holdsData;
    }

    @Override
    public Cluster as(String user) {
        return users.getOrDefault(user, this);
    }

    private void write(String verb, ObjectId id) {
        beforeWrite.accept(id);
        RunFailure failure = failures.get(id);
        if (failure != null) {
            throw failure;
        }
        writes.add(verb + id);
    }

    @Override
    public KeyedDigest keyedDigest() {
        return new KeyedDigest(new byte[] {1});
    }

    @Override
    public RunState state() {
        return this;
    }

    @Override
    public List<Inventory> inventories(ObjectId root) {
        var sorted = new TreeMap<>(inventories);
        return sorted.values().stream()
                .filter(inventory -> inventory.root().equals(root))
                .toList();
    }

    @Override
    public void write(Inventory inventory) {
        writes.add("inventory " + inventory.unit().name() + " "
                + inventory.objects().keySet().stream().map(ObjectId::name).toList());
        inventories.put(inventory.unit(), inventory);
    }

    @Override
    public void remove(Inventory inventory) {
        writes.add("forget " + inventory.unit().name());
        inventories.remove(inventory.unit());
    }

    @Override
    public RunLock lock(ObjectId root, Duration patience, CancelSignal cancel) {
        return () -> {};
    }

    @Override
    public void close() {}
}
