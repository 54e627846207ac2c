package dev.sluice.validate;

import static dev.sluice.validate.ValidationScene.release;
import static dev.sluice.validate.ValidationScene.repository;
import static dev.sluice.validate.ValidationScene.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Rule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flux objects name has to be there. */
class ReferencesTest {

    private final ValidationScene scene;

    ReferencesTest(@TempDir Path directory) {
        this.scene = new ValidationScene(directory);
    }

    @Test
    void tellsTheChartSourceThatNobodyDefines() {
        scene.file("clusters/dev/release.yaml", release("app", ""));

        assertThat(scene.findings(Rule.REFERENCE_NOT_FOUND))
                .containsExactly("error clusters/dev/release.yaml:11: HelmRelease/default/app:"
                        + " spec.chart.spec.sourceRef: HelmRepository/default/charts not found");
    }

    @Test
    void takesTheChartSourceThatIsThere() {
        scene.file("clusters/dev/release.yaml", release("app", "")).file("clusters/dev/charts.yaml", repository());

        assertThat(scene.findings(Rule.REFERENCE_NOT_FOUND)).isEmpty();
    }

    @Test
    void namesTheNamespaceWhereItIs() {
        scene.file("clusters/dev/release.yaml", release("app", ""))
                .file("clusters/dev/charts.yaml", repository().replace("default", "flux-system"));

        Validated validated = scene.validate();

        assertThat(validated.errors().get(0).hint())
                .isEqualTo("there is HelmRepository/flux-system/charts: write its namespace");
    }

    @Test
    void tellsWhatAlertsReceiversAndPoliciesMiss() {
        scene.file("clusters/dev/objects.yaml", """
                apiVersion: notification.toolkit.fluxcd.io/v1beta3
                kind: Alert
                metadata: {name: all, namespace: flux-system}
                spec:
                  providerRef: {name: chat}
                  eventSources:
                  - {kind: Kustomization, name: "*"}
                  - {kind: Kustomization, name: flux-system}
                  - {kind: HelmRelease, name: absent}
                ---
                apiVersion: notification.toolkit.fluxcd.io/v1
                kind: Receiver
                metadata: {name: hook, namespace: flux-system}
                spec:
                  type: generic
                  secretRef: {name: token}
                  resources:
                  - {kind: GitRepository, name: flux-system}
                  - {kind: ImageRepository, name: web}
                ---
                apiVersion: image.toolkit.fluxcd.io/v1
                kind: ImagePolicy
                metadata: {name: web, namespace: flux-system}
                spec:
                  imageRepositoryRef: {name: web}
                  policy: {semver: {range: 1.x}}
                ---
                apiVersion: image.toolkit.fluxcd.io/v1
                kind: ImageUpdateAutomation
                metadata: {name: update, namespace: flux-system}
                spec:
                  interval: 10m
                  sourceRef: {kind: GitRepository, name: other}
                  git: {commit: {author: {email: a@example.com}}}
                """);

        assertThat(scene.findings(Rule.REFERENCE_NOT_FOUND))
                .containsExactly(
                        "error clusters/dev/objects.yaml:5: Alert/flux-system/all: spec.providerRef:"
                                + " Provider/flux-system/chat not found",
                        "error clusters/dev/objects.yaml:9: Alert/flux-system/all: spec.eventSources[2]:"
                                + " HelmRelease/flux-system/absent not found",
                        "error clusters/dev/objects.yaml:19: Receiver/flux-system/hook: spec.resources[1]:"
                                + " ImageRepository/flux-system/web not found",
                        "error clusters/dev/objects.yaml:25: ImagePolicy/flux-system/web: spec.imageRepositoryRef:"
                                + " ImageRepository/flux-system/web not found",
                        "error clusters/dev/objects.yaml:33: ImageUpdateAutomation/flux-system/update: spec.sourceRef:"
                                + " GitRepository/flux-system/other not found");
    }

    /** Of helm-controller's own making: {@code NAMESPACE-NAME} in the namespace of the source. */
    @Test
    void knowsTheHelmChartOfARelease() {
        scene.file("clusters/dev/release.yaml", release("app", ""))
                .file("clusters/dev/charts.yaml", repository())
                .file("clusters/dev/alert.yaml", """
                        apiVersion: notification.toolkit.fluxcd.io/v1beta3
                        kind: Alert
                        metadata: {name: all, namespace: default}
                        spec:
                          providerRef: {name: chat}
                          eventSources: [{kind: HelmChart, name: default-app}]
                        ---
                        apiVersion: notification.toolkit.fluxcd.io/v1beta3
                        kind: Provider
                        metadata: {name: chat, namespace: default}
                        spec: {type: generic, address: "https://chat.invalid"}
                        """);

        assertThat(scene.findings(Rule.REFERENCE_NOT_FOUND)).isEmpty();
    }

    @Test
    void onlyWarnsWhereSomethingWasNotLookedAt() {
        scene.file("clusters/dev/release.yaml", release("app", ""))
                .file("clusters/dev/more.yaml", unit("more", "./more", "suspend: true"));

        assertThat(scene.findings(Rule.REFERENCE_NOT_FOUND)).hasSize(1).allMatch(line -> line.startsWith("warning "));
    }

    @Test
    void tellsReleasesThatWaitForNobodyAndForEachOther() {
        scene.file("clusters/dev/charts.yaml", repository())
                .file("clusters/dev/a.yaml", release("a", "dependsOn: [{name: b}]"))
                .file("clusters/dev/b.yaml", release("b", "dependsOn: [{name: a}, {name: absent}]"));

        assertThat(scene.findings(Rule.CIRCULAR_DEPENDENCY))
                .containsExactly(
                        "error clusters/dev/a.yaml:6: circular dependency detected: default/a -> default/b -> default/a");
        assertThat(scene.findings(Rule.DEPENDENCY_NOT_FOUND))
                .containsExactly(
                        "error clusters/dev/b.yaml:6: HelmRelease/default/b: dependency 'default/absent' not found");
    }
}
