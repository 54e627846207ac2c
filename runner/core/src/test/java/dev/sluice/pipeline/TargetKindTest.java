package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetKindTest {

    @TempDir
    Path directory;

    @Test
    void aDirectoryIsNamed() {
        assertThat(kind(request(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1")).target("dir:out")))
                .isEqualTo(TargetKind.DIRECTORY);
    }

    @Test
    void aClusterIsTakenWhereAKubeconfigIsThere() throws IOException {
        Files.createDirectories(directory.resolve(".kube"));
        Files.writeString(directory.resolve(".kube/config"), """
                apiVersion: v1
                kind: Config
                contexts: [{name: dev, context: {cluster: dev, user: dev}}]
                """);

        assertThat(kind(request(Map.of("HOME", directory.toString())))).isEqualTo(TargetKind.CLUSTER);
    }

    @Test
    void aClusterIsTakenWhereTheUserNamesOne() {
        assertThat(kind(request(Map.of()).kubeconfig(Path.of("missing")))).isEqualTo(TargetKind.CLUSTER);
        assertThat(kind(request(Map.of()).context("prod"))).isEqualTo(TargetKind.CLUSTER);
    }

    @Test
    void thereIsNoneWhereNothingNamesOne() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));

        assertThat(kind(request(Map.of()))).isEqualTo(TargetKind.NONE);
        assertThat(kind(request(Map.of("KUBECONFIG", "/dev/null")))).isEqualTo(TargetKind.NONE);
        assertThat(kind(request(Map.of("KUBECONFIG", empty.toString())))).isEqualTo(TargetKind.NONE);
        assertThat(kind(request(Map.of("HOME", directory.toString())))).isEqualTo(TargetKind.NONE);
        assertThat(kind(request(Map.of()).target("cluster"))).isEqualTo(TargetKind.NONE);
    }

    @Test
    void ofSeveralRootsOnlyATargetThatIsNamedIsTheirs() throws IOException {
        Path config = Files.writeString(directory.resolve("config"), """
                apiVersion: v1
                kind: Config
                contexts: [{name: dev, context: {cluster: dev, user: dev}}]
                """);
        RunRequest.Builder several =
                request(Map.of("KUBECONFIG", config.toString())).roots(List.of("a", "b"));

        assertThat(kind(request(Map.of("KUBECONFIG", config.toString())))).isEqualTo(TargetKind.CLUSTER);
        assertThat(kind(several)).isEqualTo(TargetKind.NONE);
        assertThat(kind(several.target("cluster"))).isEqualTo(TargetKind.CLUSTER);
        assertThat(kind(several.target("dir:out"))).isEqualTo(TargetKind.DIRECTORY);
        assertThat(kind(several.target(null).context("prod"))).isEqualTo(TargetKind.CLUSTER);
    }

    private static TargetKind kind(RunRequest.Builder request) {
        return TargetKind.of(request.build());
    }

    private RunRequest.Builder request(Map<String, String> environment) {
        return RunRequest.builder(Command.RECONCILE, directory).environment(environment);
    }
}
