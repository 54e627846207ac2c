package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static dev.sluice.tests.scenarios.RunAssertions.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** API servers that are not there, do not answer or do not let one in: bounded time, the right code, nothing written. */
@WithCluster
class UnreachableClusterTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private ClusterScene scene;
    private Path directory;

    @BeforeEach
    void prepare(TestCluster cluster, @TempDir Path directory) {
        this.directory = directory;
        scene = new ClusterScene(cluster, directory)
                .files(WorkspaceUnit.named("app")
                        + WorkspaceUnit.objects("app", WorkspaceUnit.configMap("settings", "first")));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void nobodyListens() throws Exception {
        int port;
        try (var socket = loopback()) {
            port = socket.getLocalPort();
        }

        RunResult result = reconcile("127.0.0.1:" + port, scene.cluster().token());

        assertEnded(result, Verdict.UNREACHABLE, "^127\\.0\\.0\\.1:" + port + ": .*refused");
    }

    @Test
    void theServerNeverAnswers() throws Exception {
        try (var socket = loopback()) {
            RunResult result = reconcile(
                    "127.0.0.1:" + socket.getLocalPort(), scene.cluster().token());

            assertEnded(result, Verdict.UNREACHABLE, "^127\\.0\\.0\\.1:" + socket.getLocalPort() + ": ");
        }
    }

    @Test
    void theServersNameIsNotKnown() throws Exception {
        RunResult result = reconcile("cluster.invalid:6443", scene.cluster().token());

        assertEnded(result, Verdict.UNREACHABLE, "^cluster\\.invalid:6443: .*unknown host");
    }

    @Test
    void theTokenIsWrong() throws Exception {
        RunResult result = reconcile(scene.cluster().server().getAuthority(), "d3Jvbmc");

        assertEnded(result, Verdict.REJECTED, "^" + scene.cluster().server().getAuthority() + ": unauthorized: ");
        assertThat(words(result)).doesNotContain("d3Jvbmc");
        assertNothingWritten();
    }

    @Test
    void theUserMayDoNothing() {
        RunResult result =
                scene.reconcile(request -> request.kubeconfig(scene.cluster().kubeconfigFor(TestCluster.NOBODY)));

        assertEnded(result, Verdict.REJECTED, "User \"nobody\" cannot \\S+ resource");
        assertThat(result.report().problems()).first().satisfies(problem -> assertThat(problem.hint())
                .contains("the run needs the right to"));
        assertNothingWritten();
    }

    @Test
    void theCertificateIsNotTrusted() throws Exception {
        Path kubeconfig = directory.resolve("distrusting");
        Files.writeString(
                kubeconfig,
                Files.readString(scene.cluster().kubeconfig()).replaceAll("certificate-authority-data: .*\n", "\n"));

        RunResult result = scene.reconcile(request -> request.kubeconfig(kubeconfig));

        assertEnded(result, Verdict.REJECTED, "certificate");
        assertThat(result.report().problems()).first().satisfies(problem -> assertThat(problem.hint())
                .contains("certificate-authority"));
        assertNothingWritten();
    }

    private void assertNothingWritten() {
        assertThat(scene.configMaps()).isEmpty();
        assertThat(scene.object("", "namespace/" + scene.fleetNamespace()).isMissingNode())
                .isTrue();
    }

    private RunResult reconcile(String address, String token) throws IOException {
        Path kubeconfig = Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters:
                  - name: test
                    cluster:
                      server: https://%s
                      insecure-skip-tls-verify: true
                users:
                  - name: test
                    user:
                      token: %s
                contexts:
                  - name: test
                    context:
                      cluster: test
                      user: test
                current-context: test
                """.formatted(address, token));
        // With as many retries as every run has: the bound holds for the whole.
        return assertTimeoutPreemptively(
                BOUND,
                () -> scene.reconcile(request -> request.kubeconfig(kubeconfig).retries(4)));
    }

    private static ServerSocket loopback() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
