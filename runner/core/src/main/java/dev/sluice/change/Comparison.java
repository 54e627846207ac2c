package dev.sluice.change;

import dev.sluice.change.Change.Create;
import dev.sluice.change.Change.HandOver;
import dev.sluice.change.Change.Recreate;
import dev.sluice.change.Change.Update;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.DryRun;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.failure.Rejected;
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
import org.jspecify.annotations.Nullable;

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

    /** What the target holds: fingerprints of all that exists, the objects themselves only where they must be compared. */
    private record Live(Map<ObjectId, String> fingerprints, Map<ObjectId, Manifest> objects) {}

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

    /**
     * The results of all units, in their order.
     *
     * @throws Rejected naming every object that the target would refuse
     */
    Map<ObjectId, UnitResult> compare(List<Unit> units) {
        var digests = new HashMap<ObjectId, String>();
        for (Unit unit : units) {
            unit.manifests().forEach(manifest -> digests.put(manifest.id(), cluster.digest(manifest)));
        }
        Live live = live(units, digests);
        var results = new LinkedHashMap<ObjectId, UnitResult>();
        var refusals = new ArrayList<Rejected>();
        for (Unit unit : units) {
            results.put(unit.id(), compare(unit, digests, live, refusals));
        }
        if (!refusals.isEmpty()) {
            throw together(refusals);
        }
        return results;
    }

    private Live live(List<Unit> units, Map<ObjectId, String> digests) {
        Map<ObjectId, String> fingerprints = cluster.fingerprints(digests.keySet());
        var unproved = new ArrayList<ObjectId>();
        for (Unit unit : units) {
            for (Manifest manifest : unit.manifests()) {
                ObjectId id = manifest.id();
                if (fingerprints.containsKey(id)
                        && proof(unit, id, digests, fingerprints).isEmpty()) {
                    unproved.add(id);
                }
            }
        }
        return new Live(fingerprints, cluster.read(unproved));
    }

    /** The inventory's entry, where it proves that the object is as it should. */
    private Optional<Entry> proof(
            Unit unit, ObjectId id, Map<ObjectId, String> digests, Map<ObjectId, String> fingerprints) {
        return Optional.ofNullable(recorded.get(unit.id()))
                .map(inventory -> inventory.objects().get(id))
                .filter(entry -> entry.proves(digests.getOrDefault(id, ""), fingerprints.getOrDefault(id, "")));
    }

    private UnitResult compare(Unit unit, Map<ObjectId, String> digests, Live live, List<Rejected> refusals) {
        var changes = new ArrayList<Change>();
        var exempt = new ArrayList<Exempt>();
        var entries = new TreeMap<ObjectId, Entry>();
        int unchanged = 0;
        List<Manifest> ordered = unit.manifests().stream()
                .sorted(Comparator.comparing(Manifest::id, order))
                .toList();
        for (Manifest desired : ordered) {
            ObjectId id = desired.id();
            Optional<Entry> proof = proof(unit, id, digests, live.fingerprints());
            if (proof.isPresent()) {
                entries.put(id, proof.get());
                unchanged++;
                continue;
            }
            String version = ObjectId.versionOf(desired.apiVersion());
            Manifest present = live.objects().get(id);
            Optional<String> reason = OptOut.fromApplication(desired, present);
            if (reason.isPresent()) {
                exempt.add(new Exempt(unit.id(), id, reason.get()));
                entries.put(id, Entry.unproved(version));
                continue;
            }
            try {
                Optional<Change> change = change(unit, desired, present);
                change.ifPresent(changes::add);
                unchanged += change.isPresent() ? 0 : 1;
                String fingerprint =
                        change.isPresent() ? "" : live.fingerprints().getOrDefault(id, "");
                entries.put(id, new Entry(version, digests.getOrDefault(id, ""), fingerprint));
            } catch (Rejected e) {
                refusals.add(e);
            }
        }
        return new UnitResult(changes, exempt, unchanged, entries);
    }

    private Optional<Change> change(Unit unit, Manifest desired, @Nullable Manifest live) {
        DryRun dryRun = cluster.dryRun(desired);
        if (live == null) {
            return Optional.of(new Create(unit.id(), desired));
        }
        if (dryRun.result().isEmpty()) {
            return Optional.of(recreate(unit, desired, live, dryRun.refusal()));
        }
        List<FieldDifference> fields = differ.differences(live, dryRun.result().get());
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(formerOwner(unit, live)
                .<Change>map(from -> new HandOver(unit.id(), from, desired, fields))
                .orElseGet(() -> new Update(unit.id(), desired, fields)));
    }

    private Change recreate(Unit unit, Manifest desired, Manifest live, String refusal) {
        boolean force = unit.spec().force() || OptOut.FORCE_ENABLED.in(desired) || OptOut.FORCE_ENABLED.in(live);
        if (!force) {
            throw new Rejected(
                    desired.id().toString(),
                    "dry-run failed (Invalid): " + refusal,
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
