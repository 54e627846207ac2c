package dev.sluice.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script of the distribution on machines that are not as they should be. */
class LauncherTest {

    private static final Path SCRIPT = Checkout.root().resolve("runner/cli/target/sluice/sluice/bin/sluice");

    @TempDir
    private Path directory;

    /** What the script printed, and its exit code. */
    private record Started(int exitCode, String output) {}

    @BeforeAll
    static void needsTheDistribution() {
        if (!Files.exists(SCRIPT)) {
            System.out.println("The distribution is not packaged: its start script is not tried (mvn verify).");
        }
        assumeTrue(Files.exists(SCRIPT), "the distribution is packaged");
    }

    @Test
    void startsFromAnyDirectoryThroughALinkWithoutStandardInput() throws Exception {
        Path link = Checkout.root().resolve("tests/target/sluice-link");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, SCRIPT);

        Started started = start(List.of("/bin/sh", "-c", "exec " + link + " --version <&-"), Map.of());

        assertThat(started.output()).startsWith("sluice ").hasLineCount(1);
        assertThat(started.exitCode()).isZero();
    }

    @Test
    void saysThatThereIsNoJava() throws Exception {
        Started started = start(List.of("/bin/sh", SCRIPT.toString(), "--version"), Map.of("PATH", tools()));

        assertThat(started.output())
                .isEqualTo(
                        "sluice: there is no java on the PATH and JAVA_HOME is not set; Sluice needs Java 17 or newer\n");
        assertThat(started.exitCode()).isEqualTo(2);
    }

    @Test
    void saysThatJavaHomeIsNone() throws Exception {
        Started started =
                start(List.of("/bin/sh", SCRIPT.toString(), "--version"), Map.of("JAVA_HOME", directory.toString()));

        assertThat(started.output()).contains("JAVA_HOME is " + directory + ", but there is no bin/java");
        assertThat(started.exitCode()).isEqualTo(2);
    }

    @Test
    void saysThatJavaIsTooOld() throws Exception {
        executable(directory.resolve("bin/java"), "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");

        Started started =
                start(List.of("/bin/sh", SCRIPT.toString(), "--version"), Map.of("JAVA_HOME", directory.toString()));

        assertThat(started.output()).contains("is no Java 17 or newer: openjdk version \"11.0.2\"");
        assertThat(started.exitCode()).isEqualTo(2);
    }

    /** A PATH with all that the script calls before it looks for Java. */
    private String tools() throws IOException {
        executable(directory.resolve("tools/dirname"), "exec /usr/bin/dirname \"$@\"");
        return directory.resolve("tools").toString();
    }

    private static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Started start(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("SLUICE_SILENT_START", "1");
        builder.environment().put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Started(process.waitFor(), output);
    }
}
