package dev.sluice.maven;

import static dev.sluice.maven.ParameterText.given;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RenderLayout;
import dev.sluice.pipeline.RunRequest;
import java.io.File;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Shows what would be applied, as YAML: in the log, or in a directory. */
@Mojo(name = "render", requiresProject = false, aggregator = true, threadSafe = true)
public final class RenderGoal extends TargetGoal {

    /** Write into this directory instead of the log. */
    @Parameter(property = "sluice.output")
    private @Nullable File output;

    /** What is one file in the directory: objects or units. */
    @Parameter(property = "sluice.layout")
    private @Nullable String layout;

    /** Render what SOPS encrypted without keys, with a placeholder for each value. */
    @Parameter(property = "sluice.keepEncrypted")
    private @Nullable Boolean keepEncrypted;

    public RenderGoal() {
        super(Command.RENDER);
    }

    @Override
    void addTo(RunRequest.Builder request) throws MojoFailureException {
        super.addTo(request);
        given(ParameterText.path(output), request::output);
        given(ParameterText.constant("layout", layout, RenderLayout.values()), request::layout);
        given(keepEncrypted, request::keepEncrypted);
    }
}
