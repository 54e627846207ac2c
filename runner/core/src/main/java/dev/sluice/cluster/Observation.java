package dev.sluice.cluster;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.Optional;

/** What a watch saw of one object; empty where it is not there. */
public record Observation(ObjectId id, Optional<Manifest> live) {

    public Observation {
        requireNonNull(id, "id");
        requireNonNull(live, "live");
    }
}
