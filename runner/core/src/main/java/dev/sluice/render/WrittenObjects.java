package dev.sluice.render;

import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What the units of a render write, and who writes it; what none writes is looked for in the target. */
final class WrittenObjects {

    private record Written(Manifest manifest, ObjectId unit) {}

    private final Map<ObjectId, Written> objects = new ConcurrentHashMap<>();
    private final Map<ObjectId, Optional<Manifest>> found = new ConcurrentHashMap<>();
    private final Function<ObjectId, Optional<Manifest>> live;

    WrittenObjects(Function<ObjectId, Optional<Manifest>> live) {
        this.live = live;
    }

    /** Answers the object of the same identity that was there before, if any. */
    Optional<Manifest> add(Manifest manifest, ObjectId unit) {
        Written before = objects.putIfAbsent(manifest.id(), new Written(manifest, unit));
        return Optional.ofNullable(before).map(Written::manifest);
    }

    Set<ObjectId> ids() {
        return Set.copyOf(objects.keySet());
    }

    boolean isWritten(ObjectId id) {
        return objects.containsKey(id);
    }

    /** The unit that writes an object. */
    Optional<ObjectId> writer(ObjectId id) {
        return Optional.ofNullable(objects.get(id)).map(Written::unit);
    }

    /** Whether the object can be read; one that the target holds without its values cannot. */
    boolean isThere(ObjectId id) {
        try {
            return find(id).isPresent();
        } catch (Rejected e) {
            return false;
        }
    }

    /**
     * The object as this run writes it, else as it is in the target.
     *
     * @throws Rejected if the target has it, but without its values
     */
    Optional<Manifest> find(ObjectId id) {
        Written written = objects.get(id);
        return written == null ? found.computeIfAbsent(id, live) : Optional.of(written.manifest());
    }
}
