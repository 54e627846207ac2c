package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import dev.sluice.source.GitSshServer;
import dev.sluice.source.ServedRepository;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs over a {@code GitRepository} on an ssh server, with the key and the known hosts of a Secret. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitSshTest {

    private KeyPair key;
    private String commit;
    private ServedRepository repository;
    private GitSshServer server;
    private Scene scene;

    @BeforeAll
    void serve(@TempDir Path directory) throws Exception {
        key = GitSshServer.keyPair("EC", 256);
        repository = new ServedRepository(directory.resolve("app.git"));
        commit = repository.file("deploy/config.yaml", """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata:
                          name: app
                          namespace: default
                        data:
                          from: ssh
                        """).commit("main", "Add the application");
        repository.annotatedTag("v1.2.0", commit);
        server = new GitSshServer(GitSshServer.keyPair("EC", 256), key.getPublic()).serve("/org/app.git", repository);
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

    @ParameterizedTest
    @CsvSource({"branch: main, main", "tag: v1.2.0, v1.2.0", "semver: '>=1.0.0', v1.2.0"})
    void appliesAReferenceWithTheKeyOfTheSecret(String reference, String name) throws Exception {
        scene.files(application(reference)).files(secret(key, server.knownHosts()));

        RunResult result = scene.reconcile("clusters/dev");

        assertDone(result);
        assertThat(scene.objects().values()).anyMatch(content -> content.contains("from: ssh"));
        assertThat(result.report().units())
                .filteredOn(unit -> unit.id().name().equals("app"))
                .singleElement()
                .satisfies(unit -> assertThat(unit.revision()).isEqualTo(name + "@sha1:" + commit));
    }

    @Test
    void theSecondRunWritesNothing() throws Exception {
        scene.files(application("branch: main")).files(secret(key, server.knownHosts()));
        assertDone(scene.reconcile("clusters/dev"));
        Map<String, String> before = scene.written();

        RunResult result = scene.reconcile("clusters/dev");

        assertDone(result);
        assertThat(result.report().changes()).isEmpty();
        assertThat(scene.written()).isEqualTo(before);
    }

    @Test
    void isRejectedWithAKeyThatTheServerDoesNotKnow() throws Exception {
        scene.files(application("branch: main")).files(secret(GitSshServer.keyPair("EC", 256), server.knownHosts()));

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(result, Verdict.REJECTED, "GitRepository/flux-system/app: .*ssh: unable to authenticate");
        assertThat(result.report().toString()).doesNotContain("PRIVATE KEY");
    }

    @Test
    void refusesAServerThatIsNotTheKnownOne() throws Exception {
        scene.files(application("branch: main")).files(secret(key, server.knownHosts(key.getPublic())));

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(result, Verdict.REJECTED, "GitRepository/flux-system/app: .*knownhosts: key mismatch");
    }

    private static String secret(KeyPair key, String knownHosts) throws Exception {
        return """
                -- clusters/dev/login.yaml --
                apiVersion: v1
                kind: Secret
                metadata:
                  name: git-auth
                  namespace: flux-system
                stringData:
                  identity: |
                %s  known_hosts: |
                %s""".formatted(GitSshServer.openSsh(key, null).indent(4), knownHosts.indent(4));
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
                  timeout: 20s
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
                  sourceRef:
                    kind: GitRepository
                    name: app
                """.formatted(server.url("/org/app.git").replace("ssh://", "ssh://git@"), reference);
    }
}
