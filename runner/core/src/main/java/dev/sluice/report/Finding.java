package dev.sluice.report;

import static java.util.Objects.requireNonNull;

import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.object.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One of a report's problems, warnings and notes. */
record Finding(Level level, Problem problem) {

    private static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.origin().file())
            .thenComparing(finding -> finding.origin().line())
            .thenComparing(Finding::level);

    Finding {
        requireNonNull(level, "level");
        requireNonNull(problem, "problem");
    }

    /** All of a report, in the order of files and lines. */
    static List<Finding> of(RunReport report) {
        var findings = new ArrayList<Finding>();
        report.problems().forEach(problem -> findings.add(new Finding(Level.ERROR, problem)));
        report.warnings().forEach(problem -> findings.add(new Finding(Level.WARNING, problem)));
        report.notes().forEach(problem -> findings.add(new Finding(Level.NOTE, problem)));
        findings.sort(ORDER);
        return List.copyOf(findings);
    }

    /** The file and line, where the location is one; else a line of 0. */
    Origin origin() {
        return Origin.of(problem.location());
    }

    /** What kind of finding it is; of those that nobody has named one for all. */
    Rule rule() {
        return problem.rule().orElse(level == Level.ERROR ? Rule.PROBLEM : Rule.WARNING);
    }
}
