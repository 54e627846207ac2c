package dev.sluice.tests.cluster;

import dev.sluice.camel.CamelPipelineRunner;
import dev.sluice.event.RunListener;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** Whole runs of a workspace that a test writes, on the cluster of a kubeconfig; the root is in the test's namespace. */
final class PipelineRun {

    private final Path workspace;
    private final Path kubeconfig;
    private final String namespace;

    PipelineRun(Path workspace, Path kubeconfig, String namespace) {
        this.workspace = workspace;
        this.kubeconfig = kubeconfig;
        this.namespace = namespace;
    }

    /** The same workspace on another cluster, or as another user. */
    PipelineRun with(Path other) {
        return new PipelineRun(workspace, other, namespace);
    }

    /** Writes a file below the entry {@code clusters/dev}. */
    void manifest(String name, String text) {
        file("clusters/dev/" + name, text);
    }

    void file(String name, String text) {
        Path file = workspace.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunResult run(Command command) {
        return run(command, UnaryOperator.identity());
    }

    RunResult run(Command command, UnaryOperator<RunRequest.Builder> options) {
        return run(command, options, event -> {});
    }

    RunResult run(Command command, UnaryOperator<RunRequest.Builder> options, RunListener listener) {
        RunRequest request = options.apply(RunRequest.builder(command, workspace)
                        .entries(List.of("clusters/dev"))
                        .cache(workspace.resolveSibling("cache"))
                        .namespace(namespace)
                        .kubeconfig(kubeconfig))
                .build();
        try (var runner = new CamelPipelineRunner()) {
            return runner.run(request, listener);
        }
    }
}
