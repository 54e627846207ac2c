package dev.sluice.change;

import dev.sluice.object.ObjectId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which unit starts after which: as the graph says, and as is added to it without closing a circle. */
final class StartOrder {

    private final Map<ObjectId, List<ObjectId>> waitsFor;
    private final Map<ObjectId, Set<ObjectId>> before = new HashMap<>();
    private final Map<ObjectId, Set<ObjectId>> added = new HashMap<>();

    StartOrder(Map<ObjectId, List<ObjectId>> waitsFor) {
        this.waitsFor = waitsFor;
    }

    /** All that the unit waits for, directly or not; what was added does not count. */
    Set<ObjectId> before(ObjectId unit) {
        return before.computeIfAbsent(unit, id -> reachable(id, false));
    }

    /** Makes the unit start after the other one, unless it does; false where that one cannot be earlier. */
    boolean startsAfter(ObjectId unit, ObjectId other) {
        if (before(unit).contains(other) || added.getOrDefault(unit, Set.of()).contains(other)) {
            return true;
        }
        if (reachable(other, true).contains(unit)) {
            return false;
        }
        added.computeIfAbsent(unit, id -> new TreeSet<>()).add(other);
        return true;
    }

    /** What was added. */
    Map<ObjectId, Set<ObjectId>> added() {
        return added;
    }

    private Set<ObjectId> reachable(ObjectId unit, boolean withAdded) {
        var reached = new HashSet<ObjectId>();
        var open = new ArrayDeque<ObjectId>(List.of(unit));
        while (!open.isEmpty()) {
            ObjectId next = open.pop();
            var targets = new HashSet<>(waitsFor.getOrDefault(next, List.of()));
            if (withAdded) {
                targets.addAll(added.getOrDefault(next, Set.of()));
            }
            targets.stream().filter(reached::add).forEach(open::push);
        }
        return reached;
    }
}
