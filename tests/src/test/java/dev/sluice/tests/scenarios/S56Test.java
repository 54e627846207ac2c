package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import dev.sluice.source.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S56, on a directory: SOPS with an OpenPGP key. Until keys can be used, the Secret is refused by name. */
class S56Test {

    private static final String ENTRY = "clusters/cluster01";
    private static final String KEY = "the-private-key";

    private GitHttpServer server;
    private Scene scene;

    @BeforeEach
    void serve(@TempDir Path directory) throws Exception {
        scene = new Scene(directory);
        var repository = new GitFolder(directory.resolve("my-secrets"), "main").commit(SopsFiles.SECRET, "Encrypt");
        server = GitHttpServer.http();
        server.serve("/my-secrets.git", repository.gitDirectory(), login -> true);
        scene.files(SopsFiles.UNIT
                .replace("${fleet}", "flux-system")
                .replace("${apps}", "default")
                .replace("${git}", server.url("")));
        putKeys();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void refusesWhatItCannotDecryptYetByName() {
        RunResult result = scene.reconcile(ENTRY);

        assertEnded(
                result, Verdict.REJECTED, "secrets/pgp\\.yaml:1: Secret/default/pgp: SOPS decryption is not supported");
        assertThat(scene.objects()).containsOnlyKeys("flux-system/Secret_sops-gpg.yaml");
        assertThat(result.toString()).doesNotContain(KEY, SopsFiles.VALUE);
        assertThat(result.report().problems())
                .extracting(problem -> String.valueOf(problem.hint()))
                .anyMatch(hint -> hint.contains("--skip-kinds Secret") && hint.contains("--keep-encrypted"));
    }

    @Test
    void leavesItOutWhereTheUserSaysSo() {
        RunResult result = scene.run(Command.RECONCILE, ENTRY, request -> request.skipKinds(List.of("Secret")));

        assertDone(result);
        assertThat(scene.objects()).containsOnlyKeys("flux-system/Secret_sops-gpg.yaml");
    }

    /** What {@code kubectl create secret generic sops-gpg --from-file=sops.asc=…} leaves. */
    private void putKeys() throws IOException {
        Path file = scene.target().resolve("flux-system/Secret_sops-gpg.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                apiVersion: v1
                kind: Secret
                metadata: {name: sops-gpg, namespace: flux-system}
                stringData: {sops.asc: %s}
                """.formatted(KEY));
    }
}
