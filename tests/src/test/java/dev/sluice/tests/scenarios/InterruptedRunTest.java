package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is stopped in the middle of applying loses nothing: the next one goes on, and prunes what it must. */
@Isolated("a process must be stopped in time, so the machine is its own")
class InterruptedRunTest {

    /** So many that a run is still at it when it is stopped. */
    private static final int OBJECTS = 3000;

    private final Path directory;
    private final Scene scene;

    InterruptedRunTest(@TempDir Path directory) {
        this.directory = directory;
        this.scene = new Scene(directory).files(ManyObjects.files(OBJECTS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300, 800})
    void theRunAfterAKilledOneGoesOn(int written) throws Exception {
        Process process = startAndAwait(written);
        process.destroyForcibly().waitFor();
        assertThat(countOfObjects()).isBetween(1L, OBJECTS - 1L);

        RunResult result = scene.reconcile("clusters/dev");

        assertDone(result);
        assertThat(scene.objects()).isEqualTo(objectsOfACleanRun());
    }

    @Test
    void whatAKilledRunWroteIsPrunedWhenItLeavesTheRepository() throws Exception {
        Process process = startAndAwait(800);
        process.destroyForcibly().waitFor();
        scene.files(ManyObjects.files(3));

        RunResult result = scene.reconcile("clusters/dev");

        assertDone(result);
        assertThat(scene.objects()).isEqualTo(objectsOfACleanRun());
    }

    @Test
    void sigtermEndsARunAtASafePointWithItsOwnExitCode() throws Exception {
        Process process = startAndAwait(1);

        process.destroy();

        assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(Verdict.UNHEALTHY.exitCode());
        assertThat(Files.readString(scene.log())).contains("cancelled");
        assertThat(countOfObjects()).isBetween(1L, OBJECTS - 1L);
        assertDone(scene.reconcile("clusters/dev"));
        assertThat(scene.objects()).isEqualTo(objectsOfACleanRun());
    }

    /** A reconcile that has written so many objects, and is still at it. */
    private Process startAndAwait(int written) throws Exception {
        Process process = scene.start("reconcile", "clusters/dev", "--target", "dir:" + scene.target());
        while (countOfObjects() < written) {
            boolean ended = process.waitFor(2, TimeUnit.MILLISECONDS);
            assertThat(ended).describedAs(Files.readString(scene.log())).isFalse();
        }
        return process;
    }

    private long countOfObjects() {
        if (!Files.isDirectory(scene.target())) {
            return 0;
        }
        try (var files = Files.find(scene.target(), 3, (file, attributes) -> attributes.isRegularFile())) {
            return files.filter(file -> file.getFileName().toString().contains("number-"))
                    .count();
        } catch (IOException | UncheckedIOException e) {
            return 0; // a file that was listed has just been renamed
        }
    }

    private Map<String, String> objectsOfACleanRun() {
        Path other = directory.resolve("other");
        assertDone(scene.run(Command.RECONCILE, "clusters/dev", request -> request.target("dir:" + other)));
        return Scene.objects(other);
    }
}
