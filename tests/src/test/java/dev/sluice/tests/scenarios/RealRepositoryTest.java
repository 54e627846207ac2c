package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A real repository of some 500 objects, reconciled to a directory; without the shared data there is nothing to try. */
@EnabledIf("hasRepository")
class RealRepositoryTest {

    private static final Path REPOSITORY = Checkout.repositories().resolve("onedr0p-home-ops/files");
    private static final String ENTRY = "kubernetes/flux/cluster";
    private static final List<String> NOT_YET =
            List.of("HelmRelease", "HelmRepository", "OCIRepository", "Alert", "Provider", "Receiver");

    /** The scripts that the copy of the repository leaves out: any content does. */
    private static final String SCRIPTS = """
            -- kubernetes/apps/default/sonarr/app/resources/refresh-series.sh --
            #!/bin/sh
            -- kubernetes/apps/default/sonarr/app/resources/tag-resolution.sh --
            #!/bin/sh
            """;

    static boolean hasRepository() {
        return Files.isDirectory(REPOSITORY);
    }

    @Test
    void theSecondRunWritesNothing(@TempDir Path directory) throws IOException {
        Scene scene = scene(directory);
        // Variables of one unit come from a Secret that an operator makes in the cluster; here it is there already.
        Files.createDirectories(scene.target().resolve("network"));
        Files.writeString(scene.target().resolve("network/Secret_cloudflare-tunnel-id-secret.yaml"), """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: cloudflare-tunnel-id-secret
                  namespace: network
                stringData:
                  CLOUDFLARE_TUNNEL_ID: 0a1b2c3d
                """);
        assertDone(reconcile(scene));
        Map<String, Object> before = files(scene.target());

        RunResult second = reconcile(scene);

        assertDone(second);
        assertThat(second.report().changes()).isEmpty();
        assertThat(files(scene.target())).isEqualTo(before);
    }

    private static RunResult reconcile(Scene scene) {
        return scene.run(Command.RECONCILE, ENTRY, request -> request.skipKinds(NOT_YET));
    }

    private static Scene scene(Path directory) {
        var scene = new Scene(directory);
        GitFolder.copy(REPOSITORY, scene.workspace());
        return scene.files(SCRIPTS);
    }

    /** Every file's content and time of change. */
    private static Map<String, Object> files(Path target) throws IOException {
        var files = new TreeMap<String, Object>();
        try (Stream<Path> paths = Files.walk(target)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        target.relativize(path).toString(),
                        List.of(Files.readString(path), Files.getLastModifiedTime(path)));
            }
        }
        return files;
    }
}
