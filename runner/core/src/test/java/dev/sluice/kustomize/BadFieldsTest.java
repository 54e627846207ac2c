package dev.sluice.kustomize;

import static dev.sluice.kustomize.BadInput.told;
import static dev.sluice.kustomize.BadInput.tree;
import static dev.sluice.kustomize.BadInput.warned;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a person reads of fields of kustomizations and of their configurations. */
class BadFieldsTest {

    @Test
    void mistakesOfAFileFromItsTopToItsEnd() {
        assertThat(told("""
                        configMapGenerator:
                        - nam: x
                        images: nginx
                        resorces: []
                        """))
                .containsExactly(
                        "kustomization.yaml:2: unknown field \"configMapGenerator[0].nam\"",
                        "  hint: did you mean \"name\"?",
                        "kustomization.yaml:3: invalid Kustomization: images must be a list, not a string",
                        "kustomization.yaml:4: unknown field \"resorces\"",
                        "  hint: did you mean \"resources\"?");
    }

    @Test
    void theValueToQuoteIsTheOneThatIsWritten() {
        assertThat(told("images:\n- name: nginx\n  newTag: 1.20\ncommonLabels:\n  app.kubernetes.io/on: yes\n"))
                .containsExactly(
                        "kustomization.yaml:3: invalid Kustomization: images[0].newTag must be a string, not a number",
                        "  hint: put it in quotes: \"1.20\"",
                        "kustomization.yaml:5: invalid Kustomization: commonLabels.app.kubernetes.io/on must be a"
                                + " string, not true or false",
                        "  hint: put it in quotes: \"yes\"");
    }

    @Test
    void aFieldOfAnotherCaseAtItsLine() {
        assertThat(told("Resources:\n- web.yaml\n- nothing.yaml\n"))
                .containsExactly("kustomization.yaml:3: no such file or directory: nothing.yaml (nothing.yaml)");
    }

    @Test
    void aNumberThatIsTooLarge() {
        assertThat(told("resources: [web.yaml]\nreplicas:\n- name: web\n  count: 99999999999999999999\n"))
                .containsExactly(
                        "kustomization.yaml:4: invalid Kustomization: replicas[0].count must be a whole number,"
                                + " not 99999999999999999999");
    }

    @Test
    void valuesThatHaveNoEffectAreWarnedOf() {
        assertThat(warned("""
                        buildMetadata: [originAnnotation]
                        configMapGenerator:
                        - name: x
                          behavior: merg
                        """))
                .containsExactly(
                        "kustomization.yaml:4: unknown behavior \"merg\": it has no effect / did you mean \"merge\"?",
                        "kustomization.yaml:1: unknown entry of buildMetadata \"originAnnotation\": it has no effect"
                                + " / did you mean \"originAnnotations\"?");
    }

    @Test
    void aSecondDocumentIsIgnoredWithAWarning() {
        assertThat(warned("resources: [web.yaml]\n---\nnamePrefix: x-\n"))
                .containsExactly("kustomization.yaml:3: a kustomization file holds one document: this one is ignored"
                        + " / null");
    }

    @Test
    void everyMistakeOfAConfiguration() {
        var tree = tree().with("names.yaml", "namePrefix:\n- path: [a]\n- pth: b\n")
                .with("kustomization.yaml", "resources: [web.yaml]\nconfigurations:\n- names.yaml\n");

        assertThat(told(tree, ""))
                .containsExactly(
                        "names.yaml:2: invalid configuration: namePrefix[0].path must be a string, not a list",
                        "  in kustomization.yaml:3",
                        "names.yaml:3: unknown field \"namePrefix[1].pth\"",
                        "  in kustomization.yaml:3",
                        "  hint: did you mean \"path\"?");
    }

    @Test
    void everyMistakeOfAFileOfReplacements() {
        var tree = tree().with("copies.yaml", """
                        - source: {kind: ConfigMap, name: 5}
                          targets: []
                        - source: {kind: ConfigMap}
                          targets:
                          - fieldPaths: metadata.name
                        """)
                .with("kustomization.yaml", "resources: [settings.yaml]\nreplacements:\n- path: copies.yaml\n");

        assertThat(told(tree, ""))
                .containsExactly(
                        "copies.yaml:1: invalid replacements: [0].source.name must be a string, not a number",
                        "  in kustomization.yaml:3",
                        "  hint: put it in quotes: \"5\"",
                        "copies.yaml:5: invalid replacements: [1].targets[0].fieldPaths must be a list, not a string",
                        "  in kustomization.yaml:3");
    }
}
