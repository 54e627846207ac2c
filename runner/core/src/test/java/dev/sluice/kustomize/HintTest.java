package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.failure.Explanation;
import dev.sluice.failure.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What helps somebody out of the mistakes that are made most, beyond what is wrong and where. */
class HintTest {

    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            """;

    private static MemoryTree tree() {
        return new MemoryTree()
                .with("settings.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n")
                .with("web.yaml", WEB);
    }

    private static List<String> told(MemoryTree tree, String directory) {
        InvalidInput refusal = catchThrowableOfType(
                InvalidInput.class, () -> new Kustomize(KustomizeOptions.defaults()).build(tree, directory));
        return Explanation.of(refusal.problems());
    }

    private static List<String> told(String kustomization) {
        return told(tree().with("kustomization.yaml", kustomization), "");
    }

    @Test
    void whatAPatchMeansThatKnowsTheNameWithItsPrefix() {
        var tree = tree().with(
                        "patch.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: prod-web}\nspec: {}\n")
                .with("kustomization.yaml", """
                        namePrefix: prod-
                        resources: [web.yaml]
                        patches:
                        - path: patch.yaml
                        """);

        assertThat(told(tree, "")).contains("  hint: there is Deployment/web (web.yaml:1)");
    }

    @Test
    void whatAPatchOfAnotherVersionIsForAndNothingElse() {
        var tree = tree().with(
                        "patch.yaml", "apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: web}\n")
                .with("service.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n")
                .with("kustomization.yaml", """
                        resources: [service.yaml, web.yaml]
                        patches:
                        - path: patch.yaml
                        """);

        assertThat(told(tree, "")).contains("  hint: there is apps/v1 Deployment/web (web.yaml:1)");
    }

    @Test
    void theNameThatReplicasAreNearTo() {
        assertThat(told("resources: [settings.yaml, web.yaml]\nreplicas:\n- {name: webb, count: 2}\n"))
                .endsWith("  hint: did you mean \"web\"?");
    }

    @Test
    void aKustomizationListedAsAComponent() {
        var tree = tree().with("kustomization.yaml", "components:\n- base\n")
                .with("base/kustomization.yaml", "resources: []\n");

        assertThat(told(tree, ""))
                .containsExactly(
                        "kustomization.yaml:2: expected kind 'Component' for path 'base' but got 'Kustomization'",
                        "  hint: list it under resources");
    }

    @Test
    void whatToDoAboutAFileOutsideOfTheDirectory() {
        var tree = tree().with("prod/kustomization.yaml", "resources:\n- ../web.yaml\n- ../base/kustomization.yaml\n")
                .with("base/kustomization.yaml", "resources: []\n");

        assertThat(told(tree, "prod"))
                .containsExactly(
                        "prod/kustomization.yaml:2: security; file '../web.yaml' is not in or below 'prod'",
                        "  hint: move the file, name a directory with a kustomization.yaml that lists it, or build with"
                                + " --load-restrictor LoadRestrictionsNone",
                        "prod/kustomization.yaml:3: security; file '../base/kustomization.yaml' is not in or below"
                                + " 'prod'",
                        "  hint: name the directory, and not the kustomization file in it");
    }

    @Test
    void wildcards() {
        assertThat(told("resources:\n- '*.yaml'\n"))
                .containsExactly(
                        "kustomization.yaml:2: no such file or directory: *.yaml (*.yaml)",
                        "  hint: there are no wildcards in a kustomization: list each file");
    }

    @Test
    void nothingIsGuessedForADirectoryInPlaceOfAPatchFile() {
        var tree = tree().with("prod/kustomization.yaml", "resources: [web.yaml]\npatches:\n- path: .\n")
                .with("prod/web.yaml", WEB);

        assertThat(told(tree, "prod"))
                .containsExactly("prod/kustomization.yaml:3: '.' is a directory, a file is expected");
    }

    @Test
    void shapesOfOtherFields() {
        assertThat(told("""
                        labels:
                          app: web
                        patches:
                        - web.yaml
                        configMapGenerator:
                        - name: settings
                          literals:
                            color: red
                        """))
                .containsExactly(
                        "kustomization.yaml:1: invalid Kustomization: labels must be a list, not a mapping",
                        "  hint: write them below 'pairs:' of an entry: '- pairs:'",
                        "kustomization.yaml:4: invalid Kustomization: patches[0] must be a mapping, not a string",
                        "  hint: name a file by 'path:', and write a patch below 'patch: |-'",
                        "kustomization.yaml:7: invalid Kustomization: configMapGenerator[0].literals must be a list, not a"
                                + " mapping",
                        "  hint: write each as an entry: '- KEY=value'");
    }

    @Test
    void marksOfAMergeThatIsNotFinished() {
        var tree = tree().with(
                        "web.yaml", WEB + "<<<<<<< HEAD\nspec: {}\n=======\nspec: {replicas: 1}\n>>>>>>> topic\n")
                .with("kustomization.yaml", "resources: [web.yaml]\n");

        assertThat(told(tree, "")).contains("  hint: finish the merge: the file holds the marks of a conflict of Git");
    }

    @Test
    void aKustomizationListedAsAResource() {
        var tree = tree().with("kustomization.yaml", "resources:\n- base/kustomization.yaml\n")
                .with(
                        "base/kustomization.yaml",
                        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n");

        assertThat(told(tree, ""))
                .containsExactly(
                        "base/kustomization.yaml:1: missing metadata.name in object of kind Kustomization",
                        "  in kustomization.yaml:2",
                        "  hint: this is a kustomization, not an object: list its directory instead");
    }

    @Test
    void theLineWhereAJsonPatchIsCut() {
        var tree = tree().with("patch.json", "[\n  {\"op\": \"replace\", \"path\": \"/spec\"\n")
                .with(
                        "kustomization.yaml",
                        "resources: [web.yaml]\npatches:\n- path: patch.json\n  target: {kind: Deployment}\n");

        assertThat(told(tree, ""))
                .containsExactly(
                        "kustomization.yaml:3: unable to parse SM or JSON patch: a JSON patch that begins with [ has to be"
                                + " JSON: Unexpected end-of-input: expected close marker for Object in patch.json:3",
                        "  hint: put names and texts in double quotes, or write the operations as a YAML list");
    }

    @Test
    void aPatchThatLeavesItsKindToTheTarget() {
        assertThat(told("""
                        resources: [web.yaml]
                        patches:
                        - target: {kind: Deployment}
                          patch: |-
                            spec:
                              replicas: 2
                        """))
                .containsExactly(
                        "kustomization.yaml:5: unable to parse SM or JSON patch: missing kind in object",
                        "  hint: a patch has a kind and a metadata.name, also where a target is given");
    }

    @Test
    void aPathOfWindows() {
        assertThat(told("resources:\n- apps\\web.yaml\n"))
                .contains("  hint: separate the names of a path by slashes: apps/web.yaml");
    }

    @Test
    void noBreakSpaces() {
        assertThat(told("namespace:\u00a0prod\nresources: []\n"))
                .contains("  hint: write spaces for the no-break spaces (U+00A0), which separate nothing in YAML");
    }
}
