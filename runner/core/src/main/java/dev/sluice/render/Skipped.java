package dev.sluice.render;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;

/**
 * An object that the run leaves out.
 *
 * @param reason why, in a few words: {@code Flux component}, {@code suspended}, {@code not supported yet}
 * @param accepted whether that is as it should be; a run with an object that is left out against the user's will is not
 *     carried out
 */
public record Skipped(ObjectId id, Origin origin, String reason, boolean accepted) {

    public Skipped {
        requireNonNull(id, "id");
        requireNonNull(origin, "origin");
        requireNonNull(reason, "reason");
    }
}
