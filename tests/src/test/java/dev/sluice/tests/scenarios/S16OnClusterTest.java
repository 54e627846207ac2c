package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S16: a private repository whose login is in a Secret of the cluster. */
@WithCluster
class S16OnClusterTest {

    private static final String PASSWORD = "open-sesame";

    private static final String PRIVATE = """
            -- clusters/cluster01/private.yaml --
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: private, namespace: "${fleet}"}
            spec:
              interval: 1m
              url: ${git}/private/repo.git
              ref: {branch: main}
              secretRef: {name: login}
            ---
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: private, namespace: "${fleet}"}
            spec:
              interval: 5m
              path: ./dev
              prune: true
              sourceRef: {kind: GitRepository, name: private}
            """;

    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: login, namespace: "${fleet}"}
            stringData: {username: username, password: %s}
            """;

    private ClusterScene scene;
    private GitFolder repository;

    @BeforeEach
    void serve(TestCluster cluster, @TempDir Path directory) throws IOException {
        scene = new ClusterScene(cluster, directory).forgetting("dev-${id}");
        repository = new GitFolder(directory.resolve("private"), "main").commit(scene.filled(Workshop.MY_APP), "Begin");
        String login = "Basic "
                + Base64.getEncoder().encodeToString(("username:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        scene.server().serve("/private/repo.git", repository.gitDirectory(), login::equals);
        scene.kubectl("create", "namespace", "${fleet}");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void namesTheSecretThatIsNotThere() {
        scene.files(PRIVATE);

        RunResult result = scene.reconcile();

        assertEnded(result, Verdict.INVALID, "secrets \"login\" not found");
        assertThat(scene.events("AuthenticationFailed")).hasSize(1);
    }

    @Test
    void isRefusedWithoutALogin() {
        scene.files(PRIVATE.replace("  secretRef: {name: login}\n", ""));

        assertEnded(scene.reconcile(), Verdict.REJECTED, "authentication required");
        assertThat(scene.events("GitOperationFailed"))
                .singleElement()
                .asString()
                .startsWith(scene.filled("GitRepository/${fleet}/private error failed to checkout"));
    }

    @Test
    void isRefusedWithAWrongPasswordThatNobodyIsTold() {
        scene.kubectl(List.of("apply", "-f", "-"), SECRET.formatted("wrong-sesame"));
        scene.files(PRIVATE);

        RunResult result = scene.reconcile();

        assertEnded(result, Verdict.REJECTED, "authentication required");
        assertThat(result.toString() + scene.events()).doesNotContain("wrong-sesame");
    }

    @Test
    void readsTheLoginFromTheCluster() {
        scene.kubectl(List.of("apply", "-f", "-"), SECRET.formatted(PASSWORD));
        scene.files(PRIVATE);

        RunResult result = scene.reconcile();

        assertDone(result);
        assertThat(result.report().units().get(1).revision()).isEqualTo("main@sha1:" + repository.head());
        assertThat(result.toString() + scene.events()).doesNotContain(PASSWORD);
    }

    @Test
    void readsTheLoginFromTheEnvironment() {
        scene.files(PRIVATE.replace("  secretRef: {name: login}\n", "")
                + """
                -- sluice.yaml --
                apiVersion: sluice.dev/v1alpha1
                kind: Pipeline
                spec:
                  credentials:
                    - {host: "%s", usernameEnv: GIT_USER, passwordEnv: GIT_TOKEN}
                """.formatted(URI.create(scene.server().url("/")).getAuthority()));

        assertDone(
                scene.reconcile(request -> request.environment(Map.of("GIT_USER", "username", "GIT_TOKEN", PASSWORD))));
    }
}
