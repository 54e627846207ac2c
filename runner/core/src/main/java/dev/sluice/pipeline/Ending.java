package dev.sluice.pipeline;

import dev.sluice.failure.Problem;
import dev.sluice.failure.RunFailure;
import dev.sluice.report.Verdict;
import java.util.List;

/** How a run ends: its verdict, one line that says why, and what is wrong. */
record Ending(Verdict verdict, String message, List<Problem> problems) {

    Ending {
        problems = List.copyOf(problems);
    }

    static Ending well(Verdict verdict, String message) {
        return new Ending(verdict, message, List.of());
    }

    static Ending of(RunFailure failure) {
        List<Problem> problems = failure.problems();
        String message = problems.size() == 1 ? problems.get(0).toString() : problems.size() + " problems";
        return new Ending(Verdict.ofExitCode(failure.exitCode()), message, problems);
    }
}
