package dev.sluice.tests.scenarios;

import static dev.sluice.source.GitRepositories.basic;
import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport.UnitLine;
import dev.sluice.report.Verdict;
import dev.sluice.source.GitHttpServer;
import dev.sluice.source.ServedRepository;
import dev.sluice.source.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jgit.transport.UploadPack.RequestPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs over a {@code GitRepository} on an https server with an authority of its own: logins and references. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitSourcesTest {

    private static final String PATH = "/org/app.git";
    private static final String LOGIN = "username: ci\n  password: the-s3cret";

    private final Map<String, String> commits = new HashMap<>();
    private String authority;
    private String stranger;
    private ServedRepository repository;
    private GitHttpServer server;
    private Scene scene;

    @BeforeAll
    void serve(@TempDir Path directory) throws Exception {
        var certificates = new TestCertificates(Files.createDirectory(directory.resolve("certificates")));
        authority = certificates.authority();
        stranger = certificates.stranger();
        repository = new ServedRepository(directory.resolve("app.git"));
        tag("v1.0.0");
        tag("1.4.2");
        tag("v1.5.0-rc.1");
        tag("2.0.0");
        commit("main");
        server = GitHttpServer.https(certificates.serverContext(), false);
        Predicate<String> allowed = basic("ci", "the-s3cret")::equals;
        server.serve(PATH, repository, allowed.or("Bearer the-t0ken"::equals), RequestPolicy.TIP);
    }

    @AfterAll
    void stop() {
        server.close();
        repository.close();
    }

    @BeforeEach
    void prepare(@TempDir Path directory) {
        scene = new Scene(directory);
    }

    @Test
    void appliesWithALoginThatTheSameRunRenders() {
        scene.files(application("branch: main")).files(secret("clusters/dev", LOGIN));

        RunResult result = scene.reconcile("clusters/dev");

        assertApplied(result, "main");
    }

    @Test
    void appliesWithALoginThatLiesInTheTarget() {
        scene.files(application("branch: main")).files(secret("clusters/logins", LOGIN));
        assertDone(scene.run(Command.RECONCILE, "clusters/logins", request -> request.name("logins")
                .withSecrets(true)));

        RunResult result = scene.reconcile("clusters/dev");

        assertApplied(result, "main");
    }

    @Test
    void appliesWithABearerToken() {
        scene.files(application("branch: main")).files(secret("clusters/dev", "bearerToken: the-t0ken"));

        RunResult result = scene.reconcile("clusters/dev");

        assertApplied(result, "main");
    }

    /** Of the tags, 2.0.0 is out of the range and v1.5.0-rc.1 a pre-release. */
    @ParameterizedTest
    @CsvSource({
        "branch: main, main, main@sha1:",
        "tag: v1.0.0, v1.0.0, v1.0.0@sha1:",
        "semver: 1.x, 1.4.2, 1.4.2@sha1:",
        "name: refs/tags/2.0.0, 2.0.0, refs/tags/2.0.0@sha1:",
    })
    void saysWhichRevisionWasApplied(String reference, String version, String prefix) {
        scene.files(application(reference)).files(secret("clusters/dev", LOGIN));

        RunResult result = scene.reconcile("clusters/dev");

        assertApplied(result, version);
        assertThat(revision(result)).isEqualTo(prefix + commits.get(version));
    }

    @Test
    void saysTheCommitThatWasAskedFor() {
        scene.files(application("branch: main\n    commit: " + commits.get("main")))
                .files(secret("clusters/dev", LOGIN));

        RunResult result = scene.reconcile("clusters/dev");

        assertApplied(result, "main");
        assertThat(revision(result)).isEqualTo("main@sha1:" + commits.get("main"));
    }

    @Test
    void theSecondRunWritesNothingAndFetchesNoPack() {
        scene.files(application("semver: 1.x")).files(secret("clusters/dev", LOGIN));
        assertDone(scene.reconcile("clusters/dev"));
        Map<String, String> before = scene.written();
        long packs = server.packs();

        RunResult result = scene.reconcile("clusters/dev");

        assertDone(result);
        assertThat(result.report().changes()).isEmpty();
        assertThat(scene.written()).isEqualTo(before);
        assertThat(server.packs()).isEqualTo(packs);
    }

    @Test
    void isRejectedWithAWrongPassword() {
        scene.files(application("branch: main"))
                .files(secret("clusters/dev", "username: ci\n  password: the-wr0ng-one"));

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(result, Verdict.REJECTED, "GitRepository/flux-system/app: .*authentication required");
        assertThat(result.report().toString()).doesNotContain("the-wr0ng-one");
        assertThat(scene.objects().keySet()).noneMatch(path -> path.contains("ConfigMap"));
    }

    @Test
    void isInvalidWithoutTheSecret() {
        scene.files(application("branch: main"));

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(result, Verdict.INVALID, "secrets \"git-auth\" not found");
        assertThat(scene.written()).isEmpty();
    }

    @Test
    void isRejectedWhereNoTagMatches() {
        scene.files(application("semver: 3.x")).files(secret("clusters/dev", LOGIN));

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(result, Verdict.REJECTED, "GitRepository/flux-system/app: .*no match found for semver: 3\\.x");
    }

    @Test
    void refusesAServerOfAnotherAuthority() {
        scene.files(application("branch: main")).files(secret("clusters/dev", LOGIN, stranger));

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(result, Verdict.REJECTED, "GitRepository/flux-system/app: .*tls: .*certification path");
    }

    @Test
    void noPrintedByteHoldsTheLogin(@TempDir Path directory) throws Exception {
        scene.files(application("branch: main")).files(secret("clusters/dev", LOGIN));
        Path events = directory.resolve("events.jsonl");
        Path report = directory.resolve("report.json");

        int status = scene.start(
                        "reconcile",
                        "clusters/dev",
                        "-v",
                        "--target=dir:" + scene.target(),
                        "--events=" + events,
                        "--report=" + report)
                .waitFor();

        assertThat(status).describedAs(Files.readString(scene.log())).isZero();
        for (Path file : new Path[] {scene.log(), events, report}) {
            assertThat(file).content(UTF_8).isNotEmpty().doesNotContain("the-s3cret", "dGhlLXMzY3JldA");
        }
        assertThat(scene.written().values()).noneMatch(content -> content.contains("s3cret"));
    }

    /** The directory holds what the repository says at a version, and the report names its commit. */
    private void assertApplied(RunResult result, String version) {
        assertDone(result);
        Pattern line = Pattern.compile("version: \"?" + Pattern.quote(version) + "\"?\n");
        assertThat(scene.objects().values()).anyMatch(line.asPredicate());
        assertThat(revision(result)).endsWith("@sha1:" + commits.get(version));
    }

    private static String revision(RunResult result) {
        return result.report().units().stream()
                .filter(unit -> unit.id().name().equals("app"))
                .map(UnitLine::revision)
                .collect(Collectors.joining());
    }

    /** Commits a manifest that says its version to the branch, and remembers the commit by that name. */
    private String commit(String version) {
        String commit =
                repository.file("deploy/config.yaml", """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata:
                          name: app
                        data:
                          version: "%s"
                        """.formatted(version)).commit("main", "Release " + version);
        commits.put(version, commit);
        return commit;
    }

    private void tag(String version) {
        repository.reference("refs/tags/" + version, commit(version));
    }

    private String secret(String directory, String data) {
        return secret(directory, data, authority);
    }

    private static String secret(String directory, String data, String authority) {
        return """
                -- %s/login.yaml --
                apiVersion: v1
                kind: Secret
                metadata:
                  name: git-auth
                  namespace: flux-system
                stringData:
                  ca.crt: |
                %s
                  %s
                """.formatted(directory, authority.strip().indent(4).stripTrailing(), data);
    }

    private String application(String reference) {
        return """
                -- clusters/dev/app.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: app
                  namespace: flux-system
                spec:
                  interval: 1m
                  timeout: 10s
                  url: %s
                  secretRef:
                    name: git-auth
                  ref:
                    %s
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: app
                  namespace: flux-system
                spec:
                  interval: 10m
                  path: ./deploy
                  prune: true
                  targetNamespace: default
                  sourceRef:
                    kind: GitRepository
                    name: app
                """.formatted(server.url(PATH), reference);
    }
}
