package dev.sluice.render;

import static dev.sluice.render.RenderScene.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SOPS encrypted is never applied as if it were the value. */
class EncryptedTest {

    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata:
              name: login
              namespace: default
            stringData:
              password: ENC[AES256_GCM,data:aGk=,iv:x,tag:y,type:str]
            sops:
              mac: ENC[AES256_GCM,data:aGk=,iv:x,tag:y,type:str]
            """;
    private static final String DOTENV = "password=ENC[AES256_GCM,data:aGk=,iv:x,tag:y,type:str]\nsops_version=3.9.0\n";
    private static final String DECRYPTION = "decryption: {provider: sops}";

    private final RenderScene scene;

    EncryptedTest(@TempDir Path directory) {
        this.scene = new RenderScene(directory);
    }

    @Test
    void aSecretIsAMistakeWhereNoDecryptionIsConfigured() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "")).file("apps/secret.yaml", SECRET);

        assertThatThrownBy(scene::render)
                .isInstanceOfSatisfying(InvalidInput.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(3))
                .hasMessage("apps/secret.yaml:8: Secret/default/login: is SOPS encrypted, configuring decryption is"
                        + " required for this secret to be reconciled");
    }

    @Test
    void aSecretIsNotSupportedWhereDecryptionIsConfigured() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", DECRYPTION)).file("apps/secret.yaml", SECRET);

        assertThat(scene.render().unsupported())
                .extracting(Skipped::reason)
                .containsExactly("SOPS decryption is not supported yet");
    }

    @Test
    void aSecretIsLeftOutWhereTheUserSkipsSecrets() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", DECRYPTION)).file("apps/secret.yaml", SECRET);

        scene.skipKinds("Secret");

        Rendered rendered = scene.render();

        assertThat(rendered.unsupported()).isEmpty();
        assertThat(rendered.skipped()).hasSize(1);
    }

    @Test
    void filesOfGeneratorsAreNotSupportedWhereDecryptionIsConfigured() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", DECRYPTION))
                .file("apps/kustomization.yaml", """
                        secretGenerator:
                        - {name: environment, envs: [.env]}
                        - {name: file, files: [login.yaml]}
                        - {name: plain, literals: [a=b]}
                        configMapGenerator:
                        - {name: settings, files: [login.yaml]}
                        """)
                .file("apps/.env", DOTENV)
                .file("apps/login.yaml", SECRET);

        Rendered rendered = scene.render();

        assertThat(rendered.unsupported())
                .extracting(skipped -> skipped.id().name().replaceAll("-.*", ""))
                .containsExactlyInAnyOrder("environment", "file", "settings");
        assertThat(rendered.units().get(1).manifests()).hasSize(1);
    }

    @Test
    void filesOfGeneratorsAreWarnedOfWhereNoDecryptionIsConfigured() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""))
                .file("apps/kustomization.yaml", "secretGenerator:\n- {name: environment, envs: [.env]}\n")
                .file("apps/.env", DOTENV);

        assertThat(scene.render().warnings())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains("Secret/environment-")
                .endsWith("holds values that SOPS encrypted; they are applied as they are");
    }
}
