package dev.sluice.pipeline;

import dev.sluice.failure.Problem;
import dev.sluice.report.RunReport;
import dev.sluice.report.RunReport.UnitLine;
import dev.sluice.report.Verdict;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the results of several roots are together: every mistake once, and the verdict of the worst. */
final class RootsTogether {

    private final RunRequest request;
    private final List<RunResult> roots;

    RootsTogether(RunRequest request, List<RunResult> roots) {
        this.request = request;
        this.roots = List.copyOf(roots);
    }

    RunResult result(Duration took) {
        RunResult decisive = decisive();
        var report = new RunReport(
                request.command().word(),
                String.join(" ", request.roots()),
                request.target().orElse(""),
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                distinct(RunReport::warnings),
                distinct(RunReport::problems),
                distinct(RunReport::notes),
                decisive.verdict(),
                message(),
                took,
                roots.stream().map(RunResult::report).toList());
        return new RunResult(report, roots, Optional.empty(), decisive.failure());
    }

    /** What trying again does not change comes first; where nothing is wrong, differences are more than none. */
    private RunResult decisive() {
        return roots.stream()
                .filter(RootsTogether::isBad)
                .min(Comparator.comparingInt(RunResult::exitCode))
                .or(() -> roots.stream().max(Comparator.comparingInt(RunResult::exitCode)))
                .orElseThrow();
    }

    private static boolean isBad(RunResult root) {
        return root.exitCode() > Verdict.DIFFERENCES.exitCode();
    }

    private String message() {
        long bad = roots.stream().filter(RootsTogether::isBad).count();
        if (bad > 0) {
            return bad + " of " + roots.size() + " roots failed";
        }
        List<UnitLine> units =
                roots.stream().flatMap(root -> root.report().units().stream()).toList();
        int objects = units.stream().mapToInt(UnitLine::objects).sum();
        return "%d roots, %d units, %d objects".formatted(roots.size(), units.size(), objects);
    }

    private List<Problem> distinct(Function<RunReport, List<Problem>> kind) {
        return Problem.distinct(roots.stream()
                .map(RunResult::report)
                .map(kind)
                .flatMap(Collection::stream)
                .toList());
    }
}
