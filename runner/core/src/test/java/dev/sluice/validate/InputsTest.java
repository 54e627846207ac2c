package dev.sluice.validate;

import static dev.sluice.validate.ValidationScene.release;
import static dev.sluice.validate.ValidationScene.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Rule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flux objects read, and no unit writes, has to be in the cluster: told once, and no mistake. */
class InputsTest {

    private final ValidationScene scene;

    InputsTest(@TempDir Path directory) {
        this.scene = new ValidationScene(directory);
        scene.file("clusters/dev/charts.yaml", repository());
    }

    @Test
    void tellsSecretsAndConfigMapsOnce() {
        scene.file("clusters/dev/a.yaml", release("a", "valuesFrom: [{kind: Secret, name: values}]"))
                .file("clusters/dev/b.yaml", release("b", "valuesFrom: [{kind: Secret, name: values}]"));

        assertThat(scene.findings(Rule.INPUT_NOT_WRITTEN))
                .containsExactly("note clusters/dev/a.yaml:6: HelmRelease/default/a: reads Secret/default/values,"
                        + " which no unit writes (and 1 more)");
    }

    @Test
    void saysNothingOfWhatIsOptionalOrWritten() {
        scene.file(
                        "clusters/dev/a.yaml",
                        release(
                                "a",
                                "valuesFrom: [{kind: Secret, name: maybe, optional: true}, {kind: ConfigMap, name: here}]"))
                .file("clusters/dev/here.yaml", """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: here, namespace: default}
                        """);

        assertThat(scene.findings(Rule.INPUT_NOT_WRITTEN)).isEmpty();
    }

    @Test
    void saysNothingOfWhatAnOperatorMakes() {
        scene.file("clusters/dev/a.yaml", release("a", "valuesFrom: [{kind: Secret, name: values}]"))
                .file("clusters/dev/external.yaml", """
                        apiVersion: external-secrets.io/v1
                        kind: ExternalSecret
                        metadata: {name: other, namespace: default}
                        spec: {target: {name: values}}
                        """);

        assertThat(scene.findings(Rule.INPUT_NOT_WRITTEN)).isEmpty();
    }

    /** Values of charts are the chart's own: nothing of Flux reads what is named there. */
    @Test
    void doesNotLookIntoValues() {
        scene.file("clusters/dev/a.yaml", release("a", "values: {auth: {secretRef: {name: theirs}}}"));

        assertThat(scene.findings(Rule.INPUT_NOT_WRITTEN)).isEmpty();
    }

    @Test
    void tellsLoginsKeysAndAccounts() {
        scene.file("clusters/dev/objects.yaml", """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: app, namespace: default}
                spec:
                  interval: 1h
                  url: https://git.invalid/app
                  ref: {branch: main}
                  secretRef: {name: login}
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: app, namespace: default}
                spec:
                  interval: 1h
                  prune: true
                  path: ./
                  sourceRef: {kind: GitRepository, name: app}
                  serviceAccountName: deployer
                  decryption: {provider: sops, secretRef: {name: age}}
                  kubeConfig: {secretRef: {name: cluster}}
                """);

        assertThat(scene.findings(Rule.INPUT_NOT_WRITTEN))
                .extracting(line -> line.replaceFirst(".*reads ", "").replace(", which no unit writes", ""))
                .containsExactly(
                        "Secret/default/login",
                        "ServiceAccount/default/deployer",
                        "Secret/default/age",
                        "Secret/default/cluster");
    }

    /** {@code flux bootstrap} made that login, and this run reads the workspace. */
    @Test
    void saysNothingOfTheLoginOfTheWorkspace() {
        scene.file("clusters/dev/sync.yaml", """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: flux-system, namespace: flux-system}
                spec:
                  interval: 1m
                  url: ssh://git@git.invalid/fleet
                  secretRef: {name: flux-system}
                """);

        assertThat(scene.findings(Rule.INPUT_NOT_WRITTEN)).isEmpty();
        assertThat(scene.findings(Rule.DEFAULT_BRANCH)).isEmpty();
    }
}
