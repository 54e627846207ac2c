package dev.sluice.cli;

import static dev.sluice.cli.RunOptions.given;

import dev.sluice.pipeline.ReportFormat;
import dev.sluice.pipeline.RunRequest;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice diff}. */
@Command(name = "diff", description = "Show what a reconcile would change. Exit code 1 where there are differences.")
final class DiffCommand implements Callable<Integer> {

    private final Execution execution;

    @Mixin
    private final RunOptions run = new RunOptions();

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Mixin
    private final PruneOptions prune = new PruneOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Formats.class,
            description = "How differences are printed: ${COMPLETION-CANDIDATES}.")
    private @Nullable ReportFormat format;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    DiffCommand(Execution execution) {
        this.execution = execution;
    }

    @Override
    public Integer call() {
        RunRequest.Builder request = execution.request(dev.sluice.pipeline.Command.DIFF);
        run.addTo(request);
        target.addTo(request);
        prune.addTo(request);
        given(format, request::format);
        return execution.run(request, output);
    }

    /** The formats as users type them. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return new Words<>(ReportFormat.values()).iterator();
        }
    }
}
