package dev.sluice.maven;

import static dev.sluice.maven.ParameterText.given;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.ReportFormat;
import dev.sluice.pipeline.RunRequest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Tells everything that is wrong with the repository, without a cluster and without the network; fails where it is an error. */
@Mojo(name = "validate", requiresProject = false, aggregator = true, threadSafe = true)
public final class ValidateGoal extends RunGoal {

    /** How findings are printed: text, json, markdown, html or sarif. */
    @Parameter(property = "sluice.format")
    private @Nullable String format;

    /** Whether warnings are errors. */
    @Parameter(property = "sluice.strict")
    private @Nullable Boolean strict;

    public ValidateGoal() {
        super(Command.VALIDATE);
    }

    @Override
    void addTo(RunRequest.Builder request) throws MojoFailureException {
        given(ParameterText.constant("format", format, ReportFormat.values()), request::format);
        given(strict, request::strict);
    }
}
