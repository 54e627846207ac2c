package dev.sluice.validate;

import static dev.sluice.validate.ValidationScene.DEPLOYMENT;
import static dev.sluice.validate.ValidationScene.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Rule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that do something else than they seem to. */
class SettingsTest {

    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: config, namespace: default}
            """;

    private final ValidationScene scene;

    SettingsTest(@TempDir Path directory) {
        this.scene = new ValidationScene(directory);
    }

    /** Scenario S32. */
    @Test
    void warnsOfADependencyThatIsReadyBeforeItIsHealthy() {
        scene.file("apps/dev/web.yaml", DEPLOYMENT)
                .file("apps/prod/config.yaml", CONFIG)
                .file("clusters/dev/apps.yaml", unit("apps-dev", "./apps/dev", ""))
                .file("clusters/dev/prod.yaml", unit("apps-prod", "./apps/prod", "dependsOn: [{name: apps-dev}]"));

        assertThat(scene.findings(Rule.DEPENDENCY_WITHOUT_HEALTH))
                .containsExactly(
                        "warning clusters/dev/prod.yaml:9: apps-prod depends on apps-dev, which has neither wait"
                                + " nor healthChecks");
    }

    @Test
    void saysNothingOfADependencyThatIsHealthyAtOnceOrWaits() {
        scene.file("apps/a/web.yaml", DEPLOYMENT)
                .file("apps/b/config.yaml", CONFIG)
                .file("clusters/dev/a.yaml", unit("a", "./apps/a", "wait: true"))
                .file("clusters/dev/b.yaml", unit("b", "./apps/b", "dependsOn: [{name: a}]"))
                .file("apps/c/config.yaml", CONFIG.replace("name: config", "name: c"))
                .file("clusters/dev/c.yaml", unit("c", "./apps/c", "dependsOn: [{name: b}]"));

        assertThat(scene.findings(Rule.DEPENDENCY_WITHOUT_HEALTH)).isEmpty();
    }

    @Test
    void trap22WarnsOfHealthChecksBesideWait() {
        scene.file("apps/web.yaml", DEPLOYMENT).file("clusters/dev/apps.yaml", unit("apps", "./apps", """
                        wait: true
                          healthChecks: [{kind: Deployment, name: web, namespace: default}]"""));

        assertThat(scene.findings(Rule.HEALTH_CHECKS_IGNORED))
                .containsExactly(
                        "warning clusters/dev/apps.yaml:10: Kustomization/flux-system/apps: spec.healthChecks is"
                                + " not looked at beside spec.wait: true");
    }

    @Test
    void trap21WarnsOfATimeoutThatIsRaised() {
        scene.file("apps/web.yaml", DEPLOYMENT).file("clusters/dev/apps.yaml", unit("apps", "./apps", "timeout: 10s"));

        assertThat(scene.findings(Rule.TIMEOUT_RAISED))
                .containsExactly(
                        "warning clusters/dev/apps.yaml:9: Kustomization/flux-system/apps: spec.timeout 10s counts as 30s");
    }

    @Test
    void warnsOfTheBranchThatNobodyNames() {
        scene.file("clusters/dev/app.yaml", """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: app, namespace: flux-system}
                spec: {interval: 1h, url: "https://git.invalid/app"}
                """);

        assertThat(scene.findings(Rule.DEFAULT_BRANCH))
                .containsExactly(
                        "warning clusters/dev/app.yaml:4: GitRepository/flux-system/app: names no spec.ref, and"
                                + " so takes the branch master");
    }

    /** Scenario S51: the controller notices it only when an update is due. */
    @Test
    void refusesTheTemplateFieldThatWasRemoved() {
        scene.file("clusters/dev/update.yaml", """
                apiVersion: image.toolkit.fluxcd.io/v1
                kind: ImageUpdateAutomation
                metadata: {name: update, namespace: flux-system}
                spec:
                  interval: 10m
                  sourceRef: {kind: GitRepository, name: flux-system}
                  git:
                    commit:
                      author: {email: a@example.com}
                      messageTemplate: '{{range .Updated.Images}}{{println .}}{{end}}'
                """);

        assertThat(scene.findings(Rule.TEMPLATE))
                .hasSize(1)
                .allMatch(line ->
                        line.startsWith("error clusters/dev/update.yaml:10: ImageUpdateAutomation/flux-system/update:"
                                + " template uses removed '.Updated' field. Please use '.Changed' instead."));
    }

    @Test
    void saysThatSignaturesAreNotVerified() {
        scene.file("clusters/dev/app.yaml", """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: app, namespace: flux-system}
                spec:
                  interval: 5m
                  url: https://git.example/app.git
                  ref: {branch: main}
                  verify: {mode: HEAD, secretRef: {name: keys}}
                """);

        assertThat(scene.findings(Rule.NOT_LOOKED_AT))
                .contains("note clusters/dev/app.yaml:8: GitRepository/flux-system/app: spec.verify: signatures are not"
                        + " verified here");
    }
}
