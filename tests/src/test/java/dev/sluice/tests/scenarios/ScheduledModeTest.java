package dev.sluice.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --every}: one run after the other, until SIGTERM. */
class ScheduledModeTest {

    private static final int PATIENCE_SECONDS = 120;

    @Test
    void aFailedRunDoesNotEndTheScheduleAndSigtermDoes(@TempDir Path directory) throws Exception {
        Scene scene = new Scene(directory).files("-- clusters/dev/settings.yaml --\nkind: [\n");
        Process process =
                scene.start("reconcile", "clusters/dev", "--target", "dir:" + scene.target(), "--every", "1s");
        await(process, scene, () -> logged(scene).contains("settings.yaml:"));

        scene.files("""
                -- clusters/dev/settings.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: default}
                """);
        await(process, scene, () -> logged(scene).contains("Nothing changed"));
        process.destroy();

        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).describedAs(logged(scene)).isZero();
        assertThat(scene.objects()).hasSize(1);
    }

    private static void await(Process process, Scene scene, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
            assertThat(ended || System.nanoTime() > deadline)
                    .describedAs(logged(scene))
                    .isFalse();
        }
    }

    private static String logged(Scene scene) {
        try {
            return Files.readString(scene.log());
        } catch (IOException e) {
            return "";
        }
    }
}
