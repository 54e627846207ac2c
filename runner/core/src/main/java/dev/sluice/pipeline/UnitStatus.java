package dev.sluice.pipeline;

import dev.sluice.apply.Outcome;
import dev.sluice.change.InventoryPlan;
import dev.sluice.cluster.Inventory;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import dev.sluice.render.Waiting;
import dev.sluice.report.RunReport.UnitLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Flux's status of a unit, as far as the run has come.
 *
 * @param revision the one that is applied as a whole; empty where that of the run stands for it
 */
record UnitStatus(String ready, String message, Optional<String> revision) {

    private static final UnitStatus NOT_REACHED = new UnitStatus("Unknown", "", Optional.empty());

    static UnitStatus of(Outcome outcome) {
        return new UnitStatus(
                outcome instanceof Outcome.UnitApplied ? "True" : "False", outcome.message(), Optional.empty());
    }

    static UnitStatus of(RunFailure refusal) {
        return new UnitStatus("False", String.valueOf(refusal.getMessage()), Optional.empty());
    }

    /** What the target remembers. */
    static UnitStatus recorded(InventoryPlan inventory) {
        String revision = inventory.recorded().map(Inventory::revision).orElse("");
        return new UnitStatus("Unknown", "", Optional.of(revision));
    }

    /** The applied revision advances only where all went well. */
    UnitStatus then(UnitStatus outcome) {
        return outcome.ready().equals("True") ? outcome : new UnitStatus(outcome.ready(), outcome.message(), revision);
    }

    /** The lines of a report: every unit of a render, those that wait and those that are suspended behind the others. */
    static List<UnitLine> lines(Rendered rendered, Map<ObjectId, UnitStatus> known) {
        var lines = new ArrayList<UnitLine>();
        for (Unit unit : rendered.units()) {
            lines.add(known.getOrDefault(unit.id(), NOT_REACHED).line(unit));
        }
        for (Waiting unit : rendered.waiting()) {
            lines.add(new UnitLine(
                    unit.id(), "", "", false, "False", unit.problem().what(), unit.waitsFor(), 0));
        }
        for (ObjectId id : rendered.suspended()) {
            lines.add(known.getOrDefault(id, NOT_REACHED).suspended(id));
        }
        return lines;
    }

    private UnitLine line(Unit unit) {
        String attempted = unit.source().revision();
        return new UnitLine(
                unit.id(),
                revision.orElse(attempted),
                attempted,
                false,
                ready,
                message,
                unit.waitsFor(),
                unit.manifests().size());
    }

    /** As Flux leaves the status of what it does not reconcile: that of the last time. */
    private UnitLine suspended(ObjectId id) {
        String applied = revision.orElse("");
        return applied.isEmpty()
                ? new UnitLine(id, "", "", true, "Unknown", "suspended", List.of(), 0)
                : new UnitLine(id, applied, "", true, "True", "Applied revision: " + applied, List.of(), 0);
    }
}
