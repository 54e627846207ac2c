package dev.sluice.maven;

import dev.sluice.pipeline.Command;
import org.apache.maven.plugins.annotations.Mojo;

/** Looks at prerequisites: the cluster's version, sources that cannot be reached, permissions that are missing. */
@Mojo(name = "check", requiresProject = false, aggregator = true, threadSafe = true)
public final class CheckGoal extends TargetGoal {

    public CheckGoal() {
        super(Command.CHECK);
    }
}
