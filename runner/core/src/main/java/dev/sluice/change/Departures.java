package dev.sluice.change;

import dev.sluice.change.Change.Delete;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the objects that inventories hold and that are to go. An object is deleted only while it carries its unit's owner
 * labels and does not opt out (fluxcd/pkg ssa/manager_delete.go; kustomize-controller, {@code deleteObjects}).
 */
final class Departures {

    private final Cluster cluster;
    private final Comparator<ObjectId> order;
    private final Map<ObjectId, Inventory> recorded;

    Departures(Cluster cluster, ApplyOrder order, Map<ObjectId, Inventory> recorded) {
        this.cluster = cluster;
        this.order = order.sorted().reversed();
        this.recorded = recorded;
    }

    /** What left the units that prune, and what the units had that are gone; nothing of what stays. */
    Departed find(Fates fates, Set<ObjectId> staying) {
        var candidates = new LinkedHashMap<Inventory, List<ObjectId>>();
        var leaving = new ArrayList<Inventory>();
        for (Inventory inventory : lastFirst()) {
            if (fates.prunes(inventory.unit())) {
                candidates.put(inventory, without(inventory, staying));
            }
            if (fates.of(inventory.unit()) == Fates.Fate.DELETED) {
                leaving.add(inventory);
            }
        }
        return judge(candidates, leaving);
    }

    /** Everything, but what belongs to a unit that would not take it along. */
    DeletionPlan all(ObjectId root) {
        var candidates = new LinkedHashMap<Inventory, List<ObjectId>>();
        var released = new ArrayList<Inventory>();
        var kept = new ArrayList<Exempt>();
        for (Inventory inventory : lastFirst()) {
            Optional<String> reason = reasonToStay(inventory);
            if (reason.isPresent()) {
                inventory.objects().keySet().forEach(id -> kept.add(new Exempt(inventory.unit(), id, reason.get())));
            } else {
                candidates.put(inventory, without(inventory, Set.of()));
            }
            if (!inventory.policy().suspended()) {
                released.add(inventory);
            }
        }
        Departed result = judge(candidates, candidates.keySet());
        kept.addAll(result.kept());
        return new DeletionPlan(root, result.deletions(), released, kept);
    }

    /** What of some deletions is still to be made; what is gone meanwhile is not among it. */
    static Departed stillToMake(Cluster cluster, List<Delete> deletions) {
        Map<ObjectId, Manifest> live =
                cluster.read(deletions.stream().map(Delete::id).toList());
        var still = new ArrayList<Delete>();
        var kept = new ArrayList<Exempt>();
        for (Delete deletion : deletions) {
            Manifest present = live.get(deletion.id());
            if (present != null) {
                // One that was made anew meanwhile, and still says that it is this unit's, goes as well.
                reasonToKeep(deletion.unit(), present)
                        .ifPresentOrElse(
                                reason -> kept.add(new Exempt(deletion.unit(), deletion.id(), reason)),
                                () -> still.add(new Delete(deletion.unit(), deletion.id(), uidOf(present))));
            }
        }
        return new Departed(still, kept);
    }

    private static Optional<String> reasonToStay(Inventory inventory) {
        Inventory.Policy policy = inventory.policy();
        if (policy.suspended()) {
            return Optional.of(inventory.unit() + " is suspended");
        }
        if (policy.kept()) {
            return Optional.of(inventory.unit() + " opts out of pruning");
        }
        if (policy.deletesWithUnit()) {
            return Optional.empty();
        }
        boolean mirrors = policy.deletionPolicy().equals("MirrorPrune");
        return Optional.of(
                inventory.unit() + " has " + (mirrors ? "prune: false" : "deletionPolicy: " + policy.deletionPolicy()));
    }

    /** @param leaving the units that go themselves: of those nothing says that their accounts are still there */
    private Departed judge(Map<Inventory, List<ObjectId>> candidates, Collection<Inventory> leaving) {
        Set<Inventory> orphaned = withoutAccount(leaving);
        var ids = new LinkedHashSet<ObjectId>();
        candidates.values().forEach(ids::addAll);
        Map<ObjectId, Manifest> live = cluster.read(ids);
        var deletions = new ArrayList<Delete>();
        var kept = new ArrayList<Exempt>();
        candidates.forEach((inventory, objects) -> {
            for (ObjectId id : objects) {
                Manifest present = live.get(id);
                if (present == null) {
                    continue;
                }
                Optional<String> reason = orphaned.contains(inventory)
                        ? Optional.of("who applied it is not there any more: "
                                + inventory.policy().user().orElseThrow())
                        : reasonToKeep(inventory.unit(), present);
                reason.ifPresentOrElse(
                        why -> kept.add(new Exempt(inventory.unit(), id, why)),
                        () -> deletions.add(new Delete(inventory.unit(), id, uidOf(present))));
            }
        });
        return new Departed(deletions, kept);
    }

    /** Flux does not delete in its own name what somebody else applied (kustomize-controller, {@code finalize}). */
    private Set<Inventory> withoutAccount(Collection<Inventory> leaving) {
        var accounts = new LinkedHashMap<Inventory, ObjectId>();
        for (Inventory inventory : leaving) {
            inventory.policy().user().map(Departures::account).ifPresent(account -> accounts.put(inventory, account));
        }
        // A directory has no permissions, so nobody's account is missing there.
        if (accounts.isEmpty() || cluster.access().isEmpty()) {
            return Set.of();
        }
        Set<ObjectId> there = cluster.read(Set.copyOf(accounts.values())).keySet();
        return accounts.entrySet().stream()
                .filter(entry -> !there.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** {@code system:serviceaccount:NAMESPACE:NAME}. */
    private static ObjectId account(String user) {
        String[] parts = user.split(":", -1);
        return new ObjectId("", "ServiceAccount", parts[2], parts[3]);
    }

    private static String uidOf(Manifest live) {
        return live.content().path("metadata").path("uid").asText();
    }

    private static Optional<String> reasonToKeep(ObjectId unit, Manifest live) {
        if (!Ownership.isOf(unit, live)) {
            return Optional.of("its owner labels do not name " + unit);
        }
        return OptOut.fromDeletion(live);
    }

    private List<ObjectId> without(Inventory inventory, Set<ObjectId> staying) {
        return inventory.objects().keySet().stream()
                .filter(id -> !staying.contains(id))
                .sorted(order)
                .toList();
    }

    /** All inventories, each before those of the units that it was applied after. */
    private List<Inventory> lastFirst() {
        var ordered = new LinkedHashSet<Inventory>();
        recorded.values().forEach(inventory -> visit(inventory, ordered, new LinkedHashSet<>()));
        var reversed = new ArrayList<>(ordered);
        Collections.reverse(reversed);
        return reversed;
    }

    private void visit(Inventory inventory, Set<Inventory> ordered, Set<ObjectId> path) {
        // The graph had no cycle, but its units may have been recorded by different runs.
        if (ordered.contains(inventory) || !path.add(inventory.unit())) {
            return;
        }
        for (ObjectId dependency : inventory.waitsFor()) {
            Inventory before = recorded.get(dependency);
            if (before != null) {
                visit(before, ordered, path);
            }
        }
        ordered.add(inventory);
    }
}
