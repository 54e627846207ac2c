package dev.sluice.pipeline;

import static dev.sluice.pipeline.StagedRun.configMap;
import static dev.sluice.pipeline.StagedRun.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.RunEvent;
import dev.sluice.report.RunReport.ChangeLine;
import dev.sluice.report.RunReport.UnitLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report of a run says that did not get to its end. */
class FailedRunReportTest {

    @TempDir
    Path directory;

    private StagedRun run;

    @BeforeEach
    void write() throws IOException {
        run = new StagedRun(directory.resolve("workspace"));
        run.file("clusters/dev/base.yaml", unit("base", ""));
        run.file("clusters/dev/apps.yaml", unit("apps", "dependsOn: [{name: base}]"));
        // Of an earlier stage, so that it is there before the other one fails.
        run.file("base/a.yaml", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n");
        run.file("base/b.yaml", configMap("b", "1").replace("namespace: default", "namespace: other"));
        run.file("apps/c.yaml", configMap("c", "1"));
    }

    @Test
    void namesWhatWasDoneWhatFailedAndWhatWasNotBegun() {
        run.when(RunEvent.UnitStarted.class::isInstance, () -> write(directory.resolve("target/other")));

        RunResult result = run.reconcile("dir:../target");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.report().changes())
                .extracting(ChangeLine::id)
                .hasToString("[Namespace/a, ConfigMap/other/b]");
        assertThat(result.report().changes().get(0).failure()).isEmpty();
        assertThat(result.report().changes().get(1).failure()).contains("ConfigMap_b.yaml");
        assertThat(result.report().units()).extracting(UnitLine::ready).containsExactly("True", "False", "False");
        assertThat(result.report().units().get(2).message()).isEqualTo("dependency 'flux-system/base' is not ready");
    }

    @Test
    void doesNotTakeThePlanForTheDeed() {
        run.when(RunEvent.GraphKnown.class::isInstance, run::cancel);

        RunResult result = run.reconcile("dir:../target");

        assertThat(result.exitCode()).isEqualTo(6);
        assertThat(result.report().changes()).isEmpty();
    }

    @Test
    void namesTheUnitsThatACancelledRunDidNotReach() {
        run.when(
                event -> event instanceof RunEvent.UnitFinished finished
                        && finished.unit().name().equals("base"),
                run::cancel);

        RunResult result = run.reconcile("dir:../target");

        assertThat(result.exitCode()).isEqualTo(6);
        assertThat(result.report().changes()).extracting(ChangeLine::failure).containsExactly("", "");
        assertThat(result.report().units()).extracting(UnitLine::ready).containsExactly("True", "True", "False");
    }

    private static void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "in the way");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
