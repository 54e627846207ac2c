package dev.sluice.render;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;

/** An object that the run leaves out on purpose, and why: {@code Flux component}, {@code suspended}, {@code --skip-kinds}. */
public record Skipped(ObjectId id, Origin origin, String reason) {

    public Skipped {
        requireNonNull(id, "id");
        requireNonNull(origin, "origin");
        requireNonNull(reason, "reason");
    }
}
