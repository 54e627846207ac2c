package dev.sluice.maven;

import dev.sluice.pipeline.Command;
import org.apache.maven.plugins.annotations.Mojo;

/** Looks at prerequisites: sources that cannot be reached, a target that cannot be written. */
@Mojo(name = "check", requiresProject = false, aggregator = true, threadSafe = true)
public final class CheckGoal extends TargetGoal {

    public CheckGoal() {
        super(Command.CHECK);
    }
}
