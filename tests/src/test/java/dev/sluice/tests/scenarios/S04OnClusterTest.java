package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport.UnitLine;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S03, S04, S05, S07, S09 and S12: podinfo from its own repository, deployed, changed, repaired and pruned. */
@WithCluster
class S04OnClusterTest {

    private static final String WITHOUT_SERVICE = """
            -- kustomize/kustomization.yaml --
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources:
              - hpa.yaml
              - deployment.yaml
            """;

    private ClusterScene scene;
    private GitFolder podinfo;

    @BeforeEach
    void serve(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory);
        podinfo = scene.repository("podinfo", "master")
                .commit(Workshop.PODINFO, "Merge pull request #274 from stefanprodan/alpine-3.18");
        scene.files(Workshop.PODINFO_SOURCE, "Add podinfo GitRepository");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void s03TellsOfTheSourcesAndCreatesNothing() {
        int start = scene.now();

        assertDone(scene.reconcile());

        assertThat(scene.events("NewArtifact"))
                .containsExactly(
                        "GitRepository/flux-system/flux-system info stored artifact for commit 'Add podinfo GitRepository'"
                                + " master@sha1:"
                                + scene.fleet().head(),
                        scene.filled("GitRepository/${fleet}/podinfo info stored artifact for commit"
                                        + " 'Merge pull request #274 from stefanprodan/alpine-3...' master@sha1:")
                                + podinfo.head());
        assertThat(scene.writesSince(start)).noneMatch(write -> write.contains(scene.apps()));
    }

    @Test
    void s04DeploysPodinfo() {
        scene.files(Workshop.PODINFO_KUSTOMIZATION);

        RunResult result = scene.reconcile();

        assertDone(result);
        assertThat(result.report().units())
                .extracting(UnitLine::message)
                .containsExactly(
                        "Applied revision: master@sha1:" + scene.fleet().head(),
                        "Applied revision: master@sha1:" + podinfo.head());
        assertThat(scene.field("deployment/podinfo", "/spec/template/spec/containers/0/image"))
                .isEqualTo("ghcr.io/stefanprodan/podinfo:6.0.0");
        assertThat(owners("service/podinfo", "deployment/podinfo", "hpa/podinfo"))
                .containsOnly("podinfo/" + scene.fleetNamespace());
        assertThat(scene.inventory("podinfo"))
                .containsExactly(
                        scene.apps() + "_podinfo__Service",
                        scene.apps() + "_podinfo_apps_Deployment",
                        scene.apps() + "_podinfo_autoscaling_HorizontalPodAutoscaler");
        scene.kubectl(
                "-n", "${apps}", "wait", "deploy/podinfo", "--for=jsonpath={.status.readyReplicas}=2", "--timeout=90s");
    }

    @Test
    void s04TellsWhatWasCreatedThenThatItIsDone() {
        scene.files(Workshop.PODINFO_KUSTOMIZATION);

        scene.reconcile();

        String unit = scene.filled("Kustomization/${fleet}/podinfo info ");
        assertThat(scene.events("Progressing")).containsExactly(unit + scene.filled("""
                        Service/${apps}/podinfo created
                        Deployment/${apps}/podinfo created
                        HorizontalPodAutoscaler/${apps}/podinfo created master@sha1:""") + podinfo.head());
        assertThat(scene.events("ReconciliationSucceeded"))
                .filteredOn(event -> event.startsWith(unit))
                .singleElement()
                .asString()
                .startsWith(unit + "Reconciliation finished in ")
                .endsWith(" update master@sha1:" + podinfo.head());
    }

    @Test
    void s05WritesNothingTheSecondTime() {
        scene.files(Workshop.PODINFO_KUSTOMIZATION);
        scene.reconcile();
        int before = scene.now();

        RunResult again = scene.reconcile();

        assertDone(again);
        assertThat(again.report().changes()).isEmpty();
        assertThat(scene.events("Progressing")).isEmpty();
        assertThat(scene.writesSince(before)).isEmpty();
    }

    @Test
    void s07RevertsWhatAHandChanged() {
        scene.files(Workshop.PODINFO_KUSTOMIZATION);
        scene.reconcile();
        scene.kubectl("-n", "${apps}", "set", "image", "deploy/podinfo", "podinfod=nginx:1");
        scene.kubectl("-n", "${apps}", "label", "deploy/podinfo", "team=x");
        scene.kubectl("-n", "${apps}", "delete", "service/podinfo");
        scene.kubectl("-n", "${apps}", "annotate", "hpa/podinfo", "hand=made");

        RunResult result = scene.reconcile();

        assertDone(result);
        JsonNode deployment = scene.object(scene.apps(), "deployment/podinfo");
        assertThat(deployment.at("/spec/template/spec/containers/0/image").asText())
                .isEqualTo("ghcr.io/stefanprodan/podinfo:6.0.0");
        assertThat(deployment.at("/metadata/labels").has("team")).isFalse();
        assertThat(scene.object(scene.apps(), "hpa/podinfo")
                        .at("/metadata/annotations")
                        .has("hand"))
                .isFalse();
        assertThat(scene.events("Progressing")).singleElement().asString().contains(scene.filled("""
                        Service/${apps}/podinfo created
                        Deployment/${apps}/podinfo configured
                        HorizontalPodAutoscaler/${apps}/podinfo configured"""));
        assertThat(deployment.at("/metadata/managedFields"))
                .noneMatch(entry -> entry.path("manager").asText().startsWith("kubectl") && !entry.has("subresource"));
    }

    @Test
    void s07ShowsInADiffWhatItWouldRevert() {
        scene.files(Workshop.PODINFO_KUSTOMIZATION);
        scene.reconcile();
        scene.kubectl("-n", "${apps}", "label", "deploy/podinfo", "team=x");
        int before = scene.now();

        RunResult diff = scene.run(dev.sluice.pipeline.Command.DIFF, request -> request);

        assertEnded(diff, Verdict.DIFFERENCES);
        assertThat(diff.report().changes()).singleElement().satisfies(change -> assertThat(change.fields())
                .singleElement()
                .hasToString("FieldLine[path=metadata.labels.team, before=Optional[x], after=Optional.empty]"));
        assertThat(scene.writesSince(before)).isEmpty();
    }

    @Test
    void s09PrunesWhatLeftTheRepository() {
        scene.files(Workshop.PODINFO_KUSTOMIZATION);
        scene.reconcile();
        podinfo.commit(WITHOUT_SERVICE, "List it no more").remove("Remove the service", "kustomize/service.yaml");

        RunResult result = scene.reconcile();

        assertDone(result);
        assertThat(scene.object(scene.apps(), "service/podinfo").isMissingNode())
                .isTrue();
        assertThat(scene.object(scene.apps(), "deployment/podinfo").isMissingNode())
                .isFalse();
        assertThat(scene.events("Progressing"))
                .singleElement()
                .asString()
                .contains(scene.filled("Service/${apps}/podinfo deleted"));
        assertThat(scene.inventory("podinfo"))
                .containsExactly(
                        scene.apps() + "_podinfo_apps_Deployment",
                        scene.apps() + "_podinfo_autoscaling_HorizontalPodAutoscaler");
    }

    @Test
    void s09ForgetsWhatAUnitThatDoesNotPruneLeftBehind() {
        scene.files(Workshop.PODINFO_KUSTOMIZATION.replace("prune: true", "prune: false"));
        scene.reconcile();
        podinfo.commit(WITHOUT_SERVICE, "List it no more").remove("Remove the service", "kustomize/service.yaml");
        assertDone(scene.reconcile());
        scene.files(Workshop.PODINFO_KUSTOMIZATION);

        assertDone(scene.reconcile());

        assertThat(scene.object(scene.apps(), "service/podinfo").isMissingNode())
                .isFalse();
    }

    @Test
    void s11ShowsWhatASuspendedUnitAppliedLast() {
        scene.files(Workshop.PODINFO_KUSTOMIZATION);
        scene.reconcile();
        scene.files(Workshop.PODINFO_KUSTOMIZATION.replace("prune: true", "prune: true\n  suspend: true"));
        scene.kubectl("-n", "${apps}", "delete", "service/podinfo");

        RunResult result = scene.reconcile();

        assertDone(result);
        assertThat(scene.object(scene.apps(), "service/podinfo").isMissingNode())
                .isTrue();
        String revision = "master@sha1:" + podinfo.head();
        assertThat(result.report().units())
                .filteredOn(UnitLine::suspended)
                .extracting(UnitLine::revision, UnitLine::ready, UnitLine::message)
                .containsExactly(tuple(revision, "True", "Applied revision: " + revision));
    }

    @Test
    void s12PatchesInLine() {
        scene.files(Workshop.PODINFO_KUSTOMIZATION + PATCH + TARGET);

        assertDone(scene.reconcile());

        JsonNode autoscaler = scene.object(scene.apps(), "hpa.v2.autoscaling/podinfo");
        assertThat(autoscaler.path("apiVersion").asText()).isEqualTo("autoscaling/v2");
        assertThat(autoscaler.at("/spec/minReplicas").asInt()).isEqualTo(3);
        assertThat(autoscaler.at("/spec/maxReplicas").asInt()).isEqualTo(4);
        scene.kubectl(
                "-n", "${apps}", "wait", "deploy/podinfo", "--for=jsonpath={.status.readyReplicas}=3", "--timeout=90s");
    }

    @Test
    void s12RefusesAPatchThatMatchesNothing() {
        scene.files(Workshop.PODINFO_KUSTOMIZATION + PATCH + TARGET);
        scene.reconcile();
        scene.files(Workshop.PODINFO_KUSTOMIZATION + PATCH);

        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.INVALID,
                "no resource matches strategic merge patch"
                        + " \"HorizontalPodAutoscaler.v2beta2.autoscaling/podinfo.\\[noNs\\]\"");
        assertThat(scene.events("BuildFailed")).hasSize(1);
        assertThat(scene.field("hpa/podinfo", "/spec/minReplicas")).isEqualTo("3");
    }

    private static final String PATCH = """
              patches:
                - patch: |-
                    apiVersion: autoscaling/v2beta2
                    kind: HorizontalPodAutoscaler
                    metadata:
                      name: podinfo
                    spec:
                      minReplicas: 3            \s
            """;

    private static final String TARGET = """
                  target:
                    name: podinfo
                    kind: HorizontalPodAutoscaler
            """;

    private Stream<String> owners(String... names) {
        return Stream.of(names).map(name -> {
            JsonNode labels = scene.object(scene.apps(), name).at("/metadata/labels");
            return labels.path("kustomize.toolkit.fluxcd.io/name").asText() + "/"
                    + labels.path("kustomize.toolkit.fluxcd.io/namespace").asText();
        });
    }
}
