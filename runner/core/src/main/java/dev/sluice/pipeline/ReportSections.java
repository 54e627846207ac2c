package dev.sluice.pipeline;

import dev.sluice.apply.Applied;
import dev.sluice.apply.Deleted;
import dev.sluice.apply.Outcome;
import dev.sluice.change.Change;
import dev.sluice.change.ChangeSet;
import dev.sluice.change.DeletionPlan;
import dev.sluice.change.Exempt;
import dev.sluice.failure.Problem;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import dev.sluice.render.Waiting;
import dev.sluice.report.RunReport.ChangeLine;
import dev.sluice.report.RunReport.CheckLine;
import dev.sluice.report.RunReport.FieldLine;
import dev.sluice.report.RunReport.SkippedLine;
import dev.sluice.report.RunReport.UnitLine;
import dev.sluice.report.Verdict;
import dev.sluice.report.Wording;
import dev.sluice.validate.Validated;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a report says of the value that a run has reached.
 *
 * @param notes what a validation has to say beside warnings and problems
 * @param refused whether a validation does not pass
 * @param failures what went wrong inside of stages that answered all the same
 * @param problems what is wrong with what was rendered, and every failure
 */
record ReportSections(
        List<UnitLine> units,
        List<ChangeLine> changes,
        int unchanged,
        List<SkippedLine> skipped,
        List<CheckLine> checks,
        List<Problem> warnings,
        List<Problem> problems,
        List<RunFailure> failures,
        List<Problem> notRendered,
        boolean unsupported,
        List<Problem> notes,
        boolean refused) {

    static final ReportSections NOTHING = new ReportSections(
            List.of(), List.of(), 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), false, List.of(),
            false);

    static ReportSections of(Rendered rendered) {
        return of(rendered, Map.of(), List.of(), 0, List.of(), List.of());
    }

    static ReportSections of(Checked checked) {
        ReportSections sections = of(checked.rendered());
        return new ReportSections(
                sections.units,
                List.of(),
                0,
                sections.skipped,
                Stream.concat(sections.checks.stream(), checked.lines().stream())
                        .toList(),
                sections.warnings,
                sections.problems,
                List.of(),
                sections.notRendered,
                sections.unsupported,
                List.of(),
                false);
    }

    /** @param strict whether warnings count as errors */
    static ReportSections of(Validated validated, boolean strict) {
        ReportSections sections = of(validated.rendered());
        return new ReportSections(
                sections.units,
                List.of(),
                0,
                sections.skipped,
                List.of(),
                validated.warnings(),
                validated.errors(),
                List.of(),
                List.of(),
                false,
                validated.notes(),
                !validated.errors().isEmpty()
                        || (strict && !validated.warnings().isEmpty()));
    }

    static ReportSections of(ChangeSet changeSet) {
        List<ChangeLine> lines = changeSet.changes().stream()
                .map(change -> line(change, "", changeSet.assumptions().getOrDefault(change.id(), "")))
                .toList();
        var states = new HashMap<ObjectId, UnitStatus>();
        changeSet.refused().forEach((unit, why) -> states.put(unit, UnitStatus.of(why)));
        return of(
                changeSet.rendered(),
                states,
                lines,
                changeSet.unchanged(),
                left(changeSet.exempt()),
                refusals(changeSet));
    }

    /** In the order of the units. */
    private static List<RunFailure> refusals(ChangeSet changeSet) {
        return changeSet.rendered().units().stream()
                .flatMap(unit -> Stream.ofNullable(changeSet.refused().get(unit.id())))
                .toList();
    }

    static ReportSections of(Applied applied) {
        var outcomes = new HashMap<ObjectId, Outcome>();
        // What failed of a unit says more than what went well before: it was applied, and then not pruned.
        applied.outcomes()
                .forEach(outcome -> outcomes.merge(
                        outcome.unit(),
                        outcome,
                        (first, next) ->
                                first.failure().isEmpty() && next.failure().isPresent() ? next : first));
        var states = new HashMap<ObjectId, UnitStatus>();
        ChangeSet changeSet = applied.changeSet();
        changeSet.inventories().forEach((unit, inventory) -> states.put(unit, UnitStatus.recorded(inventory)));
        outcomes.forEach((unit, outcome) -> states.merge(unit, UnitStatus.of(outcome), UnitStatus::then));
        List<ChangeLine> lines = lines(applied.outcomes());
        return of(changeSet.rendered(), states, lines, unchanged(applied), left(applied.exempt()), applied.failures());
    }

    /** What an earlier application of the run changed is unchanged for the last one, and changed all the same. */
    private static int unchanged(Applied applied) {
        Set<ObjectId> planned =
                applied.changeSet().changes().stream().map(Change::id).collect(Collectors.toSet());
        long earlier = applied.done().stream()
                .map(Change::id)
                .distinct()
                .filter(id -> !planned.contains(id))
                .count();
        return applied.changeSet().unchanged() - (int) earlier;
    }

    static ReportSections of(DeletionPlan plan) {
        List<ChangeLine> lines =
                plan.deletions().stream().map(change -> line(change, "", "")).toList();
        return deletion(plan, lines, List.of());
    }

    static ReportSections of(Deleted deleted) {
        return deletion(deleted.plan(), lines(deleted.outcomes()), deleted.failures());
    }

    /** Objects that are left as they are because they say so. */
    private static List<SkippedLine> left(List<Exempt> objects) {
        return objects.stream()
                .map(object -> new SkippedLine(object.id(), "", object.reason()))
                .toList();
    }

    private static ReportSections deletion(DeletionPlan plan, List<ChangeLine> lines, List<RunFailure> failures) {
        return new ReportSections(
                List.of(),
                lines,
                0,
                left(plan.kept()),
                List.of(),
                List.of(),
                problems(failures),
                failures,
                List.of(),
                false,
                List.of(),
                false);
    }

    private static ReportSections of(
            Rendered rendered,
            Map<ObjectId, UnitStatus> states,
            List<ChangeLine> changes,
            int unchanged,
            List<SkippedLine> exempt,
            List<RunFailure> failures) {
        List<Problem> notRendered =
                rendered.waiting().stream().map(Waiting::problem).toList();
        var problems = new ArrayList<>(problems(failures));
        problems.addAll(notRendered);
        problems.addAll(Unsupported.problems(rendered));
        return new ReportSections(
                UnitStatus.lines(rendered, states),
                changes,
                unchanged,
                Stream.concat(
                                rendered.skipped().stream()
                                        .map(object -> new SkippedLine(
                                                object.id(), object.origin().toString(), object.reason())),
                                exempt.stream())
                        .toList(),
                signatures(rendered),
                rendered.warnings(),
                problems,
                failures,
                notRendered,
                !rendered.unsupported().isEmpty(),
                List.of(),
                false);
    }

    /** The signatures of the units' sources; where one is not as it should be, there is nothing rendered. */
    private static List<CheckLine> signatures(Rendered rendered) {
        return rendered.units().stream()
                .filter(unit -> !unit.source().verified().isEmpty())
                .map(unit -> new CheckLine(
                        unit.spec().sourceRef().toString(), true, unit.source().verified()))
                .distinct()
                .toList();
    }

    /** The same without changes: what is only planned is not done. */
    ReportSections withoutChanges() {
        return new ReportSections(
                units,
                List.of(),
                unchanged,
                skipped,
                checks,
                warnings,
                problems,
                failures,
                notRendered,
                unsupported,
                notes,
                refused);
    }

    /** How the command ends when every stage answered. */
    Ending ending(Command command) {
        // What trying again does not change comes first.
        Optional<RunFailure> worst = failures.stream().min(Comparator.comparingInt(RunFailure::exitCode));
        if (worst.isPresent()) {
            return Ending.well(Verdict.ofExitCode(worst.get().exitCode()), Wording.count(failures.size(), "failure"));
        }
        if (unsupported) {
            return Ending.well(Verdict.REJECTED, "there are objects that this version cannot carry out");
        }
        if (!notRendered.isEmpty()) {
            return Ending.well(Verdict.UNHEALTHY, waitingUnits() + " for what is not there");
        }
        if (checks.stream().anyMatch(check -> !check.passed())) {
            return Ending.well(Verdict.REJECTED, "prerequisites checks failed");
        }
        return switch (command) {
            case CHECK -> Ending.well(Verdict.DONE, "prerequisites checks passed");
            case VALIDATE -> Ending.well(refused ? Verdict.INVALID : Verdict.DONE, found());
            case RENDER -> Ending.well(Verdict.DONE, Wording.count(objects(), "object") + " rendered");
            case DIFF ->
                changes.isEmpty()
                        ? Ending.well(Verdict.DONE, "no differences")
                        : Ending.well(Verdict.DIFFERENCES, Wording.count(changes.size(), "difference"));
            case RECONCILE, DELETE ->
                Ending.well(
                        Verdict.DONE, changes.isEmpty() ? "nothing changed" : Wording.count(changes.size(), "change"));
        };
    }

    private String found() {
        return Wording.count(units.size(), "unit") + ": " + Wording.count(problems.size(), "error") + ", "
                + Wording.count(warnings.size(), "warning") + ", " + Wording.count(notes.size(), "note");
    }

    private String waitingUnits() {
        return Wording.count(notRendered.size(), "unit") + (notRendered.size() == 1 ? " waits" : " wait");
    }

    private int objects() {
        return units.stream().mapToInt(UnitLine::objects).sum();
    }

    private static List<Problem> problems(List<RunFailure> failures) {
        return failures.stream().flatMap(failure -> failure.problems().stream()).toList();
    }

    /** What was changed, and what was to be changed and could not be. */
    private static List<ChangeLine> lines(List<Outcome> outcomes) {
        var lines = new ArrayList<ChangeLine>();
        for (Outcome outcome : outcomes) {
            outcome.done().forEach(change -> lines.add(line(change, "", "")));
            outcome.failed()
                    .forEach(failed -> lines.add(
                            line(failed.change(), String.valueOf(failed.why().getMessage()), "")));
        }
        return lines;
    }

    private static ChangeLine line(Change change, String failure, String assumption) {
        return new ChangeLine(
                change.unit(),
                change.id(),
                change.verb(),
                change.desired().map(manifest -> manifest.origin()),
                change.fields().stream()
                        .map(field -> new FieldLine(field.path(), field.before(), field.after()))
                        .toList(),
                failure,
                assumption);
    }
}
