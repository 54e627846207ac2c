package dev.sluice.change;

import static java.util.Objects.requireNonNull;

import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.LiveObject;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.ObjectId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What would change of objects of one unit.
 *
 * @param changes in the order of application
 * @param entries what the inventory is to hold of each object; of those that change without a fingerprint
 * @param refusal why the target would not take one of them or more; empty where it takes them all
 * @param live those of the objects that exist
 */
public record UnitPlan(
        List<Change> changes,
        List<Exempt> exempt,
        int unchanged,
        SortedMap<ObjectId, Entry> entries,
        Optional<RunFailure> refusal,
        Map<ObjectId, LiveObject> live) {

    public UnitPlan {
        changes = List.copyOf(changes);
        exempt = List.copyOf(exempt);
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        requireNonNull(refusal, "refusal");
        live = Map.copyOf(live);
    }
}
