package dev.sluice.cli;

import dev.sluice.pipeline.RunRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice delete}. */
@Command(name = "delete", description = "Remove all that the entry's inventory holds, in reverse order.")
final class DeleteCommand implements Callable<Integer> {

    private final Execution execution;

    @Mixin
    private final RunOptions run = new RunOptions();

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Mixin
    private final PruneOptions prune = new PruneOptions();

    @Mixin
    private final LockOptions lock = new LockOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    DeleteCommand(Execution execution) {
        this.execution = execution;
    }

    @Override
    public Integer call() {
        RunRequest.Builder request = execution.request(dev.sluice.pipeline.Command.DELETE);
        run.addTo(request);
        target.addTo(request);
        prune.addTo(request);
        lock.addTo(request);
        return execution.run(request, output);
    }
}
