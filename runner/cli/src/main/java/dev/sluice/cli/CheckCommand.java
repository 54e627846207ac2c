package dev.sluice.cli;

import dev.sluice.pipeline.RunRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice check}. */
@Command(
        name = "check",
        description =
                "Look at prerequisites: the cluster's version, sources that cannot be reached, permissions that are missing.")
final class CheckCommand implements Callable<Integer> {

    private final Execution execution;

    @Mixin
    private final RunOptions run = new RunOptions();

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    CheckCommand(Execution execution) {
        this.execution = execution;
    }

    @Override
    public Integer call() {
        RunRequest.Builder request = execution.request(dev.sluice.pipeline.Command.CHECK);
        run.addTo(request);
        target.addTo(request);
        return execution.run(request, output);
    }
}
