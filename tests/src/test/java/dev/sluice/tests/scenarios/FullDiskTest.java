package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target on a disk that is too small, which takes the right to mount one. */
class FullDiskTest {

    private static final int OBJECTS = 500;

    @Test
    void aFullDiskIsSaidAndTheNextRunGoesOn(@TempDir Path directory) throws Exception {
        var scene = new Scene(directory).files(ManyObjects.files(OBJECTS));
        Files.createDirectories(scene.target());
        if (!succeeds(
                "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", scene.target().toString())) {
            System.out.println("full disk: not tried, this process may not mount a small one");
            return;
        }
        try {
            RunResult full = scene.reconcile("clusters/dev");
            assertThat(succeeds(
                            "mount", "-o", "remount,size=64m", scene.target().toString()))
                    .isTrue();
            RunResult next = scene.reconcile("clusters/dev");

            assertEnded(full, Verdict.REJECTED, "(?i)no space left");
            assertDone(next);
            assertThat(scene.objects()).hasSize(OBJECTS);
        } finally {
            succeeds("umount", scene.target().toString());
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }
}
