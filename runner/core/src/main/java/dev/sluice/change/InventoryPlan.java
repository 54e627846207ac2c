package dev.sluice.change;

import static java.util.Objects.requireNonNull;

import dev.sluice.cluster.Inventory;
import dev.sluice.object.ObjectId;
import java.util.Optional;

/**
 * How a unit's inventory is to change.
 *
 * @param recorded what the target remembers now; empty for a new unit
 * @param target what it should remember when all is done; empty for a unit that is to be forgotten as a whole. Objects that are
 *     about to be changed stand in it without digest and fingerprint
 */
public record InventoryPlan(ObjectId unit, Optional<Inventory> recorded, Optional<Inventory> target) {

    public InventoryPlan {
        requireNonNull(unit, "unit");
        requireNonNull(recorded, "recorded");
        requireNonNull(target, "target");
    }
}
