package dev.sluice.apply;

import dev.sluice.apply.Outcome.UnitApplied;
import dev.sluice.apply.Outcome.UnitFailed;
import dev.sluice.change.Change;
import dev.sluice.change.ChangeSet;
import dev.sluice.change.InventoryPlan;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent.UnitFinished;
import dev.sluice.event.RunEvent.UnitProgressing;
import dev.sluice.event.RunEvent.UnitStarted;
import dev.sluice.event.RunListener;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Applies single units of a change set. The inventory is written ahead: before the first object is touched it holds
 * everything the unit had and everything it is about to get, so that a run which dies knows all that may be there. (Flux
 * writes it after a success only, and forgets what a failed run created.)
 */
final class UnitApplication {

    private final Cluster cluster;
    private final ChangeSet changeSet;
    private final Map<ObjectId, List<Change>> applications;
    private final RunListener listener;
    private final CancelSignal cancel;
    private final Clock clock;

    UnitApplication(Cluster cluster, ChangeSet changeSet, RunListener listener, CancelSignal cancel, Clock clock) {
        this.cluster = cluster;
        this.changeSet = changeSet;
        this.applications = changeSet.applications();
        this.listener = listener;
        this.cancel = cancel;
        this.clock = clock;
    }

    Outcome apply(Unit unit) {
        Instant start = clock.instant();
        String revision = unit.source().revision();
        listener.on(new UnitStarted(unit.id(), revision));
        Outcome outcome = carryOut(unit);
        List<String> lines = outcome.done().stream().map(Change::line).toList();
        if (!lines.isEmpty()) {
            listener.on(new UnitProgressing(unit.id(), revision, lines));
        }
        boolean ready = outcome.failure().isEmpty();
        String reason = ready ? "ReconciliationSucceeded" : "ReconciliationFailed";
        Duration took = Duration.between(start, clock.instant());
        listener.on(new UnitFinished(unit.id(), revision, ready, reason, outcome.message(), took));
        return outcome;
    }

    private Outcome carryOut(Unit unit) {
        InventoryPlan plan = changeSet.inventory(unit.id());
        Inventory target = plan.target().orElseThrow();
        List<Change> changes = applications.getOrDefault(unit.id(), List.of());
        var done = new ArrayList<Change>();
        Optional<Change> current = Optional.empty();
        try {
            cancel.check();
            RunFailure refusal = changeSet.refused().get(unit.id());
            if (refusal != null) {
                return new UnitFailed(unit.id(), List.of(), Optional.empty(), refusal);
            }
            if (!changes.isEmpty()) {
                writeAhead(plan, target);
            }
            var objects = new TreeMap<>(target.objects());
            for (Change change : changes) {
                current = Optional.of(change);
                cancel.check();
                String fingerprint = change.carryOut(cluster).orElseThrow().fingerprint();
                objects.computeIfPresent(
                        change.id(), (id, entry) -> new Entry(entry.version(), entry.digest(), fingerprint));
                done.add(change);
            }
            current = Optional.empty();
            Inventory exact = target.withObjects(objects);
            write(plan, exact);
            return new UnitApplied(unit.id(), unit.source().revision(), done, exact);
        } catch (RunFailure e) {
            return new UnitFailed(unit.id(), done, current, e);
        }
    }

    private void writeAhead(InventoryPlan plan, Inventory target) {
        var unproved = new TreeMap<ObjectId, Entry>();
        target.objects().forEach((id, entry) -> unproved.put(id, Entry.unproved(entry.version())));
        if (plan.recorded().isEmpty()) {
            cluster.state().write(target.withRevision("").withObjects(unproved));
            return;
        }
        Inventory recorded = plan.recorded().get();
        if (recorded.objects().keySet().containsAll(unproved.keySet())) {
            return;
        }
        unproved.putAll(recorded.objects());
        cluster.state().write(target.withRevision(recorded.revision()).withObjects(unproved));
    }

    /** What is to be pruned stays in the inventory until it is gone. */
    private void write(InventoryPlan plan, Inventory exact) {
        Inventory held = plan.recorded().map(exact::including).orElse(exact);
        if (plan.recorded().filter(held::equals).isEmpty()) {
            cluster.state().write(held);
        }
    }
}
