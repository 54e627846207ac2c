package dev.sluice.change;

import static java.util.Objects.requireNonNull;

import dev.sluice.change.Change.Delete;
import dev.sluice.cluster.Inventory;
import dev.sluice.object.ObjectId;
import java.util.List;

/**
 * What goes when a root is deleted from a target; empty where the target holds nothing of it.
 *
 * @param root the root unit
 * @param deletions in their order: units before those they were applied after, objects in reverse order of application
 * @param released the units that are forgotten in the end, with what they hold
 * @param kept the objects that stay, and why
 */
public record DeletionPlan(ObjectId root, List<Delete> deletions, List<Inventory> released, List<Exempt> kept) {

    public DeletionPlan {
        requireNonNull(root, "root");
        deletions = List.copyOf(deletions);
        released = List.copyOf(released);
        kept = List.copyOf(kept);
    }

    public boolean isEmpty() {
        return deletions.isEmpty();
    }
}
