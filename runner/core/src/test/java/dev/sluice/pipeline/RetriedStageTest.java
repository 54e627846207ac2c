package dev.sluice.pipeline;

import static dev.sluice.pipeline.StagedRun.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.artifact.Artifact;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import dev.sluice.render.Rendered;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetriedStageTest {

    @TempDir
    Path directory;

    @Test
    void aRenderThatIsTriedAgainTellsNothingTwice() throws IOException {
        new StagedRun(directory).file("clusters/dev/a.yaml", configMap("a", "1"));
        new StagedRun(directory).file("clusters/dev/kustomization.yaml", """
                resources: [a.yaml]
                commonLabels: {a: b}
                """);
        var events = new ArrayList<RunEvent>();
        RunRequest request = RunRequest.builder(Command.RENDER, directory)
                .entries(List.of("clusters/dev"))
                .build();

        try (var stages = Stages.of(
                request,
                events::add,
                CancelSignal.never(),
                Clock.systemUTC(),
                new RunProgress(request, Clock.systemUTC()),
                Optional.empty())) {
            Artifact artifact = stages.artifact().apply(stages.source().apply(request));
            Rendered first = stages.render().apply(artifact);
            Rendered second = stages.render().apply(artifact);
            assertThat(second.graph()).isEqualTo(first.graph());
        }

        assertThat(events).filteredOn(RunEvent.SourceReady.class::isInstance).hasSize(1);
        assertThat(events).filteredOn(RunEvent.Warning.class::isInstance).doesNotHaveDuplicates();
    }
}
