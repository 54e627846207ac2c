package dev.sluice.cli;

import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.Problem;
import dev.sluice.object.ObjectId;
import dev.sluice.pipeline.PipelineRunner;
import dev.sluice.pipeline.RunOutput;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport;
import dev.sluice.report.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A runner that keeps the request and ends as it was told. */
final class RecordingRunner implements PipelineRunner {

    static final ObjectId UNIT =
            new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", "flux-system");

    private final Verdict verdict;
    private final @Nullable RuntimeException failure;
    private final boolean thrown;
    private final List<RunRequest> requests = new ArrayList<>();

    private RecordingRunner(Verdict verdict, @Nullable RuntimeException failure, boolean thrown) {
        this.verdict = verdict;
        this.failure = failure;
        this.thrown = thrown;
    }

    static RecordingRunner ending(Verdict verdict) {
        return new RecordingRunner(verdict, null, false);
    }

    static RecordingRunner failing(Verdict verdict, RuntimeException failure) {
        return new RecordingRunner(verdict, failure, false);
    }

    static RecordingRunner throwing(RuntimeException failure) {
        return new RecordingRunner(Verdict.DONE, failure, true);
    }

    RunRequest request() {
        return requests.get(0);
    }

    @Override
    public RunResult run(RunRequest request, RunListener listener, RunOutput output) {
        requests.add(request);
        if (thrown && failure != null) {
            throw failure;
        }
        listener.on(new RunEvent.StepStarted("apply"));
        listener.on(new RunEvent.GraphKnown(Map.of(UNIT, List.of())));
        listener.on(new RunEvent.UnitFinished(
                UNIT, "main@sha1:1", true, "ReconciliationSucceeded", "Applied revision: main@sha1:1", Duration.ZERO));
        RunResult result = RunResult.of(report(request), null, failure);
        output.over(result);
        return result;
    }

    private RunReport report(RunRequest request) {
        List<Problem> problems =
                failure == null ? List.of() : List.of(Problem.of("a.yaml:1", String.valueOf(failure.getMessage())));
        return new RunReport(
                request.command().word(),
                String.join(" ", request.entries()),
                "",
                List.of(),
                List.of(),
                3,
                List.of(),
                List.of(),
                List.of(),
                problems,
                verdict,
                verdict.name(),
                Duration.ofMillis(5));
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {}
}
