package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.LiveObject;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** What an API server tells of an object, as the run sees it. */
final class LiveObjects {

    private final Origin origin;
    private final Fingerprint fingerprint;

    LiveObjects(String cluster, Digests digests) {
        this.origin = new Origin(cluster, 0);
        this.fingerprint = new Fingerprint(digests);
    }

    LiveObject live(ObjectId id, ObjectNode object) {
        return new LiveObject(
                id, fingerprint.of(id, object), !TakeOver.patch(object).isEmpty(), () -> manifest(id, object));
    }

    Manifest manifest(ObjectId id, ObjectNode object) {
        return new Manifest(id, object, origin);
    }

    static <T> Map<ObjectId, T> each(Map<ObjectId, ObjectNode> objects, BiFunction<ObjectId, ObjectNode, T> as) {
        var all = new HashMap<ObjectId, T>();
        objects.forEach((id, object) -> all.put(id, as.apply(id, object)));
        return all;
    }
}
