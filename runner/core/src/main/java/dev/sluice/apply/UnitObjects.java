package dev.sluice.apply;

import dev.sluice.change.Change;
import dev.sluice.change.ChangeSet;
import dev.sluice.change.Exempt;
import dev.sluice.change.UnitPlan;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.LiveObject;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is known of one unit's objects while it is applied; the unit's thread uses it alone. */
final class UnitObjects {

    private final ChangeSet changeSet;
    private final SortedMap<ObjectId, Entry> entries;
    private final Set<ObjectId> exempt = new HashSet<>();
    private final Map<ObjectId, LiveObject> live = new HashMap<>();
    private final Set<ObjectId> changed = new HashSet<>();
    private final List<Change> done = new ArrayList<>();

    /** @param planned what the inventory is to hold of each object in the end */
    UnitObjects(ChangeSet changeSet, Unit unit, SortedMap<ObjectId, Entry> planned) {
        this.changeSet = changeSet;
        this.entries = new TreeMap<>(planned);
        changeSet.exempt().stream()
                .filter(object -> object.unit().equals(unit.id()))
                .map(Exempt::id)
                .forEach(exempt::add);
    }

    /** Takes what was found out anew of some of the objects. */
    void plannedAgain(UnitPlan plan) {
        entries.putAll(plan.entries());
        live.putAll(plan.live());
        plan.exempt().forEach(object -> exempt.add(object.id()));
    }

    void written(Map<Change, LiveObject> changes) {
        changes.forEach((change, object) -> {
            ObjectId id = change.id();
            done.add(change);
            changed.add(id);
            live.put(id, object);
            entries.computeIfPresent(
                    id, (any, entry) -> new Entry(entry.version(), entry.digest(), object.fingerprint()));
        });
    }

    /** What was changed, in Flux's order. */
    List<Change> done() {
        return List.copyOf(done);
    }

    /** What the inventory is to hold; an object that was not come to stands without a fingerprint. */
    SortedMap<ObjectId, Entry> entries() {
        return new TreeMap<>(entries);
    }

    Optional<LiveObject> live(ObjectId id) {
        return Optional.ofNullable(live.getOrDefault(id, changeSet.live().get(id)));
    }

    boolean isExempt(ObjectId id) {
        return exempt.contains(id);
    }

    boolean isChanged(ObjectId id) {
        return changed.contains(id);
    }
}
