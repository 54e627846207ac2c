package dev.sluice.cli;

import static dev.sluice.cli.RunOptions.given;

import dev.sluice.pipeline.RunRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands take that delete something, or show that it would be deleted. */
final class PruneOptions {

    @Option(
            names = "--confirm-prune",
            paramLabel = "KIND",
            split = ",",
            description = "A protected kind (Namespace, CustomResourceDefinition, PersistentVolumeClaim, …) that may be"
                    + " deleted all the same; all: every kind.")
    private @Nullable List<String> confirmPrune;

    RunRequest.Builder addTo(RunRequest.Builder request) {
        given(confirmPrune, request::confirmPrune);
        return request;
    }
}
