package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.source.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S57, on a directory: SOPS going wrong, as far as no key is needed for it. */
class S57Test {

    private static final String ENTRY = "clusters/cluster01";

    private GitHttpServer server;
    private GitFolder repository;
    private Scene scene;

    @BeforeEach
    void serve(@TempDir Path directory) throws Exception {
        scene = new Scene(directory);
        repository = new GitFolder(directory.resolve("my-secrets"), "main").commit(SopsFiles.SECRET, "Encrypt");
        server = GitHttpServer.http();
        server.serve("/my-secrets.git", repository.gitDirectory(), login -> true);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void namesTheSecretWithTheKeysThatIsNotThere() {
        scene.files(filled(SopsFiles.UNIT));

        assertRefused(
                scene,
                scene.reconcile(ENTRY),
                "^clusters/cluster01/secrets\\.yaml:28: Kustomization/flux-system/secrets: secrets \"sops-gpg\" not found$");
    }

    /** Flux 1.9.5 of kustomize-controller is ready with the second, and the Secret in the cluster holds the ciphertext. */
    @ParameterizedTest
    @ValueSource(strings = {"data", "stringData"})
    void trap25RefusesCiphertextWhereverItStandsWithoutADecryptionBlock(String field) {
        repository.commit(SopsFiles.SECRET.replace("stringData:\n", field + ":\n"), "Encrypt again");
        scene.files(filled(SopsFiles.UNIT_WITHOUT_DECRYPTION));

        assertRefused(
                scene,
                scene.reconcile(ENTRY),
                "secrets/pgp\\.yaml:7: Secret/default/pgp is SOPS encrypted, configuring decryption is required for this"
                        + " secret to be reconciled$");
    }

    /** Where ours goes beyond Flux: it takes no notice of files in generated Secrets. */
    @Test
    void namesEveryEncryptedSecretOfEveryUnitAtOnce() {
        repository.commit("""
                -- secrets/kustomization.yaml --
                resources: [pgp.yaml]
                secretGenerator:
                - {name: file, files: [pgp.yaml]}
                """, "Generate");
        scene.files(filled(SopsFiles.UNIT_WITHOUT_DECRYPTION)).files("""
                -- clusters/cluster01/plain/login.yaml --
                apiVersion: v1
                kind: Secret
                metadata: {name: login, namespace: default}
                stringData: {password: "%s"}
                """.formatted(SopsFiles.VALUE));

        assertRefused(
                scene,
                scene.reconcile(ENTRY),
                "^clusters/cluster01/plain/login\\.yaml:4: Secret/default/login is SOPS encrypted",
                "secrets/pgp\\.yaml:7: Secret/default/pgp is SOPS encrypted",
                "secrets/kustomization\\.yaml:3: Secret/default/file-\\w+ is SOPS encrypted");
    }

    @Test
    void rendersPlaceholdersWithoutKeysWhereTheUserKeepsItEncrypted() throws IOException {
        scene.files(filled(SopsFiles.UNIT));
        Path output = scene.workspace().resolveSibling("rendered");

        RunResult result = scene.run(
                Command.RENDER, ENTRY, request -> request.keepEncrypted(true).output(output));

        assertDone(result);
        assertThat(Files.readString(output.resolve("flux-system/secrets/default_secret_pgp.yaml")))
                .contains("  key: <encrypted:stringData.key>\n")
                .doesNotContain("ENC[", "sops:");
    }

    private String filled(String text) {
        return text.replace("${fleet}", "flux-system")
                .replace("${apps}", "default")
                .replace("${git}", server.url(""));
    }
}
