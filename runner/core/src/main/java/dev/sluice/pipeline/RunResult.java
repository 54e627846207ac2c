package dev.sluice.pipeline;

import static java.util.Objects.requireNonNull;

import dev.sluice.render.Rendered;
import dev.sluice.report.RunReport;
import dev.sluice.report.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param report what it did; never holds a secret
 * @param roots the results of several roots, in the order of the request; empty where the run was about one
 * @param rendered what was rendered, where the run got so far; of several roots nothing is kept
 * @param failure why it failed, for {@code -v}; empty where it did not
 */
public record RunResult(
        RunReport report, List<RunResult> roots, Optional<Rendered> rendered, Optional<Throwable> failure) {

    public RunResult {
        requireNonNull(report, "report");
        roots = List.copyOf(roots);
    }

    public static RunResult of(RunReport report, @Nullable Rendered rendered, @Nullable Throwable failure) {
        return new RunResult(report, List.of(), Optional.ofNullable(rendered), Optional.ofNullable(failure));
    }

    /** The same result without what was rendered, which is most of its memory. */
    public RunResult withoutRendered() {
        return new RunResult(report, roots, Optional.empty(), failure);
    }

    public Verdict verdict() {
        return report.verdict();
    }

    /** The exit code of every front end. */
    public int exitCode() {
        return verdict().exitCode();
    }
}
