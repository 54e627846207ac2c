package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertRefused;

import dev.sluice.pipeline.Command;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S33: two Kustomizations that wait for each other. Flux itself never notices; both stay not ready. */
class S33Test {

    private static final String CYCLE = "^clusters/cluster01/cycle\\.yaml:\\d+: .*circular dependency detected: "
            + "(flux-system/a -> flux-system/b -> flux-system/a|flux-system/b -> flux-system/a -> flux-system/b)";

    @Test
    void namesTheCycleBeforeAnythingIsApplied(@TempDir Path directory) {
        Scene scene = scene(directory);

        assertRefused(scene, scene.reconcile("clusters/cluster01"), CYCLE);
    }

    @Test
    void validationNamesTheCycle(@TempDir Path directory) {
        Scene scene = scene(directory);

        assertRefused(scene, scene.run(Command.VALIDATE, "clusters/cluster01"), CYCLE);
    }

    private static Scene scene(Path directory) {
        return new Scene(directory).files("""
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
    }
}
