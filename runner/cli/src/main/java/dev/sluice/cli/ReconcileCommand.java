package dev.sluice.cli;

import dev.sluice.pipeline.RunRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice reconcile}. */
@Command(
        name = "reconcile",
        description = "Pull, render, diff, apply, prune: bring the target to what the repository says.")
final class ReconcileCommand implements Callable<Integer> {

    private final Execution execution;

    @Mixin
    private final RunOptions run = new RunOptions();

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @ArgGroup(exclusive = true)
    private final ScheduleOptions schedule = new ScheduleOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ReconcileCommand(Execution execution) {
        this.execution = execution;
    }

    @Override
    public Integer call() {
        RunRequest.Builder request = execution.request(dev.sluice.pipeline.Command.RECONCILE);
        run.addTo(request);
        target.addTo(request);
        schedule.addTo(request);
        return execution.run(request.build(), output);
    }
}
