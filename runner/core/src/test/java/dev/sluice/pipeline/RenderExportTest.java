package dev.sluice.pipeline;

import static dev.sluice.pipeline.StagedRun.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderExportTest {

    @TempDir
    Path directory;

    @Test
    void noNameLeadsOutOfTheDirectory() throws IOException {
        var run = new StagedRun(directory.resolve("workspace"));
        run.file("clusters/dev/a.yaml", configMap("'../../../../escaped'", "1"));

        run.render(directory.resolve("out"));

        assertThat(files()).containsExactly("flux-system/flux-system/default_configmap_.._.._.._.._escaped.yaml");
        assertThat(directory.resolve("escaped.yaml")).doesNotExist();
    }

    @Test
    void noObjectTakesTheFileOfAnother() throws IOException {
        var run = new StagedRun(directory.resolve("workspace"));
        run.file("clusters/dev/a.yaml", configMap("a:b", "1"));
        run.file("clusters/dev/b.yaml", configMap("a_b", "1"));

        run.render(directory.resolve("out"));

        assertThat(files())
                .containsExactly(
                        "flux-system/flux-system/default_configmap_a_b.yaml",
                        "flux-system/flux-system/default_configmap_a_b~2.yaml");
    }

    @Test
    void placeholdersAreShownAndOtherValuesOfSecretsAreNot() throws IOException {
        var run = new StagedRun(directory.resolve("workspace"));
        run.file("clusters/dev/a.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: login, namespace: default}
                stringData:
                  user: admin
                  password: ENC[AES256_GCM,data:aGk=,iv:x,tag:y,type:str]
                sops:
                  mac: ENC[AES256_GCM,data:aGk=,iv:x,tag:y,type:str]
                """);

        run.render(directory.resolve("out"), request -> request.keepEncrypted(true));

        assertThat(directory.resolve("out/flux-system/flux-system/default_secret_login.yaml"))
                .content()
                .contains("  password: <encrypted:stringData.password>\n", "  user: '***'\n")
                .doesNotContain("sops:", "admin", "ENC[");
    }

    private List<String> files() throws IOException {
        Path out = directory.resolve("out");
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> out.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
