package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.JsonReport;
import dev.sluice.report.RunReport.CheckLine;
import dev.sluice.report.Verdict;
import dev.sluice.source.GitHttpServer;
import dev.sluice.source.ServedRepository;
import dev.sluice.source.signature.PgpSigner;
import dev.sluice.source.signature.SshSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S61: a GitRepository with {@code spec.verify}; only commits of a known key are rendered. */
class S61Test {

    private static final String PATH = "/signed.git";
    private static final String FAILED = "GitRepository/flux-system/signed: signature verification of commit '";

    private final PgpSigner author = PgpSigner.create();
    private final SshSigner releaser = SshSigner.create();
    private ServedRepository repository;
    private GitHttpServer server;
    private Scene scene;

    @BeforeEach
    void serve(@TempDir Path directory) throws IOException {
        repository = new ServedRepository(directory.resolve("signed.git")).file("deploy/config.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: signed}
                data: {a: b}
                """);
        server = GitHttpServer.http().serve(PATH, repository);
        scene = new Scene(directory).files(application("branch: main", "HEAD")).files(keys("clusters/dev"));
    }

    @AfterEach
    void stop() {
        server.close();
        repository.close();
    }

    @Test
    void aSignedHeadIsAppliedAndTheReportNamesTheKey() {
        String head = repository.signedCommit("main", "Signed", author::sign);
        String said = "verified signature of\n\t- commit '" + head + "' with key '" + author.id() + "'";

        RunResult result = scene.reconcile("clusters/dev");

        assertDone(result);
        assertThat(scene.objects().keySet()).anyMatch(path -> path.contains("signed"));
        assertThat(result.report().checks())
                .containsExactly(new CheckLine("GitRepository/flux-system/signed", true, said));
        assertThat(new JsonReport().write(result.report()))
                .contains("verified signature of\\n\\t- commit '" + head + "' with key '" + author.id() + "'");
    }

    @Test
    void theKeysMayLieInTheTarget() {
        repository.signedCommit("main", "Signed", author::sign);
        scene.files(keys("clusters/keys"));
        assertDone(scene.run(Command.RECONCILE, "clusters/keys", request -> request.name("keys")
                .withSecrets(true)));
        scene.files(application("branch: main", "HEAD").replace("clusters/dev", "clusters/prod"));

        RunResult result = scene.reconcile("clusters/prod");

        assertDone(result);
    }

    @Test
    void anUnsignedHeadIsRefusedAndNothingIsRendered() {
        String head = repository.commit("main", "Unsigned");

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(result, Verdict.REJECTED, FAILED + head + "' failed: unsupported signature type: empty");
        assertThat(scene.written()).isEmpty();
        assertThat(result.rendered()).isEmpty();
    }

    @Test
    void theHeadOfAnotherKeyIsRefusedAndNamed() {
        PgpSigner stranger = PgpSigner.create();
        String head = repository.signedCommit("main", "Not ours", stranger::sign);

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(
                result,
                Verdict.REJECTED,
                FAILED + head + "' failed: unable to verify Git commit: "
                        + "unable to verify payload with any of the given key rings: no matching key");
        assertThat(result.report().problems().get(0).hint()).contains(stranger.id());
        assertThat(scene.written()).isEmpty();
    }

    @Test
    void aSignedTagIsVerifiedToo() {
        String head = repository.signedCommit("main", "Signed", author::sign);
        repository.signedTag("v1.0.0", head, releaser::sign);
        scene.files(application("tag: v1.0.0", "TagAndHEAD"));

        RunResult result = scene.reconcile("clusters/dev");

        assertDone(result);
        assertThat(result.report().checks().get(0).message())
                .contains("- tag 'v1.0.0@", "' with key '" + releaser.fingerprint() + "'", "- commit '" + head + "'");
    }

    @Test
    void aBranchHasNoTagToVerify() {
        repository.signedCommit("main", "Signed", author::sign);
        scene.files(application("branch: main", "Tag"));

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(
                result,
                Verdict.INVALID,
                "clusters/dev/app.yaml:12: GitRepository/flux-system/signed: "
                        + "cannot verify tag object's signature if a tag reference is not specified");
    }

    @Test
    void aTamperedKeyStopsWhatTheCacheHas() {
        repository.signedCommit("main", "Signed", author::sign);
        assertDone(scene.reconcile("clusters/dev"));
        scene.files("""
                -- clusters/dev/keys.yaml --
                apiVersion: v1
                kind: Secret
                metadata: {name: pgp-keys, namespace: flux-system}
                stringData: {author.asc: no key}
                """);

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(result, Verdict.REJECTED, FAILED + ".*unable to read armored key ring");
    }

    @Test
    void theEventsAreFluxsOwn(@TempDir Path directory) throws Exception {
        repository.commit("main", "Unsigned");
        Path events = directory.resolve("events.jsonl");

        int status = scene.start("reconcile", "clusters/dev", "--target=dir:" + scene.target(), "--events=" + events)
                .waitFor();

        assertThat(status).isEqualTo(4);
        assertThat(Files.readString(events))
                .contains("\"reason\":\"InvalidCommitSignature\"")
                .contains("signature verification of commit");
    }

    private String keys(String directory) {
        return """
                -- %s/keys.yaml --
                apiVersion: v1
                kind: Secret
                metadata:
                  name: pgp-keys
                  namespace: flux-system
                stringData:
                  author.asc: |
                %s
                  releaser.sshpub: |
                    %s
                """.formatted(
                        directory,
                        author.publicKey().indent(4).stripTrailing(),
                        releaser.publicKey().strip());
    }

    private String application(String reference, String mode) {
        return """
                -- clusters/dev/app.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: signed
                  namespace: flux-system
                spec:
                  interval: 1m
                  url: %s
                  ref:
                    %s
                  verify:
                    mode: %s
                    secretRef:
                      name: pgp-keys
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: signed
                  namespace: flux-system
                spec:
                  interval: 10m
                  path: ./deploy
                  prune: true
                  targetNamespace: default
                  sourceRef:
                    kind: GitRepository
                    name: signed
                """.formatted(server.url(PATH), reference, mode);
    }
}
