package dev.sluice.apply;

import dev.sluice.change.InventoryPlan;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.RunState;
import dev.sluice.object.ObjectId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The inventory of one unit while it is applied. It is written ahead: before the first object is touched it holds
 * everything the unit had and everything it is about to get, so that a run which dies knows all that may be there. (Flux
 * writes it after a success only, and forgets what a failed run created.)
 */
final class UnitRecord {

    private final RunState state;
    private final Inventory target;
    private final Optional<Inventory> recorded;
    private Optional<Inventory> written;

    UnitRecord(RunState state, InventoryPlan plan) {
        this.state = state;
        this.target = plan.target().orElseThrow();
        this.recorded = plan.recorded();
        this.written = plan.recorded();
    }

    /** Before the first object. */
    void writeAhead() {
        var unproved = new TreeMap<ObjectId, Entry>();
        target.objects().forEach((id, entry) -> unproved.put(id, Entry.unproved(entry.version())));
        if (recorded.isPresent()) {
            SortedMap<ObjectId, Entry> known = recorded.get().objects();
            if (known.keySet().containsAll(unproved.keySet())) {
                return;
            }
            unproved.putAll(known);
        }
        write(target.withRevision(appliedRevision()).withObjects(unproved));
    }

    /** The objects are as they should, or some of them are; as a whole the revision is not applied yet. */
    void writeApplied(SortedMap<ObjectId, Entry> entries) {
        var proved = new TreeMap<>(entries);
        // A digest without a fingerprint would prove that an object which is not there is as it should.
        proved.replaceAll((id, entry) -> entry.fingerprint().isEmpty() ? Entry.unproved(entry.version()) : entry);
        write(held(target.withRevision(appliedRevision()).withObjects(proved)));
    }

    /** The revision is applied; answers what the unit holds, without what is still to be pruned. */
    Inventory writeDone(SortedMap<ObjectId, Entry> entries) {
        Inventory exact = target.withObjects(entries);
        write(held(exact));
        return exact;
    }

    /** What is to be pruned stays in the inventory until it is gone. */
    private Inventory held(Inventory exact) {
        return recorded.map(exact::including).orElse(exact);
    }

    private void write(Inventory inventory) {
        if (written.filter(inventory::equals).isEmpty()) {
            state.write(inventory);
            written = Optional.of(inventory);
        }
    }

    private String appliedRevision() {
        return recorded.map(Inventory::revision).orElse("");
    }
}
