package dev.sluice.cli;

import static dev.sluice.cli.RunOptions.given;

import dev.sluice.pipeline.RunRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands take that look at or change a target. */
final class TargetOptions {

    @Option(names = "--target", paramLabel = "dir:PATH", description = "Where to apply.")
    private @Nullable String target;

    @Option(
            names = "--no-prune",
            description = "What left the repository stays; for a root that does not define itself.")
    private boolean noPrune;

    @Option(names = "--with-secrets", description = "A directory target holds secret values, instead of their digests.")
    private boolean withSecrets;

    RunRequest.Builder addTo(RunRequest.Builder request) {
        given(target, request::target);
        if (noPrune) {
            request.prune(false);
        }
        if (withSecrets) {
            request.withSecrets(true);
        }
        return request;
    }
}
