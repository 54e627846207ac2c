package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static dev.sluice.tests.scenarios.RunAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SOPS encrypted is refused, or left out knowingly; its ciphertext never reaches the target. */
class EncryptedInputTest {

    private static final String UNIT = """
            -- clusters/dev/apps.yaml --
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata:
              name: apps
              namespace: flux-system
            spec:
              interval: 10m
              path: ./apps
              prune: true
              sourceRef:
                kind: GitRepository
                name: flux-system
            """;
    private static final String DECRYPTION = "  decryption:\n    provider: sops\n";
    private static final String SECRET = """
            -- apps/config.yaml --
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: default}
            -- apps/login.yaml --
            apiVersion: v1
            kind: Secret
            metadata:
              name: login
              namespace: default
            data:
              password: ENC[AES256_GCM,data:aGk=,iv:eA==,tag:eQ==,type:str]
            sops:
              mac: ENC[AES256_GCM,data:aGk=,iv:eA==,tag:eQ==,type:str]
            """;
    private static final String GENERATED = """
            -- apps/kustomization.yaml --
            resources: [config.yaml]
            secretGenerator:
            - name: login
              namespace: default
              files: [login.yaml]
            """;

    private final Scene scene;

    EncryptedInputTest(@TempDir Path directory) {
        this.scene = new Scene(directory);
    }

    @Test
    void withoutDecryption() {
        scene.files(UNIT + SECRET);

        assertRefused(
                scene,
                scene.reconcile("clusters/dev"),
                "^apps/login\\.yaml:8: Secret/default/login is SOPS encrypted, configuring decryption is required");
    }

    @Test
    void withDecryptionThatIsNotSupportedYet() {
        scene.files(UNIT + DECRYPTION + SECRET);

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(result, Verdict.REJECTED, "^apps/login\\.yaml:1: .*SOPS decryption is not supported yet");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(scene.written()).isEmpty();
    }

    @Test
    void inAFileThatAGeneratorTakes() {
        scene.files(UNIT + DECRYPTION + SECRET + GENERATED);

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(result, Verdict.REJECTED, "^apps/kustomization\\.yaml:3: .*SOPS decryption is not supported yet");
        assertThat(scene.written()).isEmpty();
    }

    @Test
    void leftOutKnowingly() {
        scene.files(UNIT + DECRYPTION + SECRET);

        RunResult result =
                scene.run(Command.RECONCILE, "clusters/dev", request -> request.skipKinds(List.of("Secret")));

        assertDone(result);
        assertThat(scene.objects()).hasSize(1);
    }
}
