package dev.sluice.cluster;

import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.Collection;
import java.util.Map;

/** Where a run applies. */
public interface Cluster extends AutoCloseable {

    /** What the target is called in messages. */
    String name();

    /** Those of the objects that exist, in as few requests as the target allows. */
    Map<ObjectId, Manifest> read(Collection<ObjectId> ids);

    @Override
    void close();
}
