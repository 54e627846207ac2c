package dev.sluice.tests.scenarios;

import static dev.sluice.source.GitRepositories.basic;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import dev.sluice.source.GitHttpServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Git servers that are not there, do not answer or say no: bounded time, the right code, nothing written. */
class UnreachableGitTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Scene scene;

    UnreachableGitTest(@TempDir Path directory) {
        scene = new Scene(directory);
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (var socket = loopback()) {
            port = socket.getLocalPort();
        }
        scene.files(source("http://127.0.0.1:" + port + "/app.git"));

        assertUnreachable();
    }

    @Test
    void theServerNeverAnswers() throws Exception {
        try (var socket = loopback()) {
            scene.files(source("http://127.0.0.1:" + socket.getLocalPort() + "/app.git"));

            assertUnreachable();
        }
    }

    @Test
    void theServerWantsALogin(@TempDir Path directory) throws Exception {
        try (var server = GitHttpServer.http()) {
            var repository = new GitFolder(directory.resolve("app"), "main");
            server.serve("/app.git", repository.gitDirectory(), basic("someone", "password")::equals);
            scene.files(source(server.url("/app.git")));

            RunResult result = scene.reconcile("clusters/dev");

            assertEnded(result, Verdict.REJECTED, "GitRepository/flux-system/app|app\\.git");
            assertThat(scene.objects()).isEmpty();
        }
    }

    @Test
    void theBranchIsNotThere(@TempDir Path directory) throws Exception {
        try (var server = GitHttpServer.http()) {
            var repository = new GitFolder(directory.resolve("app"), "trunk");
            server.serve("/app.git", repository.gitDirectory(), login -> true);
            scene.files(source(server.url("/app.git")));

            RunResult result = scene.reconcile("clusters/dev");

            assertEnded(result, Verdict.REJECTED, "couldn't find remote ref \"refs/heads/main\"");
            assertThat(scene.objects()).isEmpty();
        }
    }

    private void assertUnreachable() {
        RunResult result = assertTimeoutPreemptively(BOUND, () -> scene.reconcile("clusters/dev"));

        assertEnded(result, Verdict.UNREACHABLE, "GitRepository/flux-system/app|app\\.git");
        assertThat(scene.objects()).isEmpty();
    }

    private static ServerSocket loopback() throws Exception {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static String source(String url) {
        return """
                -- clusters/dev/app.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: app
                  namespace: flux-system
                spec:
                  interval: 1m
                  timeout: 3s
                  url: %s
                  ref:
                    branch: main
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: app
                  namespace: flux-system
                spec:
                  interval: 10m
                  path: ./
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: app
                """.formatted(url);
    }
}
