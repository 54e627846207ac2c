package dev.sluice.report;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.Problem;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one run did, free of secrets, as every writer takes it
 *
 * @param command the command as the user typed it
 * @param entry the entry as the user named it
 * @param target where the run applied; empty for a render
 * @param units every unit, in the order of the graph
 * @param changes every object that differs or was changed, in the order of application
 * @param unchanged how many objects already were as they should
 * @param skipped what was left out on purpose
 * @param checks the prerequisites that were looked at
 * @param warnings what was accepted but should be known
 * @param problems what is wrong, all of it
 * @param notes what a validation has to say beside that
 * @param verdict how the run ended
 * @param message one line that says why
 * @param took how long the run took
 * @param roots the reports of several roots, in the order of the request; empty where the run was about one. Then this
 *     one has the problems and warnings of all of them, each once, and no units and objects of its own
 */
public record RunReport(
        String command,
        String entry,
        String target,
        List<UnitLine> units,
        List<ChangeLine> changes,
        int unchanged,
        List<SkippedLine> skipped,
        List<CheckLine> checks,
        List<Problem> warnings,
        List<Problem> problems,
        List<Problem> notes,
        Verdict verdict,
        String message,
        Duration took,
        List<RunReport> roots) {

    /**
     * A unit of the run.
     *
     * @param revision the source's revision that is applied as a whole; empty where none is. Of a run that applies nothing,
     *     the one that it looked at
     * @param attempted the source's revision that this run was about; empty where it was about none
     * @param waitsFor the units it waits for
     * @param ready Flux's Ready: {@code True}, {@code False} or {@code Unknown} (not reached)
     */
    public record UnitLine(
            ObjectId id,
            String revision,
            String attempted,
            boolean suspended,
            String ready,
            String message,
            List<ObjectId> waitsFor,
            int objects) {
        public UnitLine {
            waitsFor = List.copyOf(waitsFor);
        }
    }

    /**
     * An object that changes.
     *
     * @param unit the unit it belongs to
     * @param verb {@code created}, {@code configured}, {@code recreated}, {@code deleted}, {@code handed over}
     * @param origin the file it was rendered from; empty for deletions
     * @param fields the fields that differ; empty for creations and deletions
     * @param failure why the change could not be made; empty where it was made, or not tried yet
     * @param assumption on what the change rests, where it is found out anew only when it is its turn; else empty
     */
    public record ChangeLine(
            ObjectId unit,
            ObjectId id,
            String verb,
            Optional<Origin> origin,
            List<FieldLine> fields,
            String failure,
            String assumption) {
        public ChangeLine {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A field that differs, secret values already masked.
     *
     * @param path as Flux's diff writes it: {@code spec.template.spec.containers.web.image}
     * @param before the value there, as YAML; empty where the field is added
     * @param after the value to be, as YAML; empty where the field is removed
     */
    public record FieldLine(String path, Optional<String> before, Optional<String> after) {}

    /** An object that was left out, and why. */
    public record SkippedLine(ObjectId id, String origin, String reason) {}

    /**
     * One prerequisite and whether it holds.
     *
     * @param remedy what would make it hold, as YAML that can be applied; empty where nothing of that kind would
     */
    public record CheckLine(String what, boolean passed, String message, String remedy) {
        /** A prerequisite that no YAML would mend. */
        public CheckLine(String what, boolean passed, String message) {
            this(what, passed, message, "");
        }
    }

    public RunReport {
        requireNonNull(command, "command");
        units = List.copyOf(units);
        changes = List.copyOf(changes);
        skipped = List.copyOf(skipped);
        checks = List.copyOf(checks);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
        roots = List.copyOf(roots);
    }
}
