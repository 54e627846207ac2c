package dev.sluice.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.event.CancelSignal;
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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cluster in memory that remembers what was asked of it, and fails where a test wants it to. */
public final class FakeCluster implements Cluster, RunState {

    private final Map<ObjectId, Manifest> objects = new ConcurrentHashMap<>();
    private final Map<ObjectId, Inventory> inventories = new ConcurrentHashMap<>();
    private final Map<ObjectId, RunFailure> failures = new ConcurrentHashMap<>();
    private final Map<ObjectId, String> immutable = new ConcurrentHashMap<>();
    private final List<String> writes = Collections.synchronizedList(new ArrayList<>());
    private final List<ObjectId> reads = Collections.synchronizedList(new ArrayList<>());
    private volatile Consumer<ObjectId> beforeWrite = id -> {};

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
        return this;
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
        var found = new HashMap<ObjectId, LiveObject>();
        for (Manifest manifest : desired) {
            live(manifest.id()).ifPresent(object -> found.put(object.id(), object));
        }
        return found;
    }

    private Optional<LiveObject> live(ObjectId id) {
        return Optional.ofNullable(objects.get(id)).map(manifest -> live(id, manifest));
    }

    /** What is read of it counts as read. */
    private LiveObject live(ObjectId id, Manifest manifest) {
        return new LiveObject(id, digest(manifest), false, () -> {
            reads.add(id);
            return manifest;
        });
    }

    @Override
    public String digest(Manifest desired) {
        return keyedDigest().of(desired.content().toString());
    }

    @Override
    public DryRun dryRun(Manifest desired, Optional<LiveObject> live) {
        String why = immutable.get(desired.id());
        if (why != null && live.isPresent()) {
            return new DryRun.Immutable(desired.id() + " dry-run failed (Invalid): " + why, live.get());
        }
        return new DryRun.Accepted(desired, live);
    }

    @Override
    public Manifest dryRunOfTakeOver(Manifest desired, LiveObject live, Manifest accepted) {
        return accepted;
    }

    @Override
    public LiveObject apply(Manifest desired) {
        write("apply ", desired.id());
        objects.put(desired.id(), desired);
        return live(desired.id(), desired);
    }

    @Override
    public void takeOver(Manifest desired) {
        writes.add("take over " + desired.id());
    }

    @Override
    public void delete(ObjectId id, String uid, Propagation propagation, Duration patience) {
        write("delete ", id);
        objects.remove(id);
    }

    @Override
    public ObjectWatch watch(Collection<ObjectReference> references, Consumer<Observation> observer) {
        references.forEach(reference ->
                observer.accept(new Observation(reference.id(), Optional.ofNullable(objects.get(reference.id())))));
        return new ObjectWatch() {
            @Override
            public Optional<RunFailure> failure() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Inspection inspection() {
        return Inspection.NOTHING;
    }

    @Override
    public Optional<AccessCheck> access() {
        return Optional.empty();
    }

    @Override
    public Cluster as(String user) {
        return this;
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
