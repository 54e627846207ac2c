package dev.sluice.cli;

import static dev.sluice.cli.RunOptions.given;

import dev.sluice.pipeline.ReportFormat;
import dev.sluice.pipeline.RunRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice validate}. */
@Command(
        name = "validate",
        description = "Tell everything that is wrong with the repository, without a cluster and without the network.")
final class ValidateCommand implements Callable<Integer> {

    private final Execution execution;

    @Mixin
    private final RunOptions run = new RunOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = DiffCommand.Formats.class,
            description = "How findings are printed: ${COMPLETION-CANDIDATES}.")
    private @Nullable ReportFormat format;

    @Option(names = "--strict", description = "Warnings are errors.")
    private boolean strict;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ValidateCommand(Execution execution) {
        this.execution = execution;
    }

    @Override
    public Integer call() {
        RunRequest.Builder request = execution.request(dev.sluice.pipeline.Command.VALIDATE);
        run.addTo(request);
        given(format, request::format);
        if (strict) {
            request.strict(true);
        }
        return execution.run(request, output);
    }
}
