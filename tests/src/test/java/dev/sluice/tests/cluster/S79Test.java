package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.TestNamespace;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport.CheckLine;
import dev.sluice.report.TextReport;
import dev.sluice.report.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S79: prerequisites. */
@WithCluster
class S79Test {

    @TempDir
    Path directory;

    private PipelineRun run;

    @BeforeEach
    void anEntry(TestNamespace namespace) {
        run = new PipelineRun(
                directory.resolve("workspace"), namespace.cluster().kubeconfig(), namespace.name());
        run.manifest("settings.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: %s}
                """.formatted(namespace.name()));
    }

    @Test
    void allIsThere(TestCluster cluster) {
        RunResult result = run.run(Command.CHECK);

        assertThat(result.verdict()).isEqualTo(Verdict.DONE);
        assertThat(new TextReport(false).write(result.report()).lines())
                .contains("✔ Kubernetes " + cluster.version() + " >=1.30", "✔ prerequisites checks passed");
    }

    @Test
    void aServerThatDoesNotAnswerIsUnreachable() throws IOException {
        Path nobodyThere = Files.writeString(directory.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: away
                contexts: [{name: away, context: {cluster: away, user: away}}]
                clusters: [{name: away, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: away, user: {token: none}}]
                """.formatted(freePort()));

        RunResult result = run.with(nobodyThere).run(Command.CHECK, request -> request.retries(0));

        assertThat(result.verdict()).isEqualTo(Verdict.UNREACHABLE);
    }

    @Test
    void aMissingPermissionIsRejectedWithTheRoleThatWouldGiveIt(TestNamespace namespace) {
        PipelineRun nobody = run.with(namespace.cluster().kubeconfigFor(TestCluster.NOBODY));

        RunResult refused = nobody.run(Command.CHECK);
        namespace.apply(roles(refused));
        namespace.kubectl("create", "rolebinding", "nobody", "--role=sluice-missing", "--user=" + TestCluster.NOBODY);
        RunResult allowed = nobody.run(Command.CHECK);

        assertThat(refused.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(refused.report().checks())
                .extracting(CheckLine::what)
                .contains(
                        "create, delete, get, list, patch, update, watch configmaps in namespace " + namespace.name());
        assertThat(allowed.verdict()).isEqualTo(Verdict.DONE);
    }

    /** The role is all that a reconcile of the entry takes. */
    @Test
    void whoHasTheRoleCanReconcile(TestNamespace namespace) {
        PipelineRun nobody = run.with(namespace.cluster().kubeconfigFor(TestCluster.NOBODY));
        namespace.apply(roles(nobody.run(Command.CHECK)));
        namespace.kubectl("create", "rolebinding", "nobody", "--role=sluice-missing", "--user=" + TestCluster.NOBODY);

        RunResult first = nobody.run(Command.RECONCILE);
        RunResult second = nobody.run(Command.RECONCILE);

        assertThat(first.report().problems()).isEmpty();
        assertThat(first.verdict()).isEqualTo(Verdict.DONE);
        assertThat(second.report().message()).isEqualTo("nothing changed");
    }

    private static String roles(RunResult refused) {
        return refused.report().checks().stream().map(CheckLine::remedy).collect(Collectors.joining("---\n"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
