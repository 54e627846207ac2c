package dev.sluice.maven;

import static dev.sluice.maven.ParameterText.given;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Brings the target to what the repository says: pulls, renders, diffs, applies, prunes. */
@Mojo(name = "reconcile", requiresProject = false, aggregator = true, threadSafe = true)
public final class ReconcileGoal extends ChangeGoal {

    /** Run again so often, until told to stop: 5m. */
    @Parameter(property = "sluice.every")
    private @Nullable String every;

    /** Run by this schedule (Quartz: seconds first), until told to stop. */
    @Parameter(property = "sluice.cron")
    private @Nullable String cron;

    /** Whether to wait until every unit is healthy, also those whose Kustomization does not ask for it. */
    @Parameter(property = "sluice.wait")
    private @Nullable Boolean wait;

    public ReconcileGoal() {
        super(Command.RECONCILE);
    }

    @Override
    void addTo(RunRequest.Builder request) throws MojoFailureException {
        super.addTo(request);
        given(ParameterText.duration("every", every), request::every);
        given(cron, request::cron);
        given(wait, request::waitForAll);
    }
}
