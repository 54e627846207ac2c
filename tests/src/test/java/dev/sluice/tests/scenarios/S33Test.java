package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertRefused;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S33: two Kustomizations that wait for each other. Flux itself never notices; both stay not ready. */
class S33Test {

    @Test
    void namesTheCycleBeforeAnythingIsApplied(@TempDir Path directory) {
        var scene = new Scene(directory).files("""
                -- clusters/cluster01/cycle.yaml --
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: a, namespace: flux-system}
                spec: {interval: 10m, path: ./kustomize, prune: true, targetNamespace: default,
                  sourceRef: {kind: GitRepository, name: flux-system}, dependsOn: [{name: b}]}
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: b, namespace: flux-system}
                spec: {interval: 10m, path: ./kustomize, prune: true, targetNamespace: other,
                  sourceRef: {kind: GitRepository, name: flux-system}, dependsOn: [{name: a}]}
                -- kustomize/config.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                """);

        assertRefused(
                scene,
                scene.reconcile("clusters/cluster01"),
                "^clusters/cluster01/cycle\\.yaml:\\d+: .*circular dependency detected: "
                        + "(flux-system/a -> flux-system/b -> flux-system/a|flux-system/b -> flux-system/a -> flux-system/b)");
    }
}
