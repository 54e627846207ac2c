package dev.sluice.render;

import static dev.sluice.render.RenderScene.unit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake is told at once, at its own line, whatever was made of the file before it was built. */
class AllMistakesTest {

    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: %s}
            """;

    private final RenderScene scene;

    AllMistakesTest(@TempDir Path directory) {
        this.scene = new RenderScene(directory);
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "targetNamespace: apps"));
        scene.file("apps/config.yaml", CONFIG.formatted("config"));
    }

    @Test
    void filesThatAGeneratorMisses() {
        scene.file("apps/kustomization.yaml", """
                # Settings of the team.
                resources: [config.yaml]

                configMapGenerator:
                - name: one
                  behavior: merge
                  files:
                  - absent.txt
                  - b=gone.txt
                  envs: [lost.env]
                - name: two
                  literals:
                  - none
                """);

        assertThat(places())
                .containsExactly(
                        "apps/kustomization.yaml:10",
                        "apps/kustomization.yaml:8",
                        "apps/kustomization.yaml:9",
                        "apps/kustomization.yaml:13");
    }

    @Test
    void entriesOfSeveralLists() {
        scene.file("apps/bad.yaml", "a: [")
                .file("apps/worse.yaml", "kind: ConfigMap\n")
                .file("apps/kustomization.yaml", """
                        resources:
                        - config.yaml
                        - absent.yaml
                        - ./lost
                        - bad.yaml
                        - worse.yaml
                        components:
                        - nothing
                        patches:
                        - path: gone.yaml
                        patchesStrategicMerge:
                        - one.yaml
                        - two.yaml
                        configMapGenerator:
                        - {name: x, behavior: merge, literals: [a=b]}
                        """);

        assertThat(places())
                .containsExactlyInAnyOrder(
                        "apps/kustomization.yaml:3",
                        "apps/kustomization.yaml:4",
                        "apps/bad.yaml:1",
                        "apps/worse.yaml:1",
                        "apps/kustomization.yaml:8",
                        "apps/kustomization.yaml:10",
                        "apps/kustomization.yaml:12",
                        "apps/kustomization.yaml:13");
    }

    @Test
    void patchesThatCannotBeApplied() {
        scene.file("apps/kustomization.yaml", """
                resources: [config.yaml]
                patches:
                - target: {kind: ConfigMap}
                  patch: '[{op: remove, path: /data/x}]'
                - target: {kind: ConfigMap}
                  patch: '[{op: remove, path: /data/y}]'
                """);

        assertThat(places()).containsExactly("apps/kustomization.yaml:3", "apps/kustomization.yaml:5");
    }

    @Test
    void wrongTypesInAKustomizationFile() {
        scene.file("apps/kustomization.yaml", """
                resources: [config.yaml]
                namePrefix: 5
                images:
                - name: [a]
                """);

        assertThat(places()).containsExactly("apps/kustomization.yaml:2", "apps/kustomization.yaml:4");
    }

    @Test
    void filesOfADirectoryThatAreNoYaml() {
        scene.file("apps/a.yaml", "a: [").file("apps/b.yaml", "b: {").file("apps/deep/c.yaml", "c: ]");

        assertThat(places())
                .extracting(place -> place.replaceAll(":.*", ""))
                .containsExactlyInAnyOrder("apps/a.yaml", "apps/b.yaml", "apps/deep/c.yaml");
    }

    @Test
    void anObjectThatStandsTwiceInADirectoryIsTheSecondFilesMistake() {
        scene.file("apps/more.yaml", CONFIG.formatted("config"));

        assertThat(places()).containsExactly("apps/more.yaml:1");
    }

    @Test
    void aPatchOfTheUnitIsTheUnitsMistake() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "patches: [{patch: '{kind: Other}'}]"))
                .file("apps/kustomization.yaml", "resources: [config.yaml]\n");

        assertThat(places()).containsExactly("clusters/dev/apps.yaml:1");
    }

    @Test
    void directoriesThatAreOneRoot() {
        scene.file("one/a.yaml", "a: [").file("two/b.yaml", "kind: x\n");

        assertThat(scene.problems("one", "two")).hasSize(2);
    }

    private List<String> places() {
        return scene.problems().stream()
                .map(problem -> problem.substring(0, problem.indexOf(": ")))
                .toList();
    }
}
