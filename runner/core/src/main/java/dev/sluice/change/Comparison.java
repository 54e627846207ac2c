package dev.sluice.change;

import dev.sluice.change.Change.Create;
import dev.sluice.change.Change.HandOver;
import dev.sluice.change.Change.Recreate;
import dev.sluice.change.Change.Update;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.DryRun;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.LiveObject;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares the objects of all units with the target. An object whose desired digest and live fingerprint both equal what
 * its inventory recorded is known to be as it should; only the others are read, tried and compared.
 */
final class Comparison {

    /**
     * What was found of one unit.
     *
     * @param changes in the order of application
     * @param entries what the inventory is to hold of each object that the unit brings
     */
    record UnitResult(List<Change> changes, List<Exempt> exempt, int unchanged, SortedMap<ObjectId, Entry> entries) {}

    /**
     * What was found of all units.
     *
     * @param units in their order
     * @param refused the units of which the target would refuse an object
     * @param live the desired objects that exist
     */
    record Result(Map<ObjectId, UnitResult> units, Map<ObjectId, RunFailure> refused, Map<ObjectId, LiveObject> live) {}

    private final Cluster cluster;
    private final Differ differ;
    private final Comparator<ObjectId> order;
    private final Map<ObjectId, Inventory> recorded;

    Comparison(Cluster cluster, ApplyOrder order, Map<ObjectId, Inventory> recorded) {
        this.cluster = cluster;
        this.differ = new Differ(cluster.keyedDigest());
        this.order = order.staged();
        this.recorded = recorded;
    }

    /** The results of all units; a unit of which an object would be refused is among the refused, too. */
    Result compare(List<Unit> units) {
        var digests = new HashMap<ObjectId, String>();
        var desired = new ArrayList<Manifest>();
        for (Unit unit : units) {
            desired.addAll(unit.manifests());
            unit.manifests().forEach(manifest -> digests.put(manifest.id(), cluster.digest(manifest)));
        }
        Map<ObjectId, LiveObject> live = cluster.live(desired);
        var results = new LinkedHashMap<ObjectId, UnitResult>();
        var refused = new HashMap<ObjectId, RunFailure>();
        for (Unit unit : units) {
            var refusals = new ArrayList<Rejected>();
            results.put(unit.id(), compare(unit, digests, live, refusals));
            if (!refusals.isEmpty()) {
                refused.put(unit.id(), together(refusals));
            }
        }
        return new Result(results, refused, live);
    }

    /** The inventory's entry, where it proves that the object is as it should. */
    private Optional<Entry> proof(Unit unit, ObjectId id, String digest, String fingerprint) {
        return Optional.ofNullable(recorded.get(unit.id()))
                .map(inventory -> inventory.objects().get(id))
                .filter(entry -> entry.proves(digest, fingerprint));
    }

    private UnitResult compare(
            Unit unit, Map<ObjectId, String> digests, Map<ObjectId, LiveObject> live, List<Rejected> refusals) {
        var changes = new ArrayList<Change>();
        var exempt = new ArrayList<Exempt>();
        var entries = new TreeMap<ObjectId, Entry>();
        int unchanged = 0;
        List<Manifest> ordered = unit.manifests().stream()
                .sorted(Comparator.comparing(Manifest::id, order))
                .toList();
        for (Manifest desired : ordered) {
            ObjectId id = desired.id();
            Optional<LiveObject> present = Optional.ofNullable(live.get(id));
            String digest = digests.getOrDefault(id, "");
            String fingerprint = present.map(LiveObject::fingerprint).orElse("");
            Optional<Entry> proof = proof(unit, id, digest, fingerprint);
            if (proof.isPresent()) {
                entries.put(id, proof.get());
                unchanged++;
                continue;
            }
String version = ObjectId.versionOf(desired.apiVersion());
            Optional<String> reason = OptOut.fromApplication(
                    desired, present.map(LiveObject::manifest).orElse(null));
            if (reason.isPresent()) {
                exempt.add(new Exempt(unit.id(), id, reason.get()));
                entries.put(id, Entry.unproved(version));
                continue;
            }
            try {
                Optional<Change> change = change(unit, desired, present);
                change.ifPresent(changes::add);
                unchanged += change.isPresent() ? 0 : 1;
                entries.put(id, new Entry(version, digest, change.isPresent() ? "" : fingerprint));
            } catch (Rejected e) {
                refusals.add(e);
            }
        }
        return new UnitResult(changes, exempt, unchanged, entries);
    }

    private Optional<Change> change(Unit unit, Manifest desired, Optional<LiveObject> live) {
        return cluster.dryRun(desired, live).match(new DryRun.Cases<>() {
            @Override
            public Optional<Change> accepted(DryRun.Accepted dryRun) {
                return dryRun.live().isEmpty()
                        ? Optional.of(new Create(unit.id(), desired))
                        : update(unit, desired, dryRun.live().get(), dryRun.manifest());
            }

            @Override
            public Optional<Change> immutable(DryRun.Immutable dryRun) {
                return Optional.of(recreate(unit, desired, dryRun.live().manifest(), dryRun.refusal()));
            }

            @Override
            public Optional<Change> namespaceMissing(DryRun.NamespaceMissing dryRun) {
                throw new Rejected("", dryRun.refusal());
            }

            @Override
            public Optional<Change> kindUnknown(DryRun.KindUnknown dryRun) {
                throw new Rejected("", dryRun.refusal());
            }
        });
    }

    private Optional<Change> update(Unit unit, Manifest desired, LiveObject live, Manifest result) {
        List<FieldDifference> fields = differ.differences(live.manifest(), result);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        boolean takesOver = live.needsTakeOver();
        return Optional.of(formerOwner(unit, live.manifest())
                .<Change>map(from -> new HandOver(unit.id(), from, desired, fields, takesOver))
                .orElseGet(() -> new Update(unit.id(), desired, fields, takesOver)));
    }

    private Change recreate(Unit unit, Manifest desired, Manifest live, String refusal) {
        boolean force = unit.spec().force() || OptOut.FORCE_ENABLED.in(desired) || OptOut.FORCE_ENABLED.in(live);
        if (!force) {
            throw new Rejected(
                    "",
                    refusal,
                    "to have it deleted and created again, annotate it with " + OptOut.FORCE_ENABLED,
                    null);
        }
        return new Recreate(unit.id(), desired, differ.differences(live, desired), refusal);
    }

    /** The other unit of this root that the live object still belongs to. */
    private Optional<ObjectId> formerOwner(Unit unit, Manifest live) {
        return recorded.values().stream()
                .filter(inventory -> !inventory.unit().equals(unit.id()))
                .filter(inventory -> inventory.objects().containsKey(live.id()))
                .map(Inventory::unit)
                .filter(owner -> Ownership.isOf(owner, live))
                .findFirst();
    }

    private static Rejected together(List<Rejected> refusals) {
        Rejected first = refusals.get(0);
        if (refusals.size() == 1) {
            return first;
        }
        String messages = refusals.stream().map(Rejected::getMessage).collect(Collectors.joining("\n"));
        return new Rejected("", messages, first.hint().orElse(null), first);
    }
}
