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

/** Which units remember an object; usually one. */
final class Owners {

    private final Map<ObjectId, List<ObjectId>> units = new HashMap<>();

    Owners(Collection<Inventory> recorded) {
        for (Inventory inventory : recorded) {
            for (ObjectId id : inventory.objects().keySet()) {
                units.computeIfAbsent(id, key -> new ArrayList<>(1)).add(inventory.unit());
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
