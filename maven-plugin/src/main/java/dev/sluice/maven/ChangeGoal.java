package dev.sluice.maven;

import static dev.sluice.maven.ParameterText.given;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals take that change something: no two of them work on one root at once. */
abstract class ChangeGoal extends PruneGoal {

    /** How long to wait until another run of the same root is over: 1m; 0 gives up at once. */
    @Parameter(property = "sluice.lockTimeout")
    private @Nullable String lockTimeout;

    ChangeGoal(Command command) {
        super(command);
    }

    @Override
    void addTo(RunRequest.Builder request) throws MojoFailureException {
        super.addTo(request);
        given(ParameterText.duration("lockTimeout", lockTimeout), request::lockTimeout);
    }
}
