package dev.sluice.maven;

import static dev.sluice.maven.ParameterText.given;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals take that look at or change a target. */
abstract class TargetGoal extends RunGoal {

    /** Where to apply: dir:PATH. */
    @Parameter(property = "sluice.target")
    private @Nullable String target;

    /** Whether what left the repository is deleted, for a root that does not define itself. */
    @Parameter(property = "sluice.prune")
    private @Nullable Boolean prune;

    TargetGoal(Command command) {
        super(command);
    }

    @Override
    void addTo(RunRequest.Builder request) throws MojoFailureException {
        given(target, request::target);
        given(prune, request::prune);
    }
}
