package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static dev.sluice.tests.scenarios.RunAssertions.words;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.camel.CamelPipelineRunner;
import dev.sluice.event.RunListener;
import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport.ChangeLine;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects and namespaces that are to be gone and stay, because nobody takes their finalizers away. */
@WithCluster
class StuckDeletionTest {

    private static final String HELD = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: held
              namespace: ${apps}
              finalizers: [example.com/never]
            immutable: true
            data:
              value: first
            """;

    private static final String BESIDE = """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: beside
              namespace: ${apps}
            """;

    private ClusterScene scene;

    @BeforeEach
    void prepare(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory).files(WorkspaceUnit.named("app"));
    }

    @AfterEach
    void close() {
        for (String name : scene.configMaps()) {
            scene.kubectl(
                    "-n",
                    "${apps}",
                    "patch",
                    "cm",
                    name,
                    "--type=merge",
                    "--patch={\"metadata\":{\"finalizers\":null}}");
        }
        scene.close();
    }

    /** As Flux, which says that it is deleted when the server has accepted it, and looks at it no more. */
    @Test
    void aPruneDoesNotWaitForAFinalizer() {
        scene.files(WorkspaceUnit.objects("app", HELD + BESIDE));
        assertDone(scene.reconcile());
        scene.files(WorkspaceUnit.objects("app", BESIDE));

        RunResult result = scene.reconcile();

        assertDone(result);
        assertThat(result.report().changes()).extracting(ChangeLine::verb).containsExactly("deleted");
        assertThat(scene.field("configmap/held", "/metadata/deletionTimestamp")).isNotEmpty();
        assertThat(scene.inventory("app")).containsExactly(scene.filled("${apps}_beside__ConfigMap"));
        assertThat(scene.reconcile().report().changes()).isEmpty();
    }

    @Test
    void aRecreationThatWaitsForAFinalizerNamesItAndLosesNothing() throws Exception {
        scene.files(WorkspaceUnit.named("app", "force: true") + WorkspaceUnit.objects("app", HELD));
        assertDone(scene.reconcile());
        scene.files(WorkspaceUnit.objects("app", HELD.replace("first", "second")));

        RunResult result = stoppedWhileItWaits();

        assertEnded(
                result,
                Verdict.UNHEALTHY,
                scene.filled("ConfigMap/${apps}/held: still there .* after its deletion: finalizer example.com/never;"
                        + " run cancelled: told to stop"));
        assertThat(scene.inventory("app")).containsExactly(scene.filled("${apps}_held__ConfigMap"));
    }

    /** A run that is told to stop when it has looked at the object some times. */
    private RunResult stoppedWhileItWaits() throws Exception {
        var looks = new CountDownLatch(4);
        ApiGate.Rule counting = passage -> {
            passage.pass();
            if (passage.method().equals("GET") && passage.uri().endsWith("/configmaps/held")) {
                looks.countDown();
            }
        };
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (var gate = new ApiGate(scene.cluster(), scene.directory(), counting);
                var runner = new CamelPipelineRunner()) {
            var request = scene.request(Command.RECONCILE).kubeconfig(gate.kubeconfig());
            CompletableFuture<RunResult> run = supplyAsync(() -> runner.run(request.build(), RunListener.NONE), thread);
            assertThat(looks.await(1, TimeUnit.MINUTES)).isTrue();
            runner.cancel();
            return run.get(1, TimeUnit.MINUTES);
        } finally {
            thread.shutdown();
        }
    }

    @Test
    void aRecreationGoesOnWhenTheFinalizerIsTakenAway() throws Exception {
        scene.files(WorkspaceUnit.named("app", "force: true") + WorkspaceUnit.objects("app", HELD));
        assertDone(scene.reconcile());
        scene.files(WorkspaceUnit.objects("app", HELD.replace("first", "second")));
        ExecutorService thread = Executors.newSingleThreadExecutor();

        CompletableFuture<RunResult> run = supplyAsync(scene::reconcile, thread);
        Eventually.until(
                "the old one is being deleted", () -> !scene.field("configmap/held", "/metadata/deletionTimestamp")
                        .isEmpty());
        scene.kubectl(
                "-n", "${apps}", "patch", "cm", "held", "--type=merge", "--patch={\"metadata\":{\"finalizers\":null}}");

        assertDone(run.get(2, TimeUnit.MINUTES));
        assertThat(scene.field("configmap/held", "/data/value")).isEqualTo("second");
        thread.shutdown();
    }

    @Test
    void aNamespaceThatIsStuckInDeletionIsNamed() {
        scene.kubectl(List.of("apply", "-f", "-"), HELD);
        scene.kubectl("delete", "namespace", "${apps}", "--wait=false");
        scene.files(WorkspaceUnit.named("other")
                + WorkspaceUnit.objects(
                        "other", WorkspaceUnit.configMap("elsewhere", "first").replace("${apps}", "${fleet}"))
                + WorkspaceUnit.objects("app", WorkspaceUnit.configMap("new", "first")));

        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.REJECTED,
                scene.filled("ConfigMap/${apps}/new dry-run failed \\(Forbidden\\): .*unable to create new content in"
                        + " namespace ${apps} because it is being terminated"));
        assertThat(scene.inventory("app")).isEmpty();
        assertThat(scene.object(scene.fleetNamespace(), "configmap/elsewhere").isMissingNode())
                .describedAs(words(result))
                .isFalse();
    }

    @Test
    void aNamespaceOfTheUnitThatIsStuckInDeletionIsNamedToo() {
        String namespace = """
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: ${apps}
                ---
                """;
        scene.kubectl(List.of("apply", "-f", "-"), HELD);
        scene.kubectl("delete", "namespace", "${apps}", "--wait=false");
        Eventually.until(
                "what remains is known",
                () -> scene.object("", "namespace/" + scene.apps()).toString().contains("example.com/never"));
        scene.files(WorkspaceUnit.objects("app", namespace + WorkspaceUnit.configMap("new", "first")));

        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.UNHEALTHY,
                scene.filled("failed early due to stalled resources: \\[Namespace/${apps} status: 'Terminating'\\]"));
        assertThat(words(result)).contains("configmaps. has 1 resource instances", "example.com/never in 1 resource");
        assertThat(result.report().took()).isLessThan(Duration.ofSeconds(30));
    }
}
