package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateCommandTest {

    private static final String OLD = """
            apiVersion: source.toolkit.fluxcd.io/v1beta2
            kind: Bucket
            metadata: {name: a, namespace: a}
            spec: {bucketName: a, endpoint: a.example, interval: 5m}
            """;
    private static final String NEW = OLD.replace("v1beta2", "v1");

    @TempDir
    private Path directory;

    @BeforeEach
    void anOldFile() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), OLD);
    }

    @Test
    void writesAndTellsWhatItWrote() throws IOException {
        Shelled shelled = migrate();

        assertThat(shelled).isEqualTo(new Shelled(0, """
                a.yaml:1: Bucket/a v1beta2 becomes v1
                1 change in 1 file
                """, ""));
        assertThat(directory.resolve("a.yaml")).hasContent(NEW);
        assertThat(migrate().out()).isEqualTo("nothing to migrate\n");
    }

    @Test
    void showsTheDifferenceAndWritesNothing() {
        Shelled shelled = migrate("--dry-run", ".");

        assertThat(shelled.exitCode()).isEqualTo(1);
        assertThat(shelled.out()).startsWith("--- a/a.yaml\n+++ b/a.yaml\n").contains("\n+apiVersion: source");
        assertThat(directory.resolve("a.yaml")).hasContent(OLD);
    }

    @Test
    void namesWhatStaysAndWritesTheRest() throws IOException {
        Files.writeString(
                directory.resolve("b.yaml"),
                """
                apiVersion: source.toolkit.fluxcd.io/v1beta2
                kind: GitRepository
                metadata: {name: a, namespace: a}
                spec:
                  url: https://a.example/b
                  interval: 5m
                  newField: x
                ---
                """ + OLD.replace("Bucket", "HelmChart").replace("bucketName: a, endpoint: a.example", """
                chart: a, sourceRef: {kind: Bucket, name: a}, valuesFile: &file x, verify: {provider: cosign}"""));

        Shelled shelled = migrate();

        assertThat(shelled.exitCode()).isEqualTo(3);
        assertThat(shelled.err()).isEqualTo("""
                sluice: b.yaml:12: HelmChart/a stays at source.toolkit.fluxcd.io/v1beta2: spec: spec.verify is only\
                 supported when spec.sourceRef.kind is 'HelmRepository'
                """);
        assertThat(directory.resolve("a.yaml")).hasContent(NEW);
        assertThat(migrate().out()).isEqualTo("nothing was changed\n");
    }

    @Test
    void refusesWrongArguments() {
        assertThat(migrate("absent").exitCode()).isEqualTo(3);
        assertThat(migrate("--flux-version", "1.0").exitCode()).isEqualTo(2);
        assertThat(migrate("--flux-version", "1.0").err()).isEqualTo("""
                        sluice: there is no migration to Flux 1.0
                          hint: one of 2.9, 2.8, 2.7, 2.6
                        """);
        assertThat(migrate("--no-such-option").exitCode()).isEqualTo(2);
    }

    private Shelled migrate(String... arguments) {
        var runner = RecordingRunner.throwing(new IllegalStateException("a migration needs no runner"));
        String[] all = Stream.concat(Stream.of("migrate"), Stream.of(arguments)).toArray(String[]::new);
        return Shelled.run(runner, directory, all);
    }
}
