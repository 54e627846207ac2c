package dev.sluice.flux;

import static dev.sluice.flux.Fixtures.kustomization;
import static dev.sluice.flux.Fixtures.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import dev.sluice.kustomize.DirectoryTree;
import dev.sluice.kustomize.KustomizeBuild;
import dev.sluice.object.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decrypted when: {@code DecryptSources} and {@code DecryptResource} of kustomize-controller. */
class DecryptionTest {

    private static final String PASSWORD = """
            password: ENC[AES256_GCM,open-sesame]
            sops:
              mac: ENC[AES256_GCM,x]
            """;
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: login, namespace: default}
            stringData:
              password: ENC[AES256_GCM,open-sesame]
            sops:
              mac: ENC[AES256_GCM,x]
            """;
    private static final String DECRYPTION = "path: apps\ndecryption: {provider: sops}";

    private final Map<String, String> files = new HashMap<>();
    private final UnwrappingDecryption decryption = new UnwrappingDecryption();

    @Test
    void trap24DecryptsTheFilesOfSecretGeneratorsBeforeTheBuild() {
        files.put("apps/kustomization.yaml", """
                secretGenerator:
                - {name: file, files: [login.yaml], options: {disableNameSuffixHash: true}}
                - {name: entries, envs: [login.env], options: {disableNameSuffixHash: true}}
                """);
        files.put("apps/login.yaml", PASSWORD);
        files.put("apps/login.env", "PASSWORD=ENC[AES256_GCM,open-sesame]\nsops_mac=ENC[AES256_GCM,x]\n");

        assertThat(data("file", "login.yaml")).isEqualTo("password: open-sesame\n");
        assertThat(data("entries", "PASSWORD")).isEqualTo("open-sesame");
    }

    @ParameterizedTest
    @CsvSource({"login.json=login.enc, JSON", "login.ini=login.enc, INI", ".dockerconfigjson=login.enc, JSON"})
    void trap24TakesTheFormFromTheKeyNotFromTheFile(String source, String format) {
        files.put("apps/kustomization.yaml", "secretGenerator: [{name: file, files: ['" + source + "']}]");
        files.put("apps/login.enc", "{\"a\": \"[sops]\", \"sops\": {\"mac\": \"ENC[AES256_GCM,x]\"}}");

        var unused = build(DECRYPTION);

        assertThat(decryption.documents)
                .extracting(EncryptedDocument::from)
                .first()
                .hasToString(format);
    }

    @Test
    void trap24TakesAnUnknownEnvironmentFileForDotenv() {
        files.put("apps/kustomization.yaml", "secretGenerator: [{name: entries, envs: [production]}]");
        files.put("apps/production", "PASSWORD=ENC[AES256_GCM,open-sesame]\nsops_mac=ENC[AES256_GCM,x]\n");

        var unused = build(DECRYPTION);

        assertThat(decryption.documents).extracting(EncryptedDocument::from).containsExactly(EncryptedFormat.DOTENV);
    }

    @Test
    void trap24GoesThroughTheDirectoriesOfResourcesAndComponents() {
        files.put("apps/kustomization.yaml", "resources: [../base]\ncomponents: [../component]");
        files.put("base/kustomization.yaml", "secretGenerator: [{name: base, files: [login.yaml]}]");
        files.put("base/login.yaml", PASSWORD);
        files.put("component/kustomization.yaml", """
                apiVersion: kustomize.config.k8s.io/v1alpha1
                kind: Component
                secretGenerator: [{name: component, files: [login.yaml]}]
                """);
        files.put("component/login.yaml", PASSWORD);

        assertThat(build(DECRYPTION)).hasSize(2).noneMatch(Ciphertext::isIn);
        assertThat(decryption.documents).hasSize(2);
    }

    @Test
    void trap24DecryptsThePatchesOfFiles() {
        files.put("apps/kustomization.yaml", """
                resources: [settings.yaml]
                patches: [{path: patch.yaml}]
                """);
        files.put("apps/settings.yaml", settings("password: none"));
        files.put(
                "apps/patch.yaml",
                settings("password: ENC[AES256_GCM,open-sesame]") + "sops: {mac: 'ENC[x'}\n"
                        + "# mac: ENC[AES256_GCM,x]\n");

        assertThat(build(DECRYPTION).get(0).content().at("/data/password").asText())
                .isEqualTo("open-sesame");
    }

    @Test
    void trap24DecryptsEachFileOnceInTheFormInWhichItIsMetFirst() {
        files.put("apps/kustomization.yaml", """
                secretGenerator:
                - {name: a, files: [login.yaml]}
                - {name: b, files: [plain=login.yaml]}
                """);
        files.put("apps/login.yaml", PASSWORD);

        assertThat(build(DECRYPTION)).hasSize(2).noneMatch(Ciphertext::isIn);
        assertThat(decryption.documents).hasSize(1);
    }

    @Test
    void trap24LeavesFilesThatAreNotEncrypted() {
        files.put("apps/kustomization.yaml", "secretGenerator: [{name: file, files: [login.yaml]}]");
        files.put("apps/login.yaml", "password: open-sesame\n");

        var unused = build(DECRYPTION);

        assertThat(decryption.documents).isEmpty();
    }

    @Test
    void trap24LeavesTheFilesOfConfigMapGeneratorsAndSaysSo() {
        files.put("apps/kustomization.yaml", "configMapGenerator: [{name: settings, files: [login.yaml]}]");
        files.put("apps/login.yaml", PASSWORD);

        KustomizeBuild built = built(DECRYPTION);

        assertThat(decryption.documents).isEmpty();
        assertThat(built.warnings())
                .extracting(Problem::what)
                .singleElement()
                .asString()
                .endsWith("holds values that SOPS encrypted; they are applied as they are");
    }

    @Test
    void readsADecryptedFileUnderEveryNameAndLeavesItOnDiskAsItIs(@TempDir Path directory) throws IOException {
        Path apps = Files.createDirectory(directory.resolve("apps"));
        Files.writeString(apps.resolve("kustomization.yaml"), """
                secretGenerator: [{name: file, files: [link.yaml]}]
                configMapGenerator: [{name: file, files: [login.yaml]}]
                """);
        Files.writeString(apps.resolve("login.yaml"), PASSWORD);
        Files.createSymbolicLink(apps.resolve("link.yaml"), Path.of("login.yaml"));

        List<Manifest> built = new FluxBuild(DirectoryBuild.kustomize(), decryption)
                .build(new DirectoryTree(directory, ""), kustomization(DECRYPTION), Map.of(), true)
                .manifests();

        assertThat(built).hasSize(2).noneMatch(Ciphertext::isIn);
        assertThat(Files.readString(apps.resolve("login.yaml"))).isEqualTo(PASSWORD);
    }

    @Test
    void namesEveryFileThatCannotBeDecrypted() {
        files.put("apps/kustomization.yaml", "secretGenerator: [{name: file, files: [a.yaml, b.yaml, large.bin]}]");
        files.put("apps/a.yaml", PASSWORD);
        files.put("apps/b.yaml", PASSWORD);
        files.put("apps/large.bin", "x".repeat((5 << 20) + 1));
        decryption.failing("no key");

        assertThat(refused(() -> build(DECRYPTION)))
                .containsExactly(
                        "apps/a.yaml: error decrypting sources: no key",
                        "apps/b.yaml: error decrypting sources: no key",
                        "apps/large.bin: error decrypting sources: cannot decrypt file with size (5242881 bytes)"
                                + " exceeding limit (5242880)");
    }

    @Test
    void leavesItToTheBuildToNameWhatIsMissingOrOutside() {
        files.put("apps/kustomization.yaml", """
                resources: [https://example.invalid/base.yaml, missing]
                secretGenerator: [{name: file, files: [missing.yaml, ../../outside.yaml]}]
                patches: [{path: https://example.invalid/patch.yaml}]
                """);

        assertThat(refused(() -> build(DECRYPTION)))
                .noneMatch(problem -> problem.contains("decrypting"))
                .anyMatch(problem -> problem.startsWith("apps/kustomization.yaml:2: ") && problem.contains("missing"))
                .anyMatch(problem -> problem.startsWith("apps/kustomization.yaml:2: ") && problem.contains("outside"));
    }

    @Test
    void trap24DecryptsObjectsOfAnyKind() {
        files.put(
                "apps/settings.yaml",
                settings("password: ENC[AES256_GCM,open-sesame]") + "sops: {mac: 'ENC[AES256_GCM,x]'}\n");

        Manifest settings = build(DECRYPTION).get(0);

        assertThat(settings.content().at("/data/password").asText()).isEqualTo("open-sesame");
        assertThat(settings.content().has("sops")).isFalse();
    }

    /**
     * Flux does not verify the checksum (the MAC), as the build changes what it is of; ours is verified, so that what decrypts
     * gets the file as it is written.
     */
    @Test
    void trap24HandsOutTheFileThatTheChecksumOfAnObjectIsOf() {
        files.put("apps/secret.yaml", SECRET);

        var unused = build(DECRYPTION + "\ntargetNamespace: other");

        EncryptedDocument document = decryption.documents.get(0);
        assertThat(document.content()).contains("\"namespace\":\"other\"").doesNotContain("default");
        assertThat(document.written()).contains(SECRET);
        assertThat(document).asString().doesNotContain("sesame");
    }

    @Test
    void trap24FindsEncryptedFilesInTheDataOfASecret() {
        files.put("apps/secret.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: file, namespace: default}
                data:
                  a.json: %s
                  b.env: %s
                  c: cGxhaW4=
                """.formatted(
                        encoded(PASSWORD), encoded("A=ENC[AES256_GCM,b]\nsops_mac=ENC[AES256_GCM,x]\n")));

        assertThat(data("file", "a.json")).isEqualTo("{\"password\":\"open-sesame\"}");
        assertThat(data("file", "b.env")).isEqualTo("A=b\n");
        assertThat(data("file", "c")).isEqualTo("plain");
    }

    @Test
    void leavesAnObjectThatOptsOut() {
        files.put(
                "apps/secret.yaml",
                SECRET.replace("{name", "{annotations: {kustomize.toolkit.fluxcd.io/decrypt: " + "Disabled}, name"));

        List<Manifest> built = build(DECRYPTION);

        assertThat(decryption.documents).isEmpty();
        assertThat(finished(built, DECRYPTION)).hasSize(1);
    }

    @Test
    void namesEveryObjectThatCannotBeDecryptedAsFluxDoes() {
        files.put("apps/login.yaml", SECRET);
        files.put("apps/file.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: file}
                data: {a.yaml: %s}
                """.formatted(encoded(PASSWORD)));
        decryption.failing("cannot get sops data key");

        assertThat(refused(() -> build(DECRYPTION)))
                .containsExactly(
                        "apps/file.yaml:1: Secret/file: decryption failed for 'Secret.v1.[noGrp]/file': failed to decrypt"
                                + " and format '/file' Secret field 'a.yaml': cannot get sops data key",
                        "apps/login.yaml:1: Secret/default/login: decryption failed for 'Secret.v1.[noGrp]/login': failed"
                                + " to decrypt and format 'default/login' Secret data: cannot get sops data key");
    }

    @Test
    void decryptsBeforeVariablesAreReplaced() {
        files.put("apps/secret.yaml", SECRET.replace("open-sesame", "open-${word}"));

        Manifest secret = build(DECRYPTION + "\npostBuild: {substitute: {word: barley}}", Map.of("word", "barley"))
                .get(0);

        assertThat(secret.content().at("/stringData/password").asText()).isEqualTo("open-barley");
    }

    @Test
    void decryptsNothingWhereTheUnitDoesNotAskForIt() {
        files.put("apps/kustomization.yaml", "secretGenerator: [{name: file, files: [login.yaml]}]");
        files.put("apps/login.yaml", PASSWORD);

        var unused = build("path: apps");

        assertThat(decryption.documents).isEmpty();
    }

    @Test
    void namesTheReferenceWhereAKeyCannotBeRead() {
        files.put("apps/settings.yaml", settings("a: b"));
        Decryption broken = (unit, keys) -> {
            throw new DecryptionException("failed to import 'a.agekey': malformed");
        };

        assertThat(refused(() -> new FluxBuild(DirectoryBuild.kustomize(), broken)
                        .build(new TextTree(files), kustomization(DECRYPTION), Map.of(), true)))
                .containsExactly(
                        "clusters/dev/apps.yaml:1: Kustomization/flux-system/apps: failed to import 'a.agekey':"
                                + " malformed");
    }

    private static String settings(String data) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: default}
                data:
                  %s
                """.formatted(data);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A value of a built Secret. */
    private String data(String name, String key) {
        return build(DECRYPTION).stream()
                .filter(manifest -> manifest.id().name().equals(name))
                .map(manifest -> manifest.content().path("data").path(key))
                .flatMap(value -> Ciphertext.decoded(value).stream())
                .findFirst()
                .orElseThrow();
    }

    private List<Manifest> build(String spec) {
        return built(spec).manifests();
    }

    private KustomizeBuild built(String spec) {
        return new FluxBuild(DirectoryBuild.kustomize(), decryption)
                .build(new TextTree(files), kustomization(spec), Map.of(), true);
    }

    private List<Manifest> build(String spec, Map<String, String> variables) {
        return new FluxBuild(DirectoryBuild.kustomize(), decryption)
                .build(new TextTree(files), kustomization(spec), variables, true)
                .manifests();
    }

    private List<Manifest> finished(List<Manifest> built, String spec) {
        return new FluxBuild(DirectoryBuild.kustomize(), decryption).finish(built, kustomization(spec));
    }

    /** Takes {@code ENC[AES256_GCM,…]} away from values, as if that were encryption, and keeps what it was asked. */
    private static final class UnwrappingDecryption implements Decryption {
        private final List<EncryptedDocument> documents = new ArrayList<>();
        private String failure = "";

        void failing(String message) {
            failure = message;
        }

        @Override
        public Decryptor of(KustomizationSpec unit, DecryptionKeys keys) {
            return this::decrypt;
        }

        private byte[] decrypt(EncryptedDocument document) throws DecryptionException {
            if (!failure.isEmpty()) {
                throw new DecryptionException(failure);
            }
            documents.add(document);
            DocumentTree tree = DocumentTree.read(document.content(), document.from());
            tree.documents().forEach(root -> root.remove("sops"));
            return tree.write(document.to())
                    .replaceAll("ENC\\[AES256_GCM,([^\\]]*)]", "$1")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
