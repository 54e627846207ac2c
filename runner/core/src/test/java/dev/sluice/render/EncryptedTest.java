package dev.sluice.render;

import static dev.sluice.render.RenderScene.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.RunEvent;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.flux.DecryptionException;
import dev.sluice.flux.DecryptionKeys;
import dev.sluice.flux.Decryptor;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.flux.Placeholders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private static final String KEYS = "decryption: {provider: sops, secretRef: {name: sops-age}}";
    private static final String KEY_SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: sops-age, namespace: flux-system}
            stringData: {age.agekey: geheim}
            """;

    private final List<String> keys = new ArrayList<>();
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
                .hasMessage("apps/secret.yaml:8: Secret/default/login is SOPS encrypted, configuring decryption is"
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
    void filesOfSecretGeneratorsAreAMistakeWhereNoDecryptionIsConfigured() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""))
                .file("apps/kustomization.yaml", "secretGenerator:\n- {name: environment, envs: [.env]}\n")
                .file("apps/.env", DOTENV);

        assertThat(scene.problems())
                .singleElement()
                .asString()
                .startsWith("apps/kustomization.yaml:2: Secret/environment-")
                .endsWith("is SOPS encrypted, configuring decryption is required for this secret to be reconciled");
    }

    @Test
    void filesOfConfigMapGeneratorsAreWarnedOfAsFluxAppliesThem() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""))
                .file("apps/kustomization.yaml", "configMapGenerator:\n- {name: environment, envs: [.env]}\n")
                .file("apps/.env", DOTENV);

        assertThat(scene.render().warnings())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains("ConfigMap/environment-")
                .endsWith("holds values that SOPS encrypted; they are applied as they are");
    }

    @Test
    void whatOptsOutIsAppliedAsItIs() {
        String secret = SECRET.replace(
                "namespace: default",
                "namespace: default\n  annotations: {kustomize.toolkit.fluxcd.io/decrypt: disabled}");
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "")).file("apps/secret.yaml", secret);
        scene.file("clusters/dev/more.yaml", unit("more", "./more", DECRYPTION))
                .file("more/secret.yaml", secret.replace("login", "other"));

        Rendered rendered = scene.render();

        assertThat(rendered.unsupported()).isEmpty();
        assertThat(rendered.units()).extracting(unit -> unit.manifests().size()).containsExactly(0, 1, 1);
    }

    @Test
    void theKeysMustBeThere() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", KEYS)).file("apps/secret.yaml", SECRET);

        assertThat(scene.problems())
                .containsExactly(
                        "clusters/dev/apps.yaml:9: Kustomization/flux-system/apps: secrets \"sops-age\" not found");
        assertThat(scene.events())
                .anyMatch(event -> event instanceof RunEvent.NotReady failure
                        && failure.reason().equals("BuildFailed")
                        && failure.message().equals("secrets \"sops-age\" not found"));
    }

    @Test
    void theKeysMayBeMissingWhereTheUserSkipsSecrets() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", KEYS)).file("apps/secret.yaml", SECRET);

        scene.skipKinds("Secret");

        assertThat(scene.render().unsupported()).isEmpty();
    }

    @Test
    void theKeysAreReadFromTheTarget() {
        scene.inTarget(KEY_SECRET);
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", KEYS)).file("apps/secret.yaml", SECRET);
        scene.decryption(this::remembering);

        var unused = scene.render();

        assertThat(keys).containsExactly("keys [age.agekey]");
    }

    @Test
    void aUnitWaitsForTheOneThatWritesItsKeys() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", KEYS)).file("apps/secret.yaml", SECRET);
        scene.file("clusters/dev/base.yaml", unit("base", "./base", "")).file("base/keys.yaml", KEY_SECRET);
        scene.decryption(this::remembering);

        Rendered rendered = scene.render();

        assertThat(keys).containsExactly("keys [age.agekey]");
        assertThat(rendered.graph().get(RenderScene.APPS)).contains(RenderScene.BASE);
    }

    @Test
    void placeholdersNeedNoKeys() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", KEYS)).file("apps/secret.yaml", SECRET);
        scene.decryption(new Placeholders(false));

        Rendered rendered = scene.render();

        // PGVuY3J5cHRlZDpzdHJpbmdEYXRhLnBhc3N3b3JkPg== is <encrypted:stringData.password>
        assertThat(rendered.skipped()).isEmpty();
        assertThat(rendered.warnings()).isEmpty();
        assertThat(rendered.units().get(1).manifests())
                .singleElement()
                .satisfies(secret -> assertThat(secret.content().has("sops")).isFalse())
                .extracting(secret -> secret.content().at("/data/password").asText())
                .isEqualTo("PGVuY3J5cHRlZDpzdHJpbmdEYXRhLnBhc3N3b3JkPg==");
    }

    @Test
    void placeholdersAreTheValuesOfVariables() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", """
                        postBuild: {substituteFrom: [{kind: Secret, name: login}]}
                        """))
                .file("apps/settings.yaml", RenderScene.configMap("default", "settings", "host: www.${password}"));
        scene.file("clusters/dev/base.yaml", unit("base", "./base", DECRYPTION))
                .file("base/secret.yaml", SECRET.replace("default", "flux-system"));
        scene.decryption(new Placeholders(false));

        assertThat(scene.render().units())
                .flatExtracting(Unit::manifests)
                .extracting(manifest -> manifest.content().at("/data/host").asText())
                .contains("www.<encrypted:stringData.password>");
    }

    @Test
    void placeholdersWhereNoDecryptionIsConfiguredAreWarnedOf() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""))
                .file("apps/kustomization.yaml", "resources: [secret.yaml]\nsecretGenerator: [{name: a, envs: [.env]}]")
                .file("apps/.env", DOTENV + "sops_mac=ENC[AES256_GCM,data:aGk=,iv:x,tag:y,type:str]\n")
                .file("apps/secret.yaml", SECRET);
        scene.decryption(new Placeholders(true));

        assertThat(scene.render().warnings())
                .extracting(Problem::toString)
                .containsExactly(
                        "apps/.env: is SOPS encrypted, and configuring decryption is required for it to be reconciled",
                        "apps/secret.yaml:1: Secret/default/login: is SOPS encrypted, and configuring decryption is"
                                + " required for it to be reconciled");
    }

    @Test
    void aFluxObjectThatNeedsAnEncryptedFieldIsLeftOut() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", DECRYPTION)).file("apps/source.yaml", """
                        apiVersion: source.toolkit.fluxcd.io/v1
                        kind: GitRepository
                        metadata: {name: private, namespace: flux-system}
                        spec: {interval: 1m, url: "ENC[AES256_GCM,data:aGk=,iv:x,tag:y,type:str]"}
                        sops: {mac: "ENC[AES256_GCM,data:aGk=,iv:x,tag:y,type:str]"}
                        """);
        scene.decryption(new Placeholders(false));

        assertThat(scene.render().skipped())
                .extracting(Skipped::reason)
                .containsExactly("a field that it needs is encrypted");
    }

    /** Decrypts nothing, but knows which keys there were. */
    private Decryptor remembering(KustomizationSpec unit, DecryptionKeys found) throws DecryptionException {
        keys.add(found.toString());
        return new Placeholders(false).of(unit, found);
    }
}
