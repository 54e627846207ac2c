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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A runner that keeps the request and ends as it was told. */
final class RecordingRunner implements PipelineRunner {

    static final ObjectId UNIT =
            new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", "flux-system");

    private final Function<RunRequest, RunResult> results;
    private final List<String> rendered;
    private final List<RunRequest> requests = new ArrayList<>();

    private RecordingRunner(Function<RunRequest, RunResult> results, List<String> rendered) {
        this.results = results;
        this.rendered = rendered;
    }

    static RecordingRunner ending(Verdict verdict) {
        return new RecordingRunner(request -> result(request, verdict, null), List.of());
    }

    static RecordingRunner failing(Verdict verdict, RuntimeException failure) {
        return new RecordingRunner(request -> result(request, verdict, failure), List.of());
    }

    static RecordingRunner throwing(RuntimeException failure) {
        Function<RunRequest, RunResult> throwing = request -> {
            throw failure;
        };
        return new RecordingRunner(throwing, List.of());
    }

    static RecordingRunner answering(RunResult result) {
        return new RecordingRunner(request -> result, List.of());
    }

    /** The same, which renders this before it ends. */
    RecordingRunner rendering(String... yaml) {
        return new RecordingRunner(results, List.of(yaml));
    }

    RunRequest request() {
        return requests.get(0);
    }

    @Override
    public RunResult run(RunRequest request, RunListener listener, RunOutput output) {
        requests.add(request);
        RunResult result = results.apply(request);
        listener.on(new RunEvent.StepStarted("apply"));
        listener.on(new RunEvent.GraphKnown(Map.of(UNIT, List.of())));
        listener.on(new RunEvent.UnitFinished(
                UNIT, "main@sha1:1", true, "ReconciliationSucceeded", "Applied revision: main@sha1:1", Duration.ZERO));
        rendered.forEach(yaml -> output.manifests().ifPresent(taker -> taker.accept(yaml)));
        output.over(result);
        return result;
    }

    private static RunResult result(RunRequest request, Verdict verdict, @Nullable RuntimeException failure) {
        List<Problem> problems =
                failure == null ? List.of() : List.of(Problem.of("a.yaml:1", String.valueOf(failure.getMessage())));
        String entry = String.join(" ", request.entries());
        return RunResult.of(report(request.command().word(), entry, verdict, problems), null, failure);
    }

    static RunReport report(String command, String entry, Verdict verdict) {
        return report(command, entry, verdict, List.of());
    }

    private static RunReport report(String command, String entry, Verdict verdict, List<Problem> problems) {
        return new RunReport(
                command,
                entry,
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
                verdict.name(),
                Duration.ofMillis(5),
                List.of());
    }

    @Override
    public void cancel() {}

    @Override
    public void close() {}
}
