package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.failure.InvalidInput;
import org.junit.jupiter.api.Test;

class KustomizeRefusalTest {

    private static final String CONFIG_MAP = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
            """;

    private static InvalidInput refusal(MemoryTree tree, String directory) {
        return catchThrowableOfType(
                InvalidInput.class, () -> new Kustomize(KustomizeOptions.defaults()).build(tree, directory));
    }

    private static InvalidInput refusal(String kustomization) {
        return refusal(
                new MemoryTree().with("settings.yaml", CONFIG_MAP).with("kustomization.yaml", kustomization), "");
    }

    @Test
    void s17AFluxKustomizationInAFileCalledKustomization() {
        InvalidInput refusal = refusal("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: apps
                spec:
                  interval: 5m
                """);

        assertThat(refusal)
                .hasMessage("kustomization.yaml:1: apiVersion for Kustomization should be"
                        + " kustomize.config.k8s.io/v1beta1, not kustomize.toolkit.fluxcd.io/v1");
        assertThat(refusal.hint()).hasValue("this is an object, not a kustomization: rename the file");
    }

    @Test
    void unknownFieldsOfAllDepthsAtOnce() {
        InvalidInput refusal = refusal("""
                resorces: [settings.yaml]
                patches:
                - path: a.yaml
                  tarket:
                    kind: ConfigMap
                """);

        assertThat(refusal.problems())
                .extracting(problem -> problem + " / " + problem.hint())
                .containsExactly(
                        "kustomization.yaml:1: unknown field \"resorces\" / did you mean \"resources\"?",
                        "kustomization.yaml:4: unknown field \"patches[0].tarket\" / did you mean \"target\"?");
    }

    @Test
    void aNumberWhereTextIsExpected() {
        InvalidInput refusal = refusal("resources: [settings.yaml]\ncommonLabels:\n  version: 1\n");

        assertThat(refusal)
                .hasMessage("kustomization.yaml:3: invalid Kustomization: commonLabels.version must be a"
                        + " string, not a number");
    }

    @Test
    void aMissingResource() {
        InvalidInput refusal = refusal("resources:\n- settings.yaml\n- missing.yaml\n");

        assertThat(refusal).hasMessage("kustomization.yaml:3: no such file or directory: missing.yaml (missing.yaml)");
    }

    @Test
    void aDirectoryWithoutKustomization() {
        var tree = new MemoryTree()
                .with("kustomization.yaml", "resources: [apps]\n")
                .with("apps/a.yaml", CONFIG_MAP);

        assertThat(refusal(tree, ""))
                .hasMessage("apps: unable to find one of 'kustomization.yaml', 'kustomization.yml' or"
                        + " 'Kustomization' in directory");
    }

    @Test
    void aCycleOfBases() {
        var tree = new MemoryTree()
                .with("a/kustomization.yaml", "resources: [../b]\n")
                .with("b/kustomization.yaml", "resources: [../a]\n");

        assertThat(refusal(tree, "a")).hasMessage("b/kustomization.yaml:1: cycle detected: a -> b -> a");
    }

    @Test
    void aPathThatLeavesTheTree() {
        assertThat(refusal("resources:\n- ../../etc/passwd\n"))
                .hasMessage("kustomization.yaml:2: the path '../../etc/passwd' leaves the source's root");
    }

    @Test
    void aFileOutsideOfTheKustomization() {
        var tree = new MemoryTree()
                .with("settings.yaml", CONFIG_MAP)
                .with("dev/kustomization.yaml", "resources:\n- ../settings.yaml\n");

        assertThat(refusal(tree, "dev"))
                .hasMessage("dev/kustomization.yaml:2: security; file '../settings.yaml' is not in or below 'dev'");
    }

    @Test
    void aRemoteBase() {
        assertThat(refusal("resources:\n- https://github.com/shop/base?ref=v1\n"))
                .hasMessage(
                        "kustomization.yaml:2: https://github.com/shop/base?ref=v1: remote resources are not allowed");
    }

    @Test
    void anObjectThatIsThereTwice() {
        var tree = new MemoryTree()
                .with("one.yaml", CONFIG_MAP)
                .with("two.yaml", "# again\n" + CONFIG_MAP)
                .with("kustomization.yaml", "resources:\n- one.yaml\n- two.yaml\n");

        assertThat(refusal(tree, "")).hasMessageContainingAll("kustomization.yaml:3: ", "one.yaml:1", "two.yaml:2");
    }

    @Test
    void aJsonPatchThatGivesTwoObjectsOneName() {
        var tree = new MemoryTree()
                .with("both.yaml", CONFIG_MAP + "---\n" + CONFIG_MAP.replace("settings", "other"))
                .with("kustomization.yaml", """
                        resources: [both.yaml]
                        patches:
                        - target: {kind: ConfigMap}
                          patch: '[{"op": "replace", "path": "/metadata/name", "value": "same"}]'
                        """);

        assertThat(refusal(tree, ""))
                .hasMessage("both.yaml:6: the build produces ID conflict: ConfigMap/same comes from"
                        + " both.yaml:1 and from both.yaml:6");
    }

    @Test
    void aPatchThatMatchesNothing() {
        assertThat(refusal("""
                resources: [settings.yaml]
                patches:
                - patch: |
                    apiVersion: v1
                    kind: ConfigMap
                    metadata:
                      name: other
                """))
                .hasMessageContaining("kustomization.yaml:3: no resource matches strategic merge patch"
                        + " \"ConfigMap.v1.[noGrp]/other.[noNs]\"");
    }

    @Test
    void aJsonPatchThatDoesNotApply() {
        assertThat(refusal("""
                resources: [settings.yaml]
                patches:
                - target: {kind: ConfigMap}
                  patch: '[{"op": "remove", "path": "/data/colour"}]'
                """))
                .hasMessage("kustomization.yaml:4: patching ConfigMap/settings (settings.yaml:1): remove operation"
                        + " does not apply: the path /data/colour is missing in the object");
    }

    @Test
    void aKeyThatStandsTwiceInAResource() {
        var tree = new MemoryTree()
                .with("a.yaml", CONFIG_MAP + "kind: Secret\n")
                .with("kustomization.yaml", "resources: [a.yaml]\n");

        assertThat(refusal(tree, "")).hasMessageContainingAll("a.yaml:5", "duplicate key", "line 2");
    }

    @Test
    void valuesOfGeneratedSecretsAreNeverNamed() {
        InvalidInput refusal = refusal("secretGenerator:\n- name: login\n  literals:\n  - =hunter2\n  - hunter3\n");

        assertThat(refusal).hasMessageContainingAll("kustomization.yaml:4: ", "kustomization.yaml:5: ");
        assertThat(refusal.getMessage()).doesNotContain("hunter2", "hunter3");
    }
}
