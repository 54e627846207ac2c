package dev.sluice.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tests.kustomize.TextArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice kustomize} as scripts use it: in pipes, with streams that are closed. */
class KustomizeProcessTest {

    private static final int OBJECTS = 2000;

    private static final TextArchive SHOP = TextArchive.parse("""
            -- base/kustomization.yaml --
            resources: [web.yaml]
            configMapGenerator:
            - name: settings
              literals: [colour=grün]
            -- base/web.yaml --
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
            spec:
              containers:
              - name: web
                image: shop/web:1.0
                envFrom:
                - configMapRef:
                    name: settings
            -- dev/kustomization.yaml --
            namespace: dev
            resources: [../base]
            images:
            - name: shop/web
              newTag: "2.0"
            """);

    private static final String BUILT = """
            apiVersion: v1
            data:
              colour: grün
            kind: ConfigMap
            metadata:
              name: settings-k64d5t28m8
              namespace: dev
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              namespace: dev
            spec:
              containers:
              - envFrom:
                - configMapRef:
                    name: settings-k64d5t28m8
                image: shop/web:2.0
                name: web
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void anOverlay() throws IOException {
        SHOP.writeTo(directory);
    }

    @Test
    void printsWhatKustomizePrints() throws Exception {
        Path log = directory.resolve("log");

        Process process = SluiceProcess.start(directory, log, List.of("kustomize", "build", "dev"));

        assertThat(process.waitFor()).isZero();
        assertThat(log).hasContent(BUILT);
    }

    @Test
    void needsNoStandardInputAndWritesIntoAPipe() throws Exception {
        assertThat(shell("\"$@\" <&- | cat", "kustomize", "dev")).isEqualTo(BUILT);
    }

    @Test
    void endsWithoutAWordWhereItsReaderHasEnough() throws Exception {
        manyObjects();

        String output = shell("{ \"$@\"; echo \"exit code $?\" >&2; } | head -n 1", "kustomize", "many");

        assertThat(output).isEqualTo("apiVersion: v1\nexit code 141\n");
    }

    @Test
    void saysThatItsResultWentNowhere() throws Exception {
        String output = shell("\"$@\" >/dev/full; echo \"exit code $?\"", "kustomize", "dev");

        assertThat(output)
                .startsWith("sluice: standard output: could not be written")
                .endsWith("exit code 4\n");
    }

    private void manyObjects() throws IOException {
        var objects = new StringBuilder();
        for (int i = 0; i < OBJECTS; i++) {
            objects.append("---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings-")
                    .append(i)
                    .append('\n');
        }
        Files.createDirectory(directory.resolve("many"));
        Files.writeString(directory.resolve("many/kustomization.yaml"), "resources: [objects.yaml]\n");
        Files.writeString(directory.resolve("many/objects.yaml"), objects);
    }

    /** What a line of shell prints, in which {@code "$@"} is the command line with arguments. */
    private String shell(String line, String... arguments) throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        Process process = SluiceProcess.startIn(line, directory, log, List.of(arguments));
        process.waitFor();
        return Files.readString(log);
    }
}
