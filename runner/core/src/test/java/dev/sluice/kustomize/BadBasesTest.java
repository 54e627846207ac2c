package dev.sluice.kustomize;

import static dev.sluice.kustomize.BadInput.told;
import static dev.sluice.kustomize.BadInput.tree;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a person reads of overlays and bases: the chain of entries that led to a mistake. */
class BadBasesTest {

    @Test
    void theChainOfOverlaysThatLedToAFile() {
        var tree = new MemoryTree()
                .with("prod/kustomization.yaml", "namePrefix: prod-\nresources:\n- ../base\n")
                .with("base/kustomization.yaml", "resources:\n- web.yaml\n")
                .with("base/web.yaml", "kind: Deployment\n");

        assertThat(told(tree, "prod"))
                .containsExactly(
                        "base/web.yaml:1: missing metadata.name in object of kind Deployment",
                        "  in base/kustomization.yaml:2, in prod/kustomization.yaml:3");
    }

    @Test
    void theChainThroughAComponentAndAPatchFile() {
        var tree = tree().with("kustomization.yaml", "resources: [settings.yaml]\ncomponents:\n- extra\n")
                .with("extra/kustomization.yaml", """
                        apiVersion: kustomize.config.k8s.io/v1alpha1
                        kind: Component
                        patches:
                        - path: patch.yaml
                        """)
                .with("extra/patch.yaml", "kind: ConfigMap\nmetadata:\n  labels: {a: b}\n");

        assertThat(told(tree, ""))
                .containsExactly(
                        "extra/patch.yaml:1: unable to parse SM or JSON patch:"
                                + " missing metadata.name in object of kind ConfigMap",
                        "  in extra/kustomization.yaml:4, in kustomization.yaml:3",
                        "  hint: a patch has a kind and a metadata.name, also where a target is given");
    }

    @Test
    void aMistakeInABaseOfSeveralOverlaysOnce() {
        var tree = new MemoryTree()
                .with("kustomization.yaml", "resources:\n- dev\n- prod\n")
                .with("dev/kustomization.yaml", "resources: [../base]\n")
                .with("prod/kustomization.yaml", "resources: [../base]\n")
                .with("base/kustomization.yaml", "resources: [nothing.yaml]\n");

        assertThat(told(tree, ""))
                .containsExactly(
                        "base/kustomization.yaml:1: no such file or directory: nothing.yaml (base/nothing.yaml)",
                        "  in dev/kustomization.yaml:1, in kustomization.yaml:2 (and in 1 more)");
    }

    @Test
    void basesThatDoubleAtEachStepAreLookedAtOnce() {
        var tree = new MemoryTree().with("b40/kustomization.yaml", "resources: [nothing.yaml]\n");
        for (int i = 0; i < 40; i++) {
            tree.with("b" + i + "/kustomization.yaml", "resources: [left, right]\n");
            tree.with("b" + i + "/left/kustomization.yaml", "resources: [../../b" + (i + 1) + "]\n");
            tree.with("b" + i + "/right/kustomization.yaml", "resources: [../../b" + (i + 1) + "]\n");
        }

        assertThat(told(tree, "b0").get(0)).startsWith("b40/kustomization.yaml:1: no such file");
    }

    @Test
    void aCycleOfThree() {
        var tree = new MemoryTree()
                .with("a/kustomization.yaml", "resources: [../b]\n")
                .with("b/kustomization.yaml", "resources: [../c]\n")
                .with("c/kustomization.yaml", "resources:\n- ../a\n");

        assertThat(told(tree, "a"))
                .containsExactly(
                        "c/kustomization.yaml:2: cycle detected: a -> b -> c -> a",
                        "  in b/kustomization.yaml:1, in a/kustomization.yaml:1");
    }
}
