package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.RunLock;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.junit.TestNamespace;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport.ChangeLine;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline adds to its stages: the choice of units, inputs that come late, the lock. */
@WithCluster
class WholeRunTest {

    @TempDir
    Path directory;

    private PipelineRun run;
    private String namespace;

    @BeforeEach
    void twoUnits(TestNamespace own) {
        namespace = own.name();
        run = new PipelineRun(directory.resolve("workspace"), own.cluster().kubeconfig(), namespace);
        unit("other", "");
        unit("reader", "postBuild: {substituteFrom: [{kind: Secret, name: login}]}");
    }

    @Test
    void whatSomethingInTheClusterMakesIsReadInTheSameRun(TestNamespace own) {
        var made = new AtomicBoolean();

        RunResult result = run.run(Command.RECONCILE, UnaryOperator.identity(), event -> {
            if (isApplied(event, "other") && made.compareAndSet(false, true)) {
                own.kubectl("create", "secret", "generic", "login", "--from-literal=user=emma");
            }
        });

        assertThat(result.report().problems()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.DONE);
        assertThat(result.report().changes())
                .extracting(ChangeLine::id)
                .extracting(id -> id.name())
                .containsExactlyInAnyOrder("other", "reader");
        assertThat(own.kubectl("get", "configmap", "reader", "--output=jsonpath={.data.value}"))
                .isEqualTo("emma");
    }

    @Test
    void aSelectedUnitAloneIsCarriedOut(TestNamespace own) {
        RunResult result = run.run(Command.RECONCILE, request -> request.only(List.of(name("other"))));

        assertThat(result.verdict()).isEqualTo(Verdict.DONE);
        assertThat(own.kubectl("get", "configmap", "--selector=kustomize.toolkit.fluxcd.io/name", "--output=name"))
                .isEqualTo("configmap/other\n");
    }

    @Test
    void aSelectionPrunesNothingOfTheOthers(TestNamespace own) {
        own.kubectl("create", "secret", "generic", "login", "--from-literal=user=emma");
        assertThat(run.run(Command.RECONCILE).verdict()).isEqualTo(Verdict.DONE);

        RunResult result = run.run(Command.RECONCILE, request -> request.only(List.of(name("other"))));

        assertThat(result.report().message()).isEqualTo("nothing changed");
        assertThat(own.kubectl("get", "configmap", "reader", "--output=name")).isEqualTo("configmap/reader\n");
    }

    @Test
    void anotherRunIsNotWaitedForWhereThatIsAskedFor(TestNamespace own) {
        var root = KustomizationSpec.idOf(namespace, "flux-system");
        try (Opened opened = Opened.in(own);
                RunLock held = opened.cluster().state().lock(root, Duration.ZERO, CancelSignal.never())) {
            RunResult result = run.run(Command.RECONCILE, request -> request.lockTimeout(Duration.ZERO));

            assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
            assertThat(held).isNotNull();
        }
    }

    @Test
    void aDeletionLeavesNothing(TestNamespace own) {
        own.kubectl("create", "secret", "generic", "login", "--from-literal=user=emma");
        assertThat(run.run(Command.RECONCILE).verdict()).isEqualTo(Verdict.DONE);

        RunResult result = run.run(Command.DELETE);

        assertThat(result.verdict()).isEqualTo(Verdict.DONE);
        assertThat(own.kubectl("get", "configmap,lease", "--output=name")).isEqualTo("configmap/kube-root-ca.crt\n");
    }

    private String name(String unit) {
        return "Kustomization/" + namespace + "/" + unit;
    }

    private static boolean isApplied(RunEvent event, String unit) {
        return event instanceof RunEvent.UnitFinished finished
                && finished.ready()
                && finished.unit().name().equals(unit);
    }

    private void unit(String name, String more) {
        run.manifest(name + ".yaml", """
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s, namespace: %s}
                spec:
                  interval: 10m
                  path: ./%s
                  prune: true
                  targetNamespace: %s
                  sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
                  %s
                """.formatted(name, namespace, name, namespace, more));
        run.file(name + "/config.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s}
                data: {value: "%s"}
                """.formatted(name, name.equals("reader") ? "${user}" : "1"));
    }
}
