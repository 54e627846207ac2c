package dev.sluice.render;

import static dev.sluice.render.RenderScene.unit;
import static dev.sluice.render.RenderScene.unitOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Problems of fields are told at the field's own line. */
class FieldLineTest {

    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
            data:
              color: blue
              size: ${size}
            """;
    private static final String APPS = "clusters/dev/apps.yaml";

    private final RenderScene scene;

    FieldLineTest(@TempDir Path directory) {
        this.scene = new RenderScene(directory);
    }

    @Test
    void ofAPathThatIsNotThere() {
        scene.file(APPS, unit("apps", "./aps", ""));

        assertThat(scene.problems())
                .containsExactly(APPS + ":6: Kustomization/flux-system/apps: kustomization path not found: stat aps:"
                        + " no such file or directory");
    }

    @Test
    void ofADependencyThatIsNotThere() {
        scene.file(APPS, unit("apps", "./apps", "dependsOn:\n  - name: flux-system\n  - name: database"))
                .file("apps/config.yaml", CONFIG);

        assertThat(scene.problems())
                .containsExactly(
                        APPS + ":11: Kustomization/flux-system/apps: dependency 'flux-system/database' not found");
    }

    @Test
    void ofADependencyOnItself() {
        scene.file(APPS, unit("apps", "./apps", "dependsOn:\n  - name: apps")).file("apps/config.yaml", CONFIG);

        assertThat(scene.problems()).singleElement().asString().startsWith(APPS + ":10: circular");
    }

    @Test
    void ofUnknownFieldsAndWrongValuesAndMissingFields() {
        scene.file(
                APPS,
                "# of the team\n---\n"
                        + unit("apps", "./apps", "dependsOn:\n  - namespace: x\n  tiemout: 1m")
                                .replace("10m", "10 minutes"));

        assertThat(scene.problems())
                .extracting(problem -> problem.substring(APPS.length(), problem.lastIndexOf(": ")))
                .containsExactlyInAnyOrder(
                        ":7: Kustomization/flux-system/apps: spec.interval",
                        ":12: Kustomization/flux-system/apps: spec.dependsOn[0].name",
                        ":13: Kustomization/flux-system/apps: spec.tiemout");
    }

    @Test
    void ofAVariableWithoutAValue() {
        scene.file(APPS, unit("apps", "./apps", "postBuild: {substitute: {a: b}}"))
                .file("apps/config.yaml", CONFIG);

        assertThat(scene.problems())
                .containsExactly("apps/config.yaml:7: ConfigMap/settings: variable not set (strict mode): \"size\"");
    }

    @Test
    void ofAnObjectInALocalSource() {
        scene.file(APPS, unitOf("app", "apps", "./deploy"))
                .file("elsewhere/deploy/inner.yaml", unit("inner", "./inner", ""));
        scene.localSource("GitRepository/flux-system/app", "elsewhere");

        assertThat(scene.problems()).singleElement().asString().contains("elsewhere/deploy/inner.yaml:6: ");
    }

    @Test
    void ofAnObjectInALocalSourceWithinTheWorkspace() {
        scene.file(APPS, unitOf("app", "apps", "./deploy"))
                .file("vendored/deploy/inner.yaml", unit("inner", "./inner", ""));
        scene.localSource("GitRepository/flux-system/app", "workspace/vendored");

        assertThat(scene.problems()).singleElement().asString().startsWith("vendored/deploy/inner.yaml:6: ");
    }

    @Test
    void ofObjectsInLists() {
        scene.file(APPS, """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: kustomize.toolkit.fluxcd.io/v1
                  kind: Kustomization
                  metadata: {name: first, namespace: flux-system}
                  spec:
                    interval: 5x
                    prune: true
                    sourceRef: {kind: GitRepository, name: flux-system}
                - apiVersion: v1
                  kind: List
                  items:
                  - apiVersion: kustomize.toolkit.fluxcd.io/v1
                    kind: Kustomization
                    metadata: {name: second, namespace: flux-system}
                    spec:
                      interval: 5m
                      prune: true
                      sourceRef: {kind: GitRepo, name: flux-system}
                """);

        assertThat(scene.problems())
                .extracting(problem -> problem.substring(0, problem.indexOf(": ", APPS.length() + 6)))
                .containsExactlyInAnyOrder(
                        APPS + ":8: Kustomization/flux-system/first", APPS + ":20: Kustomization/flux-system/second");
    }

    @Test
    void ofItemsThatAreNoObjects() {
        scene.file(APPS, """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: ConfigMap
                  metadata: {name: a}
                - apiVersion: v1
                  metadata: {name: b}
                """);

        assertThat(scene.problems()).containsExactly(APPS + ":7: no Kubernetes object: kind is missing");
    }

    @Test
    void ofObjectsInAListOfJsonAtOneLine() {
        scene.file(APPS, """
                {"apiVersion": "v1", "kind": "List", "items": [{
                  "apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization",
                  "metadata": {"name": "first", "namespace": "flux-system"},
                  "spec": {"interval": "5m", "prune": true,
                    "sourceRef": {"kind": "GitRepo", "name": "flux-system"}}}]}
                """);

        assertThat(scene.problems()).singleElement().asString().startsWith(APPS + ":5: Kustomization/");
    }

    @Test
    void ofOperationsThatPutAFieldIn() {
        scene.file("base/apps.yaml", unit("apps", "./apps", ""))
                .file("apps/config.yaml", CONFIG)
                .file("clusters/dev/kustomization.yaml", """
                        resources: [../../base]
                        patches:
                        - target: {kind: Kustomization}
                          patch: |
                            - {op: add, path: /spec/dependsOn, value: [{nam: a}]}
                            - {op: add, path: /spec/tiemout, value: 1m}
                        """)
                .file("base/kustomization.yaml", "resources: [apps.yaml]\n");

        assertThat(scene.problems())
                .extracting(problem -> problem.replaceFirst("Kustomization/flux-system/apps: (\\S+): .*", "$1"))
                .containsExactlyInAnyOrder(
                        "clusters/dev/kustomization.yaml:6: spec.tiemout",
                        "clusters/dev/kustomization.yaml:5: spec.dependsOn[0].nam",
                        "clusters/dev/kustomization.yaml:5: spec.dependsOn[0].name");
    }

    @Test
    void ofAMergeThatChangedAValue() {
        scene.file("base/apps.yaml", unit("apps", "./apps", ""))
                .file("clusters/dev/kustomization.yaml", """
                        resources: [../../base]
                        patches:
                        - path: path.yaml
                        """)
                .file("clusters/dev/path.yaml", """
                        apiVersion: kustomize.toolkit.fluxcd.io/v1
                        kind: Kustomization
                        metadata: {name: apps, namespace: flux-system}
                        spec:
                          path: ./elsewhere
                        """)
                .file("base/kustomization.yaml", "resources: [apps.yaml]\n");

        assertThat(scene.problems())
                .singleElement()
                .asString()
                .startsWith("clusters/dev/path.yaml:5: Kustomization/flux-system/apps: kustomization path not found");
    }

    /** The line where the patch begins: its own fields are a text there. */
    @Test
    void ofAMergeInsideOfAKustomizationFile() {
        scene.file("base/apps.yaml", unit("apps", "./apps", ""))
                .file("clusters/dev/kustomization.yaml", """
                        resources: [../../base]
                        patches:
                        - target: {kind: Kustomization}
                          patch: |
                            kind: Kustomization
                            metadata: {name: all}
                            spec: {path: ./elsewhere}
                        """)
                .file("base/kustomization.yaml", "resources: [apps.yaml]\n");

        assertThat(scene.problems())
                .singleElement()
                .asString()
                .startsWith("clusters/dev/kustomization.yaml:4: Kustomization/flux-system/apps: ");
    }

    @Test
    void ofAValueThatAVariableMade() {
        scene.file("clusters/dev/root.yaml", unit("flux-system", "./clusters/dev", "postBuild: {substitute: {dir: x}}"))
                .file(APPS, unit("apps", "./${dir}", ""));

        assertThat(scene.problems()).singleElement().asString().startsWith(APPS + ":6: ");
    }

    @Test
    void ofAReferenceToVariablesThatNobodyWrites() {
        scene.file(APPS, unit("apps", "./apps", "postBuild:\n    substituteFrom:\n    - {kind: Secret, name: absent}"))
                .file("apps/config.yaml", CONFIG);

        Rendered rendered = scene.render();

        assertThat(rendered.waiting())
                .extracting(Waiting::problem)
                .extracting(Problem::location)
                .containsExactly(APPS + ":11");
    }
}
