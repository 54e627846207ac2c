package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.camel.CamelPipelineRunner;
import dev.sluice.event.RunEvent;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport.SkippedLine;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S15, on a directory: a repository that {@code flux bootstrap} made, reconciled without saying where it begins. */
class S15Test {

    private final Path directory;
    private final Scene scene;

    S15Test(@TempDir Path directory) {
        this.directory = directory;
        scene = new Scene(directory).files(root("cluster01")).files("""
                -- clusters/cluster01/config.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: cluster
                  namespace: default
                """);
    }

    @Test
    void findsTheRootAndLeavesFluxItselfOut() {
        var events = new CopyOnWriteArrayList<RunEvent>();

        RunResult result = reconcile(events);

        assertDone(result);
        assertThat(scene.objects().keySet()).containsExactly("default/ConfigMap_cluster.yaml");
        assertThat(result.report().skipped()).extracting(SkippedLine::reason).containsOnly("Flux component");
        assertThat(result.report().skipped())
                .extracting(skipped -> skipped.id().kind())
                .containsExactlyInAnyOrder("Namespace", "CustomResourceDefinition", "Deployment", "NetworkPolicy");
    }

    @Test
    void tellsOfTheSourceOnce() {
        var events = new CopyOnWriteArrayList<RunEvent>();

        reconcile(events);

        assertThat(events).filteredOn(RunEvent.SourceReady.class::isInstance).hasSize(1);
    }

    @Test
    void asksWhichOfTwoRoots() {
        scene.files(root("cluster02"));

        RunResult result = reconcile(new CopyOnWriteArrayList<>());

        assertThat(result.verdict()).isEqualTo(Verdict.USAGE);
        assertThat(result.report().problems().toString()).contains("clusters/cluster01", "clusters/cluster02");
        assertThat(scene.written()).isEmpty();
    }

    private RunResult reconcile(List<RunEvent> events) {
        var request = RunRequest.builder(Command.RECONCILE, scene.workspace())
                .cache(directory.resolve("cache"))
                .target("dir:" + scene.target())
                .build();
        try (var runner = new CamelPipelineRunner()) {
            return runner.run(request, events::add);
        }
    }

    @Test
    void takesTheRootForWhatBootstrapCalledItInAnotherNamespace() {
        var other = new Scene(directory.resolve("other"))
                .files(root("cluster01").replace("flux-system/", "gitops/").replace(" flux-system", " gitops"));

        RunResult found = other.run(Command.RECONCILE, "clusters/cluster01", request -> request.entries(List.of()));
        RunResult named = other.reconcile("clusters/cluster01");

        assertDone(found);
        assertDone(named);
        assertThat(named.report().units())
                .singleElement()
                .extracting(unit -> unit.id().toString())
                .isEqualTo("Kustomization/gitops/gitops");
        assertThat(named.report().changes()).isEmpty();
    }

    private static String root(String cluster) {
        return """
                -- clusters/%1$s/flux-system/kustomization.yaml --
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                - gotk-components.yaml
                - gotk-sync.yaml
                -- clusters/%1$s/flux-system/gotk-sync.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: flux-system
                  namespace: flux-system
                spec:
                  interval: 1m0s
                  ref:
                    branch: main
                  secretRef:
                    name: flux-system
                  url: https://git.example.invalid/fleet-infra.git
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: flux-system
                  namespace: flux-system
                spec:
                  interval: 10m0s
                  path: ./clusters/%1$s
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: flux-system
                -- clusters/%1$s/flux-system/gotk-components.yaml --
                %2$s""".formatted(cluster, String.join("---\n", COMPONENTS));
    }

    private static final List<String> COMPONENTS = List.of(
            component("v1", "Namespace", "flux-system"),
            component("apiextensions.k8s.io/v1", "CustomResourceDefinition", "buckets.source.toolkit.fluxcd.io"),
            component("apps/v1", "Deployment", "kustomize-controller"),
            component("networking.k8s.io/v1", "NetworkPolicy", "allow-egress"));

    /** An object as {@code flux install} labels it. */
    private static String component(String apiVersion, String kind, String name) {
        return """
                apiVersion: %s
                kind: %s
                metadata:
                  labels:
                    app.kubernetes.io/instance: flux-system
                    app.kubernetes.io/part-of: flux
                    app.kubernetes.io/version: v2.9.5
                  name: %s
                """.formatted(apiVersion, kind, name);
    }
}
