package dev.sluice.change;

import dev.sluice.cluster.Inventory;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which units remember an object: usually one. */
final class Owners {

    private final Map<ObjectId, List<ObjectId>> units = new HashMap<>();

    /** @param objects those that will be asked for: a second look at a few costs no walk through everything */
    Owners(Collection<Inventory> recorded, Set<ObjectId> objects) {
        for (Inventory inventory : recorded) {
            Set<ObjectId> held = inventory.objects().keySet();
            Set<ObjectId> fewer = held.size() < objects.size() ? held : objects;
            Set<ObjectId> more = fewer == held ? objects : held;
            for (ObjectId id : fewer) {
                if (more.contains(id)) {
                    units.computeIfAbsent(id, key -> new ArrayList<>(1)).add(inventory.unit());
                }
            }
        }
    }

    /** The other unit of this root that the live object still belongs to. */
    Optional<ObjectId> formerOwner(ObjectId unit, Manifest live) {
        return units.getOrDefault(live.id(), List.of()).stream()
                .filter(owner -> !owner.equals(unit))
                .filter(owner -> Ownership.isOf(owner, live))
                .findFirst();
    }
}
