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
    public Map<ObjectId, String> fingerprints(Collection<ObjectId> ids) {
        var found = new HashMap<ObjectId, String>();
        for (ObjectId id : ids) {
            Manifest manifest = objects.get(id);
            if (manifest != null) {
                found.put(id, digest(manifest));
            }
        }
        return found;
    }

    @Override
    public String digest(Manifest desired) {
        return keyedDigest().of(desired.content().toString());
    }

    @Override
    public DryRun dryRun(Manifest desired) {
        String why = immutable.get(desired.id());
        if (why != null && objects.containsKey(desired.id())) {
            return new DryRun.Immutable(why);
        }
        return new DryRun.Accepted(desired);
    }

    @Override
    public String apply(Manifest desired) {
        write("apply ", desired.id());
        objects.put(desired.id(), desired);
        return digest(desired);
    }

    @Override
    public void delete(ObjectId id, Propagation propagation, Duration patience) {
        write("delete ", id);
        objects.remove(id);
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
