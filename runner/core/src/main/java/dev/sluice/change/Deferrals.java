package dev.sluice.change;

import dev.sluice.change.Finding.Refusal;
import dev.sluice.flux.DependencyReference;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import dev.sluice.render.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the objects that can be judged only when something else of the same run is applied: their namespace or kind, or
 * whatever may end the target's refusal. Flux finds that out by failing and trying again.
 */
final class Deferrals {

    /**
     * What is put off.
     *
     * @param assumptions on what each object is judged now
     * @param refused the objects that are refused and for which nothing of this run makes a difference, by unit
     * @param after which units each unit is to start after, beside those that it waits for
     */
    record Result(
            Map<ObjectId, String> assumptions,
            Map<ObjectId, List<Finding>> refused,
            Map<ObjectId, Set<ObjectId>> after) {}

    /** Where something that others need is brought. */
    private record Place(Finding finding) {
        ObjectId unit() {
            return finding.unit().id();
        }

        ObjectId object() {
            return finding.id();
        }
    }

    private final ApplyOrder order;
    private final StartOrder startOrder;
    private final Map<Need, Place> places = new HashMap<>();
    private final Set<ObjectId> changing = new HashSet<>();
    private final Set<ObjectId> failing = new HashSet<>();
    private final Map<ObjectId, String> assumptions = new HashMap<>();
    private final Map<ObjectId, List<Finding>> refused = new HashMap<>();

    Deferrals(Rendered rendered, ApplyOrder order) {
        this.order = order;
        this.startOrder = new StartOrder(rendered.graph());
        rendered.waiting().stream().map(Waiting::id).forEach(failing::add);
    }

    /** @param found by unit, each behind all that it waits for, and in the order of application */
    Result find(Map<ObjectId, List<Finding>> found) {
        found.values().stream().flatMap(Collection::stream).forEach(this::remember);
        found.values().forEach(this::judge);
        return new Result(assumptions, refused, startOrder.added());
    }

    private void remember(Finding finding) {
        if (finding.exempt().isEmpty()) {
            Need.providedBy(finding.desired()).ifPresent(need -> places.putIfAbsent(need, new Place(finding)));
        }
    }

    /** All objects of one unit. */
    private void judge(List<Finding> findings) {
        Optional<ApplyOrder.Stage> firstChange = Optional.empty();
        for (Finding finding : findings) {
            ApplyOrder.Stage stage = order.stage(finding.id());
            boolean changedBefore =
                    firstChange.filter(first -> first.compareTo(stage) < 0).isPresent();
            assumption(finding, changedBefore).ifPresent(text -> assumptions.put(finding.id(), text));
            boolean deferred = assumptions.containsKey(finding.id());
            if (finding.refusal().isPresent() && !deferred) {
                refused.computeIfAbsent(finding.unit().id(), unit -> new ArrayList<>())
                        .add(finding);
                failing.add(finding.unit().id());
            } else if (finding.change().isPresent()) {
                changing.add(finding.unit().id());
                firstChange = firstChange.or(() -> Optional.of(stage));
            }
        }
    }

    private Optional<String> assumption(Finding finding, boolean changedBefore) {
        if (finding.refusal().isEmpty()) {
            return finding.exempt().isPresent() ? Optional.empty() : changedKind(finding);
        }
        Refusal refusal = finding.refusal().get();
        Optional<Place> place = refusal.need().flatMap(need -> Optional.ofNullable(places.get(need)));
        if (place.filter(there -> comesBefore(there, finding)).isPresent()) {
            return Optional.of("checked when " + place.get().object() + " is there");
        }
        Optional<String> redefined = changedKind(finding);
        if (redefined.isPresent()) {
            return redefined;
        }
        return mayEnd(finding, refusal, changedBefore)
                .map(what -> "refused now, tried again " + what + ": "
                        + refusal.failure().getMessage());
    }

    /** What an object is under a definition that changes cannot be known before. */
    private Optional<String> changedKind(Finding finding) {
        return Optional.ofNullable(places.get(Need.kindOf(finding.id())))
                .filter(place -> place.finding().change().isPresent())
                .filter(place -> comesBefore(place, finding))
                .map(place -> "checked when " + place.object() + " is changed");
    }

    /** Whether the place is applied before the object: already, or because its unit is made to start later. */
    private boolean comesBefore(Place place, Finding finding) {
        Unit unit = finding.unit();
        if (place.unit().equals(unit.id())) {
            return order.stage(place.object()).compareTo(order.stage(finding.id())) < 0;
        }
        return startOrder.startsAfter(unit.id(), place.unit());
    }

    /** Admission policies, quotas, roles, …: what is applied before may be what the target misses. */
    private Optional<String> mayEnd(Finding finding, Refusal refusal, boolean changedBefore) {
        Set<ObjectId> before = startOrder.before(finding.unit().id());
        Optional<ObjectId> failed =
                before.stream().filter(failing::contains).sorted().findFirst();
        if (failed.isPresent()) {
            return failed.map(unit -> "after " + unit);
        }
        if (refusal.need().isPresent()) {
            return mayDefineKinds(finding.unit(), refusal.need().get()).map(unit -> "after " + unit);
        }
        if (refusal.lasting()) {
            return Optional.empty();
        }
        if (changedBefore) {
            return Optional.of("after the objects before it");
        }
        return before.stream().filter(changing::contains).sorted().findFirst().map(unit -> "after " + unit);
    }

    /** An operator that the unit depends on may define kinds when it runs; which, no manifest tells. */
    private Optional<ObjectId> mayDefineKinds(Unit unit, Need need) {
        if (!(need instanceof Need.OfKind)) {
            return Optional.empty();
        }
        return unit.spec().dependsOn().stream()
                .map(DependencyReference::id)
                .filter(changing::contains)
                .findFirst();
    }
}
