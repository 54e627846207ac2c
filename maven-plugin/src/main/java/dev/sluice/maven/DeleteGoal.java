package dev.sluice.maven;

import dev.sluice.pipeline.Command;
import org.apache.maven.plugins.annotations.Mojo;

/** Removes all that the entry's inventory holds, in reverse order. */
@Mojo(name = "delete", requiresProject = false, aggregator = true, threadSafe = true)
public final class DeleteGoal extends ChangeGoal {

    public DeleteGoal() {
        super(Command.DELETE);
    }
}
