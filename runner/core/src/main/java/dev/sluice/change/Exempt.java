package dev.sluice.change;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.ObjectId;

/**
 * An object that a run leaves as it is because the object says so.
 *
 * @param reason the label or annotation: {@code kustomize.toolkit.fluxcd.io/ssa: Ignore}
 */
public record Exempt(ObjectId unit, ObjectId id, String reason) {

    public Exempt {
        requireNonNull(unit, "unit");
        requireNonNull(id, "id");
        requireNonNull(reason, "reason");
    }
}
