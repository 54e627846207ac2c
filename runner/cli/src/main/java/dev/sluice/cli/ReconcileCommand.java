package dev.sluice.cli;

import dev.sluice.pipeline.RunRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin
    private final PruneOptions prune = new PruneOptions();

    @Mixin
    private final LockOptions lock = new LockOptions();

    @Option(
            names = "--wait",
            description = "Wait until every unit is healthy, also those whose Kustomization does not ask for it.")
    private boolean wait;

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
        prune.addTo(request);
        lock.addTo(request);
        if (wait) {
            request.waitForAll(true);
        }
        schedule.addTo(request);
        return execution.run(request, output);
    }
}
