package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S57, and S56 as far as it goes without keys, on an API server. */
@WithCluster
class S57OnClusterTest {

    private ClusterScene scene;

    @BeforeEach
    void serve(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory);
        scene.repository("my-secrets", "main").commit(SopsFiles.SECRET, "Encrypt");
        scene.kubectl("create", "namespace", "${fleet}");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void namesTheSecretWithTheKeysThatIsNotThere() {
        scene.files(SopsFiles.UNIT);

        RunResult result = scene.reconcile();

        assertEnded(result, Verdict.INVALID, "secrets \"sops-gpg\" not found$");
        assertThat(scene.events("BuildFailed"))
                .singleElement()
                .asString()
                .startsWith(scene.filled("Kustomization/${fleet}/secrets error secrets \"sops-gpg\" not found"));
        assertThat(scene.object(scene.apps(), "secret/pgp").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "stringData"})
    void appliesNothingOfASecretWithoutADecryptionBlock(String field) {
        scene.repository("my-secrets", "main")
                .commit(SopsFiles.SECRET.replace("stringData:\n", field + ":\n"), "Encrypt again");
        scene.files(SopsFiles.UNIT_WITHOUT_DECRYPTION);
        int moment = scene.now();

        RunResult result = scene.reconcile();

        String what = scene.filled("Secret/${apps}/pgp is SOPS encrypted, configuring decryption is required for this"
                + " secret to be reconciled");
        assertEnded(result, Verdict.INVALID, "secrets/pgp\\.yaml:7: " + what + "$");
        assertThat(scene.events("ReconciliationFailed"))
                .singleElement()
                .asString()
                .startsWith(scene.filled("Kustomization/${fleet}/secrets error ") + what);
        assertThat(scene.writesSince(moment)).isEmpty();
    }

    @Test
    void refusesWhatItCannotDecryptYetAlthoughTheKeysAreThere() {
        scene.kubectl(
                "--namespace=${fleet}", "create", "secret", "generic", "sops-gpg", "--from-literal=sops.asc=geheim");
        scene.files(SopsFiles.UNIT);
        int moment = scene.now();

        RunResult result = scene.reconcile();

        assertEnded(result, Verdict.REJECTED, "Secret/\\S+/pgp: SOPS decryption is not supported yet$");
        assertThat(scene.writesSince(moment)).isEmpty();
        assertThat(result.toString() + scene.events()).doesNotContain("geheim");
    }
}
