package dev.sluice.change;

import dev.sluice.cluster.Inventory;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Skipped;
import dev.sluice.render.Unit;
import dev.sluice.render.Waiting;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What becomes of the units that a target remembers. A unit that is no longer in the repository is treated as Flux treats
 * a Kustomization that its parent prunes (kustomize-controller, {@code finalize}); one that this run could not see,
 * because it or what defines it is suspended, left out, not selected or waiting, is not touched.
 */
final class Fates {

    /** What becomes of one unit. */
    enum Fate {
        /** It is part of this run. */
        APPLIED,
        /** This run does not know what it holds now: nothing of it changes. */
        UNTOUCHED,
        /** It is gone, and its objects go with it. */
        DELETED,
        /** It is gone, its objects stay and belong to nobody. */
        RELEASED
    }

    private final Map<ObjectId, Unit> rendered;
    private final Set<ObjectId> unseen;
    private final Map<ObjectId, Inventory> recorded;

    Fates(Rendered rendered, Map<ObjectId, Inventory> recorded) {
        this.rendered = rendered.units().stream().collect(Collectors.toMap(Unit::id, Function.identity()));
        this.recorded = recorded;
        this.unseen = new HashSet<>(rendered.suspended());
        rendered.skipped().stream().map(Skipped::id).forEach(unseen::add);
        rendered.unselected().stream().map(Unit::id).forEach(unseen::add);
        rendered.waiting().stream().map(Waiting::id).forEach(unseen::add);
    }

    Fate of(ObjectId unit) {
        return of(unit, new HashSet<>());
    }

    /** Whether what the unit holds and no unit renders any more is deleted. */
    boolean prunes(ObjectId unit) {
        Unit present = rendered.get(unit);
        return present == null ? of(unit) == Fate.DELETED : present.spec().prune();
    }

    private Fate of(ObjectId id, Set<ObjectId> visited) {
        if (rendered.containsKey(id)) {
            return Fate.APPLIED;
        }
        Inventory inventory = recorded.get(id);
        if (unseen.contains(id) || inventory == null || !visited.add(id)) {
            return Fate.UNTOUCHED;
        }
        ObjectId parent = inventory.definedBy().orElse(null);
        Fate inherited = parent == null ? Fate.DELETED : fromParent(parent, visited);
        if (inherited != Fate.DELETED) {
            return inherited;
        }
        boolean deletes = !inventory.policy().kept() && inventory.policy().deletesWithUnit();
        return deletes ? Fate.DELETED : Fate.RELEASED;
    }

    /** Deleted where the parent prunes what it no longer holds, or goes itself and takes all with it. */
    private Fate fromParent(ObjectId parent, Set<ObjectId> visited) {
        Unit present = rendered.get(parent);
        if (present != null) {
            return present.spec().prune() ? Fate.DELETED : Fate.RELEASED;
        }
        if (!recorded.containsKey(parent) && !unseen.contains(parent)) {
            return Fate.DELETED;
        }
        return of(parent, visited);
    }
}
