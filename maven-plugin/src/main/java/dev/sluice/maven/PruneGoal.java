package dev.sluice.maven;

import static dev.sluice.maven.ParameterText.given;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals take that delete something, or show that it would be deleted. */
abstract class PruneGoal extends TargetGoal {

    /**
     * Protected kinds (Namespace, CustomResourceDefinition, PersistentVolumeClaim, ...) that may be deleted all the same;
     * all: every kind.
     */
    @Parameter(property = "sluice.confirmPrune")
    private @Nullable List<String> confirmPrune;

    PruneGoal(Command command) {
        super(command);
    }

    @Override
    void addTo(RunRequest.Builder request) throws MojoFailureException {
        super.addTo(request);
        given(confirmPrune, request::confirmPrune);
    }
}
