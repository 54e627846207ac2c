package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport.ChangeLine;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S30 and S31: infrastructure before apps, and what becomes of the apps when it fails. */
@WithCluster
class S31Test {

    private static final String INFRASTRUCTURE = """
            -- infrastructure/all.yaml --
            apiVersion: v1
            kind: Namespace
            metadata:
              name: shop-${id}
            ---
            """ + Workshop.WIDGETS;

    private static final String BROKEN_INFRASTRUCTURE = """
            -- infrastructure/all.yaml --
            apiVersion: v1
            kind: Namespace
            metadata:
              name: shop-${id}
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: widgets.e${id}.example.com
            spec: {}
            """;

    private static final String APPS = """
            -- apps/widget.yaml --
            apiVersion: e${id}.example.com/v1
            kind: Widget
            metadata:
              name: w
              namespace: shop-${id}
            spec:
              size: 1
            -- other/settings.yaml --
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              namespace: ${apps}
            """;

    private static final String FLEET = """
            -- clusters/cluster01/all.yaml --
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata:
              name: apps
              namespace: ${fleet}
            spec:
              interval: 5m
              path: "./apps"
              prune: true
              sourceRef:
                kind: GitRepository
                name: my-repo
              dependsOn:
                - name: infrastructure  # Only deploy apps after infrastructure is ready
            ---
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata:
              name: infrastructure
              namespace: ${fleet}
            spec:
              interval: 1h
              path: "./infrastructure"
              prune: true
              sourceRef:
                kind: GitRepository
                name: my-repo
            ---
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata:
              name: other
              namespace: ${fleet}
            spec:
              interval: 1h
              path: "./other"
              prune: true
              sourceRef:
                kind: GitRepository
                name: my-repo
            ---
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata:
              name: my-repo
              namespace: ${fleet}
            spec:
              interval: 1m
              url: ${git}/my-repo.git
              ref:
                branch: main
            """;

    private ClusterScene scene;
    private GitFolder repository;

    @BeforeEach
    void serve(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory).forgetting("shop-${id}");
        repository = scene.repository("my-repo", "main");
        repository.commit(scene.filled(INFRASTRUCTURE + APPS), "Begin");
        scene.files(FLEET);
    }

    @AfterEach
    void close() {
        scene.kubectl("delete", "crd", "widgets.e${id}.example.com", "--ignore-not-found", "--wait=false");
        scene.close();
    }

    @Test
    void s30AppliesInfrastructureFirst() {
        RunResult result = scene.reconcile();

        assertDone(result);
        JsonNode widget = scene.object("shop-" + scene.id(), "widget.e${id}.example.com/w");
        assertThat(widget.at("/metadata/labels/kustomize.toolkit.fluxcd.io~1name")
                        .asText())
                .isEqualTo("apps");
        assertThat(scene.events().indexOf(event("ReconciliationSucceeded", "infrastructure")))
                .isLessThan(scene.events().indexOf(event("Progressing", "apps")));
        assertThat(result.report().took()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void s30ShowsInADiffWhatRestsOnTheSameRun() {
        RunResult result = scene.run(Command.DIFF, request -> request);

        assertEnded(result, Verdict.DIFFERENCES);
        assertThat(result.report().changes()).extracting(ChangeLine::verb).containsOnly("created");
        assertThat(result.report().changes())
                .filteredOn(change -> change.id().kind().equals("Widget"))
                .singleElement()
                .asString()
                .contains("CustomResourceDefinition/widgets.e" + scene.id() + ".example.com");
    }

    @Test
    void s31BlocksWhatDependsOnAFailureAndNothingElse() {
        repository.commit(scene.filled(BROKEN_INFRASTRUCTURE), "Break the definition");

        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.REJECTED,
                scene.filled("CustomResourceDefinition/widgets.e${id}.example.com dry-run failed \\(Invalid\\): "));
        assertThat(scene.events("ReconciliationFailed"))
                .singleElement()
                .asString()
                .startsWith(scene.filled("Kustomization/${fleet}/infrastructure error "));
        assertThat(scene.events("DependencyNotReady"))
                .singleElement()
                .asString()
                .startsWith(scene.filled(
                        "Kustomization/${fleet}/apps error" + " dependency '${fleet}/infrastructure' is not ready"));
        assertThat(scene.object(scene.apps(), "configmap/settings").isMissingNode())
                .isFalse();
    }

    @Test
    void s31NamesADependencyThatIsNotThere() {
        scene.files(FLEET.replace("name: infrastructure\n", "name: foundation\n"));

        RunResult result = scene.reconcile();

        assertEnded(result, Verdict.INVALID, scene.filled("dependency '${fleet}/infrastructure' not found"));
        assertThat(scene.events("DependencyNotReady"))
                .containsExactly(scene.filled(
                        "Kustomization/${fleet}/apps error dependency '${fleet}/infrastructure' not found"));
    }

    private String event(String reason, String unit) {
        String start = reason + " " + scene.filled("Kustomization/${fleet}/") + unit + " ";
        return scene.events().stream()
                .filter(event -> event.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(start + " in " + scene.events()));
    }
}
