package dev.sluice.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.Problem;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.PipelineRunner;
import dev.sluice.pipeline.ReportFormat;
import dev.sluice.pipeline.RunOutput;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport;
import dev.sluice.report.TextReport;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionTest {

    private final Lines log = new Lines();

    @TempDir
    private Path directory;

    @Test
    void logsEventsAndTheReport() throws Exception {
        execution(Verdict.DONE).run(request(Command.RECONCILE).build(), null, null);

        assertThat(log.lines)
                .containsSubsequence(
                        "info ► apply",
                        "warn ⚠ a.yaml:1: old",
                        "info Nothing changed: 3 objects as the repository says");
    }

    @Test
    void failsTheBuildWithTheMessageOfTheCommandLine() {
        Execution execution = execution(Verdict.INVALID);

        assertThatThrownBy(() -> execution.run(request(Command.RECONCILE).build(), null, null))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(new TextReport(false).outcome(report(Command.RECONCILE, Verdict.INVALID)));
    }

    @Test
    void saysOfABugThatItIsOne() {
        var execution = new Execution(
                () -> {
                    throw new IllegalStateException("oops");
                },
                log,
                Clock.systemUTC());

        assertThatThrownBy(() -> execution.run(request(Command.RECONCILE).build(), null, null))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("this is a bug in Sluice")
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void logsWhatProgramsReadInOnePiece() {
        RunRequest request = request(Command.DIFF).format(ReportFormat.JSON).build();

        assertThatThrownBy(() -> execution(Verdict.DIFFERENCES).run(request, null, null))
                .isInstanceOf(MojoFailureException.class);

        assertThat(log.lines).last().asString().startsWith("info \n{").endsWith("}\n");
    }

    @Test
    void writesEventsAndReport() throws Exception {
        Path events = directory.resolve("new/events.jsonl");
        Path report = directory.resolve("new/report.json");

        execution(Verdict.DONE).run(request(Command.RECONCILE).build(), events, report);

        assertThat(events).content().contains("\"reason\":\"Warning\"");
        assertThat(report).content().contains("\"verdict\" : \"done\"");
    }

    private Execution execution(Verdict verdict) {
        return new Execution(() -> new Runner(verdict), log, Clock.systemUTC());
    }

    private RunRequest.Builder request(Command command) {
        return RunRequest.builder(command, directory);
    }

    private static RunReport report(Command command, Verdict verdict) {
        List<Problem> problems = verdict == Verdict.INVALID ? List.of(Problem.of("a.yaml:1", "no kind")) : List.of();
        return new RunReport(
                command.word(),
                "clusters/dev",
                "",
                List.of(),
                List.of(),
                3,
                List.of(),
                List.of(),
                List.of(),
                problems,
                List.of(),
                verdict,
                "because",
                Duration.ofMillis(5),
                List.of());
    }

    private record Runner(Verdict verdict) implements PipelineRunner {
        @Override
        public RunResult run(RunRequest request, RunListener listener, RunOutput output) {
            listener.on(new RunEvent.StepStarted("apply"));
            listener.on(new RunEvent.Warning("a.yaml:1", "old"));
            RunResult result = RunResult.of(report(request.command(), verdict), null, null);
            output.over(result);
            return result;
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {}
    }

    /** A log that keeps its lines. */
    private static final class Lines extends SystemStreamLog {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void info(CharSequence content) {
            lines.add("info " + content);
        }

        @Override
        public void warn(CharSequence content) {
            lines.add("warn " + content);
        }
    }
}
