package dev.sluice.change;

import static java.util.Objects.requireNonNull;

import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.LiveObject;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    /**
     * What findings come to.
     *
     * @param deferred the objects whose refusal is not the last word
     */
    static UnitPlan of(List<Finding> findings, Set<ObjectId> deferred) {
        var changes = new ArrayList<Change>();
        var entries = new TreeMap<ObjectId, Entry>();
        var refusals = new ArrayList<Rejected>();
        for (Finding finding : findings) {
            entries.put(finding.id(), finding.entry());
            if (finding.refusal().isEmpty() || deferred.contains(finding.id())) {
                finding.change().ifPresent(changes::add);
            } else {
                refusals.add(finding.refusal().get().failure());
            }
        }
        return new UnitPlan(
                changes,
                findings.stream().flatMap(finding -> finding.exempt().stream()).toList(),
                (int) findings.stream().filter(Finding::isUnchanged).count(),
                entries,
                Optional.of(refusals).filter(list -> !list.isEmpty()).map(Rejected::together),
                findings.stream()
                        .flatMap(finding -> finding.live().stream())
                        .collect(Collectors.toMap(LiveObject::id, Function.identity())));
    }
}
