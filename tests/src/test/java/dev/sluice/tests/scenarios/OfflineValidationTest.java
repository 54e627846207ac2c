package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A validation asks no server, whoever names one, and leaves no trace on the disk. */
class OfflineValidationTest {

    private final AtomicInteger callers = new AtomicInteger();
    private ServerSocket server;

    @TempDir
    private Path directory;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::count, "counts callers");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void asksNobodyAndWritesNothing() throws IOException {
        Scene scene = scene();
        Map<String, String> before = files();

        RunResult result = scene.run(
                Command.VALIDATE,
                "clusters/dev",
                request -> request.environment(
                        Map.of("KUBECONFIG", directory.resolve("kubeconfig").toString())));

        assertDone(result);
        assertThat(result.report().notes())
                .extracting(Problem::location)
                .contains("clusters/dev/app.yaml:15", "base/kustomization.yaml:2");
        assertThat(files()).isEqualTo(before);
        assertThat(callers).hasValue(0);
    }

    /** A test of the test: the same repository is not rendered without its servers. */
    @Test
    void aRenderDoesAsk() throws IOException {
        Scene scene = scene();

        RunResult result = scene.render("clusters/dev");

        assertThat(result.exitCode()).isNotZero();
        assertThat(callers).hasPositiveValue();
    }

    private Scene scene() throws IOException {
        String address = "http://localhost:" + server.getLocalPort();
        Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters: [{name: test, cluster: {server: "%s"}}]
                contexts: [{name: test, context: {cluster: test, user: test}}]
                users: [{name: test, user: {token: none}}]
                """.formatted(address));
        return new Scene(directory).files("""
                -- clusters/dev/app.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: app, namespace: flux-system}
                spec: {interval: 1h, url: "ADDRESS/app.git", ref: {branch: main}}
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: app, namespace: flux-system}
                spec:
                  interval: 1h
                  path: ./
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: app
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: base, namespace: flux-system}
                spec:
                  interval: 1h
                  path: ./base
                  prune: true
                  sourceRef: {kind: GitRepository, name: flux-system}
                  postBuild: {substituteFrom: [{kind: Secret, name: of-the-cluster}]}
                -- base/kustomization.yaml --
                resources:
                - ADDRESS/all.yaml
                """.replace("ADDRESS", address));
    }

    private void count() {
        while (!server.isClosed()) {
            try {
                server.accept().close();
                callers.incrementAndGet();
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** All files below the test's directory with the time of their last change. */
    private Map<String, String> files() throws IOException {
        var files = new TreeMap<String, String>();
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                files.put(
                        directory.relativize(path).toString(),
                        Files.getLastModifiedTime(path).toString());
            }
        }
        return files;
    }
}
