package dev.sluice.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.util.List;
import java.util.regex.Pattern;

/** What scenarios say of a run. */
final class RunAssertions {

    private RunAssertions() {}

    /** The run is done; where it is not, the failure shows every problem. */
    static void assertDone(RunResult result) {
        assertThat(result.verdict()).describedAs(words(result)).isEqualTo(Verdict.DONE);
    }

    /** The run ended so, and names each of these problems: regular expressions over {@code location: what}. */
    static void assertEnded(RunResult result, Verdict verdict, String... problems) {
        assertThat(result.verdict()).describedAs(words(result)).isEqualTo(verdict);
        for (String problem : problems) {
            assertThat(lines(result))
                    .describedAs("problems")
                    .anyMatch(Pattern.compile(problem).asPredicate());
        }
    }

    /** The input was refused with each of these problems, and the target was not touched. */
    static void assertRefused(Scene scene, RunResult result, String... problems) {
        assertEnded(result, Verdict.INVALID, problems);
        assertThat(scene.written()).describedAs("what was written").isEmpty();
    }

    private static List<String> lines(RunResult result) {
        return result.report().problems().stream().map(Problem::toString).toList();
    }

    /** The verdict's message and every problem. */
    static String words(RunResult result) {
        return result.report().message() + "\n" + String.join("\n", lines(result));
    }
}
