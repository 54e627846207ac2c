package dev.sluice.kustomize;

import static dev.sluice.kustomize.BadInput.told;
import static dev.sluice.kustomize.BadInput.tree;
import static dev.sluice.kustomize.BadInput.warned;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a person reads of patches that cannot be read or applied. */
class BadPatchesTest {

    private static final String PATCH_OF_WEBB = """
            resources: [settings.yaml, web.yaml]
            patches:
            - target: {kind: Deployment, name: webb}
              patch: |
                - {op: add, path: /spec, value: {replicas: 2}}
            """;

    @Test
    void theLineOfAnInlinePatch() {
        assertThat(told("""
                        resources: [settings.yaml]
                        patches:
                        - target: {kind: ConfigMap}
                          patch: |-
                            kind: ConfigMap
                            metadata:
                              name: [settings
                            data: {}
                        """))
                .containsExactly(
                        "kustomization.yaml:8: unable to parse SM or JSON patch: expected ',' or ']', but got :,"
                                + " while parsing a flow sequence from line 7",
                        "  hint: close the bracket, or quote a text that holds one");
    }

    @Test
    void theFieldOfAnInlinePatchWhoseLinesAreFolded() {
        assertThat(told("resources: [settings.yaml]\npatches:\n- patch: >\n    kind: ConfigMap\n\n    data: [\n"))
                .first()
                .asString()
                .startsWith("kustomization.yaml:3: unable to parse SM or JSON patch: ")
                .contains("of the text)");
    }

    @Test
    void operationsThatAreNone() {
        assertThat(told("""
                        resources: [settings.yaml]
                        patches:
                        - target: {kind: ConfigMap}
                          patch: |-
                            - {op: replce, path: /data/color, value: blue}
                            - {op: add, pth: /data/size, value: big}
                        """))
                .containsExactly(
                        "kustomization.yaml:5: patching ConfigMap/settings (settings.yaml:1): unexpected kind: replce",
                        "  hint: did you mean \"replace\"?",
                        "kustomization.yaml:6: patching ConfigMap/settings (settings.yaml:1): add operation: the field"
                                + " 'path' is missing");
    }

    @Test
    void howFarAPointerLeads() {
        var tree = tree().with("patch.yaml", """
                        - op: replace
                          path: /data/color
                          value: blue
                        - op: replace
                          path: /data/size/width
                          value: big
                        """).with("kustomization.yaml", """
                        resources: [settings.yaml]
                        patches:
                        - target: {kind: ConfigMap}
                          path: patch.yaml
                        """);

        assertThat(told(tree, ""))
                .containsExactly(
                        "patch.yaml:4: patching ConfigMap/settings (settings.yaml:1): replace operation does not apply:"
                                + " the path /data/size/width is missing in the object",
                        "  in kustomization.yaml:3",
                        "  hint: /data holds color");
    }

    @Test
    void pointersNeverTellValues() {
        String told = String.join("\n", told("""
                        resources: [settings.yaml]
                        patches:
                        - target: {kind: ConfigMap}
                          patch: |-
                            - {op: remove, path: /data/color/x}
                        """));

        assertThat(told)
                .contains("/data/color is a string: nothing is below it")
                .doesNotContain("red");
    }

    @Test
    void aListOfOperationsInBracketsHasToBeJson() {
        assertThat(told("""
                        resources: [settings.yaml]
                        patches:
                        - target: {kind: ConfigMap}
                          patch: "[{op: remove, path: /data/color}]"
                        """))
                .first()
                .asString()
                .startsWith("kustomization.yaml:3: unable to parse SM or JSON patch:"
                        + " a JSON patch that begins with [ has to be JSON: ");
    }

    @Test
    void whatAPatchWithoutTargetIsNearTo() {
        var tree = tree().with("patches.yaml", """
                        apiVersion: apps/v1
                        kind: StatefulSet
                        metadata: {name: web}
                        ---
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: wep}
                        """)
                .with("kustomization.yaml", "resources: [web.yaml]\npatches:\n- path: patches.yaml\n");

        assertThat(told(tree, ""))
                .containsExactly(
                        "patches.yaml:1: no resource matches strategic merge patch \"StatefulSet.v1.apps/web.[noNs]\": no"
                                + " matches for Id StatefulSet.v1.apps/web.[noNs]; failed to find unique target for"
                                + " patch StatefulSet.v1.apps/web.[noNs]",
                        "  in kustomization.yaml:3",
                        "patches.yaml:5: no resource matches strategic merge patch \"Deployment.v1.apps/wep.[noNs]\": no"
                                + " matches for Id Deployment.v1.apps/wep.[noNs]; failed to find unique target for"
                                + " patch Deployment.v1.apps/wep.[noNs]",
                        "  in kustomization.yaml:3",
                        "  hint: there is Deployment/web (web.yaml:1)");
    }

    @Test
    void oneWhoseTargetIsNotThereIsWarnedOf() {
        assertThat(warned(PATCH_OF_WEBB))
                .containsExactly(
                        "kustomization.yaml:3: the patch changes nothing: its target Deployment/webb is not there"
                                + " / there is Deployment/web (web.yaml:1)");
    }

    @Test
    void oneForAllOfAKindThatIsNotThereIsNoMistake() {
        assertThat(warned(PATCH_OF_WEBB.replace("name: webb", "labelSelector: app=web")))
                .isEmpty();
    }

    @Test
    void oneOfAComponentIsForThoseWhoHaveItsTarget() {
        var tree = tree().with(
                        "part/kustomization.yaml",
                        PATCH_OF_WEBB.replace(
                                "resources: [settings.yaml, web.yaml]",
                                "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component"))
                .with("kustomization.yaml", "resources: [web.yaml]\ncomponents: [part]\n");

        assertThat(new Kustomize(KustomizeOptions.defaults()).build(tree, "").warnings())
                .isEmpty();
    }
}
