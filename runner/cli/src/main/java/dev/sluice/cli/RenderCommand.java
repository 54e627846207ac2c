package dev.sluice.cli;

import static dev.sluice.cli.RunOptions.given;

import dev.sluice.pipeline.RenderLayout;
import dev.sluice.pipeline.RunRequest;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice render}. */
@Command(name = "render", description = "Print what would be applied, as YAML.")
final class RenderCommand implements Callable<Integer> {

    private final Execution execution;

    @Mixin
    private final RunOptions run = new RunOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Write into this directory instead of standard output.")
    private @Nullable Path directory;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            completionCandidates = Layouts.class,
            description = "What is one file in the directory: ${COMPLETION-CANDIDATES}.")
    private @Nullable RenderLayout layout;

    @Option(
            names = "--keep-encrypted",
            description = "Render what SOPS encrypted without keys, with a placeholder for each value.")
    private boolean keepEncrypted;

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    RenderCommand(Execution execution) {
        this.execution = execution;
    }

    @Override
    public Integer call() {
        RunRequest.Builder request = execution.request(dev.sluice.pipeline.Command.RENDER);
        run.addTo(request);
        target.addTo(request);
        given(directory, request::output);
        given(layout, request::layout);
        if (keepEncrypted) {
            request.keepEncrypted(true);
        }
        return execution.run(request, output);
    }

    /** The layouts as users type them. */
    static final class Layouts implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return new Words<>(RenderLayout.values()).iterator();
        }
    }
}
