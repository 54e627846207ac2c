package dev.sluice.kustomize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildOutputTest {

    private static final String OBJECTS = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: a
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: b
            """;
    private static final KustomizeBuild BUILD = new KustomizeBuild(Manifests.read(OBJECTS, "a.yaml"), List.of());

    @TempDir
    private Path directory;

    @Test
    void aFileHoldsEverything() throws IOException {
        write("out.yaml");

        assertThat(directory.resolve("out.yaml")).hasContent(OBJECTS);
        assertThat(names()).containsExactly("out.yaml");
    }

    @Test
    void aDirectoryGetsAFileAnObjectAndKeepsItsOthers() throws IOException {
        Files.createDirectory(directory.resolve("out"));
        Files.writeString(directory.resolve("out/other"), "");

        write("out");

        assertThat(directory.resolve("out")).isDirectoryContaining("glob:**/other");
        assertThat(directory.resolve("out/v1_configmap_b.yaml")).hasContent("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: b
                """);
        assertThat(directory.resolve("out")).isDirectoryContaining("glob:**/v1_configmap_a.yaml");
    }

    @Test
    void aFileKeepsItsPermissionsAndALinkItsPlace() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        write("link");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent(OBJECTS);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aPipeIsWrittenInto() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();

        write("pipe");

        assertThat(new String(reader.getInputStream().readAllBytes(), UTF_8)).isEqualTo(OBJECTS);
        assertThat(names()).containsExactly("pipe");
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        assertThatThrownBy(() -> write("missing/out.yaml"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("missing/out.yaml: cannot be written: there is no such directory");
    }

    @Test
    void leavesNothingBehindWhereItCannotWrite() throws IOException {
        Files.createDirectories(directory.resolve("out/v1_configmap_b.yaml/full"));

        assertThatThrownBy(() -> write("out"))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("out: cannot be written: ");

        assertThat(directory.resolve("out/v1_configmap_a.yaml")).doesNotExist();
        try (Stream<Path> files = Files.list(directory.resolve("out"))) {
            assertThat(files).hasSize(1);
        }
    }

    private void write(String output) {
        BuildOutput.at(directory, Path.of(output)).write(BUILD);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
