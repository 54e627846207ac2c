package dev.sluice.maven;

import static dev.sluice.maven.ParameterText.given;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.ReportFormat;
import dev.sluice.pipeline.RunRequest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Shows what a reconcile would change; fails where there are differences. */
@Mojo(name = "diff", requiresProject = false, aggregator = true, threadSafe = true)
public final class DiffGoal extends PruneGoal {

    /** How differences are printed: text, json, markdown, html or sarif. */
    @Parameter(property = "sluice.format")
    private @Nullable String format;

    public DiffGoal() {
        super(Command.DIFF);
    }

    @Override
    void addTo(RunRequest.Builder request) throws MojoFailureException {
        super.addTo(request);
        given(ParameterText.constant("format", format, ReportFormat.values()), request::format);
    }
}
