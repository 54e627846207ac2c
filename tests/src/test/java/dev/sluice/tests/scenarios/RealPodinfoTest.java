package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport.ChangeLine;
import dev.sluice.tests.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** podinfo as its author keeps it, from a Git server to healthy pods; without the shared data there is nothing to try. */
@WithCluster
@EnabledIf("hasRepository")
class RealPodinfoTest {

    private static final Path REPOSITORY = Checkout.repositories().resolve("stefanprodan-podinfo/files");

    private static final String FLEET = """
            -- clusters/cluster01/podinfo.yaml --
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: podinfo, namespace: "${fleet}"}
            spec:
              interval: 1m
              url: ${git}/podinfo.git
              ref: {branch: master}
            ---
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: podinfo, namespace: "${fleet}"}
            spec:
              interval: 5m
              path: PATH
              prune: true
              wait: true
              timeout: 2m
              targetNamespace: ${apps}
              sourceRef: {kind: GitRepository, name: podinfo}
            """;

    /** The scripts that the copy of the repository leaves out: any content does. */
    private static final String SCRIPTS = """
            -- deploy/bases/frontend/scripts/warm-cache.sh --
            #!/bin/sh
            -- deploy/bases/frontend/scripts/warm-cache-init.sh --
            #!/bin/sh
            -- deploy/bases/database/scripts/rollup.sh --
            #!/bin/sh
            -- deploy/bases/database/scripts/backup.sh --
            #!/bin/sh
            """;

    private ClusterScene scene;
    private GitFolder podinfo;

    static boolean hasRepository() {
        return Files.isDirectory(REPOSITORY);
    }

    @BeforeEach
    void serve(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory);
        podinfo = scene.repository("podinfo", "master").copy(REPOSITORY).commit(SCRIPTS, "Begin");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void becomesHealthyAndStaysAsItIs() {
        scene.files(FLEET.replace("PATH", "./kustomize"));

        assertDone(scene.reconcile());
        int before = scene.now();
        assertDone(scene.reconcile());

        assertThat(scene.field("deployment/podinfo", "/status/availableReplicas"))
                .isNotEqualTo("0");
        assertThat(scene.writesSince(before)).isEmpty();
    }

    @Test
    void anEditChangesJustTheObjectThatWasEdited() throws IOException {
        scene.files(FLEET.replace("PATH", "./kustomize"));
        scene.reconcile();
        edit("kustomize/hpa.yaml", "maxReplicas: 4", "maxReplicas: 5");

        RunResult result = scene.reconcile();

        assertDone(result);
        assertThat(result.report().changes())
                .extracting(ChangeLine::id)
                .extracting(Object::toString)
                .containsExactly(scene.filled("HorizontalPodAutoscaler/${apps}/podinfo"));
        assertThat(scene.field("hpa/podinfo", "/spec/maxReplicas")).isEqualTo("5");
    }

    @Test
    void aFileThatIsRemovedIsPrunedAndDriftIsRepaired() throws IOException {
        scene.files(FLEET.replace("PATH", "./kustomize"));
        scene.reconcile();
        edit("kustomize/kustomization.yaml", "  - hpa.yaml\n", "");
        podinfo.remove("Scale by hand", "kustomize/hpa.yaml");
        scene.kubectl(
                "-n",
                "${apps}",
                "patch",
                "service/podinfo",
                "--type=merge",
                "-p",
                "{\"spec\":{\"type\":\"NodePort\"}}");

        RunResult result = scene.reconcile();

        assertDone(result);
        assertThat(scene.object(scene.apps(), "hpa/podinfo").isMissingNode()).isTrue();
        assertThat(scene.field("service/podinfo", "/spec/type")).isEqualTo("ClusterIP");
    }

    @Test
    void itsOverlayForDevelopmentBecomesHealthy() {
        scene.files(FLEET.replace("PATH", "./deploy/overlays/dev"));

        RunResult result = scene.reconcile();

        assertDone(result);
        assertThat(scene.kubectl("-n", "${apps}", "get", "deployments", "-o", "name")
                        .lines())
                .contains("deployment.apps/backend", "deployment.apps/frontend");
        assertThat(scene.run(Command.DIFF, request -> request).report().changes())
                .isEmpty();
    }

    private void edit(String file, String before, String after) throws IOException {
        String text = Files.readString(podinfo.directory().resolve(file));
        assertThat(text).contains(before);
        podinfo.commit("-- " + file + " --\n" + text.replace(before, after), "Edit " + file);
    }
}
