package dev.sluice.pipeline;

import dev.sluice.apply.Applied;
import dev.sluice.apply.Deleted;
import dev.sluice.change.ChangeSet;
import dev.sluice.change.DeletionPlan;
import dev.sluice.failure.Problem;
import dev.sluice.failure.RunFailure;
import dev.sluice.render.Rendered;
import dev.sluice.report.RunReport;
import dev.sluice.validate.Validated;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How far one run has come; from it the result is made, also of a run that failed half-way. */
public final class RunProgress {

    private final RunRequest request;
    private final Clock clock;
    private final List<String> entries;
    private final AtomicReference<Instant> began;
    private final AtomicReference<ReportSections> sections = new AtomicReference<>(ReportSections.NOTHING);
    private final AtomicBoolean onlyPlanned = new AtomicBoolean();
    private final AtomicReference<@Nullable Rendered> rendered = new AtomicReference<>();
    private final AtomicReference<String> target;

    /** Of a run that is about one root. */
    public RunProgress(RunRequest request, Clock clock) {
        this(request, request.onlyRoot(), clock);
    }

    /** @param entries the directories of the root that this is about */
    RunProgress(RunRequest request, List<String> entries, Clock clock) {
        this.request = request;
        this.entries = List.copyOf(entries);
        this.clock = clock;
        this.began = new AtomicReference<>(clock.instant());
        this.target = new AtomicReference<>(request.target().orElse(""));
    }

    /** It is this root's turn only now. */
    void begin() {
        began.set(clock.instant());
    }

    /** What the run applies to, as the target calls itself. */
    void target(String name) {
        target.set(name);
    }

    void rendered(Rendered value) {
        if (!request.hasSeveralRoots()) {
            rendered.set(value);
        }
        sections.set(ReportSections.of(value));
    }

    void checked(Checked value) {
        sections.set(ReportSections.of(value));
    }

    void validated(Validated value) {
        sections.set(ReportSections.of(value, request.strict()));
    }

    void planned(ChangeSet value) {
        sections.set(ReportSections.of(value));
        onlyPlanned.set(true);
    }

    void applied(Applied value) {
        sections.set(ReportSections.of(value));
        onlyPlanned.set(false);
    }

    void deletionPlanned(DeletionPlan value) {
        sections.set(ReportSections.of(value));
        onlyPlanned.set(true);
    }

    void deleted(Deleted value) {
        sections.set(ReportSections.of(value));
        onlyPlanned.set(false);
    }

    /** The result of a run whose stages all answered; what failed inside of them is told by the last one's value. */
    public RunResult succeeded() {
        return result(sections.get().ending(request.command()), null);
    }

    /** The result of a run that a stage ended; a bug is thrown on, so that nobody takes it for an answer. */
    public RunResult failed(RunFailure failure) {
        return result(Ending.of(failure), failure);
    }

    private RunResult result(Ending ending, @Nullable RunFailure failure) {
        boolean nothingWasDone = failure != null && onlyPlanned.get();
        ReportSections reached = nothingWasDone ? sections.get().withoutChanges() : sections.get();
        var report = new RunReport(
                request.command().word(),
                String.join(" ", entries),
                target.get(),
                reached.units(),
                reached.changes(),
                reached.unchanged(),
                reached.skipped(),
                reached.checks(),
                reached.warnings(),
                distinct(ending.problems(), reached.problems()),
                reached.notes(),
                ending.verdict(),
                ending.message(),
                Duration.between(began.get(), clock.instant()),
                List.of());
        return RunResult.of(report, rendered.get(), failure);
    }

    /** The same may be told by what was rendered and by the stage that could not go on for it. */
    private static List<Problem> distinct(List<Problem> first, List<Problem> second) {
        var problems = new LinkedHashMap<String, Problem>();
        first.forEach(problem -> problems.putIfAbsent(problem.toString(), problem));
        second.forEach(problem -> problems.putIfAbsent(problem.toString(), problem));
        return List.copyOf(problems.values());
    }
}
