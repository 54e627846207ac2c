package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.failure.Explanation;
import dev.sluice.failure.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person reads of wrong input: place, mistake, chain of entries, hint. */
class BadInputTest {

    private static final String SETTINGS = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
            data:
              color: red
            """;
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            """;

    private static List<String> told(MemoryTree tree, String directory) {
        InvalidInput refusal = catchThrowableOfType(
                InvalidInput.class, () -> new Kustomize(KustomizeOptions.defaults()).build(tree, directory));
        return Explanation.of(refusal.problems());
    }

    private static MemoryTree tree() {
        return new MemoryTree().with("settings.yaml", SETTINGS).with("web.yaml", WEB);
    }

    private static List<String> told(String kustomization) {
        return told(tree().with("kustomization.yaml", kustomization), "");
    }

    private static List<String> warned(String kustomization) {
        return new Kustomize(KustomizeOptions.defaults())
                .build(tree().with("kustomization.yaml", kustomization), "").warnings().stream()
                        .map(warning -> warning + " / " + warning.hint())
                        .toList();
    }

    // The chain of overlays.

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

    // Files.

    @Test
    void whatAMissingFileIsNearTo() {
        assertThat(told("resources:\n- setings.yaml\n"))
                .containsExactly(
                        "kustomization.yaml:2: no such file or directory: setings.yaml (setings.yaml)",
                        "  hint: did you mean \"settings.yaml\"?");
    }

    @Test
    void aKustomizationFileOfAnotherCase() {
        assertThat(told(tree().with("Kustomization.yaml", "resources: [web.yaml]\n"), ""))
                .last()
                .isEqualTo("  hint: rename Kustomization.yaml to kustomization.yaml");
    }

    @Test
    void aKustomizationFileInADirectoryBelow() {
        assertThat(told(tree().with("dev/kustomization.yaml", "resources: [web.yaml]\n"), ""))
                .last()
                .isEqualTo("  hint: there is one in dev");
    }

    @Test
    void manifestsWithoutAKustomizationFile() {
        assertThat(told(tree(), ""))
                .last()
                .isEqualTo("  hint: make a kustomization.yaml that lists settings.yaml, web.yaml under resources");
    }

    @Test
    void bothKustomizationFiles() {
        var tree = tree().with("kustomization.yaml", "resources: [web.yaml]\n")
                .with("Kustomization", "resources: [web.yaml]\n");

        assertThat(told(tree, ""))
                .containsExactly(
                        ".: found multiple kustomization files: kustomization.yaml, Kustomization",
                        "  hint: keep one of them");
    }

    @Test
    void aPathWithANulCharacter() {
        assertThat(told("resources: [\"a\\0.yaml\"]\n"))
                .containsExactly("kustomization.yaml:1: the path 'a\\0.yaml' holds a NUL character");
    }

    @Test
    void bytesThatAreNotUtf8() {
        byte[] latin = "resources: [web.yaml]\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(told(tree().with("kustomization.yaml", latin), ""))
                .containsExactly(
                        "kustomization.yaml:2: this is no text in UTF-8: byte 0xE9 at offset 27",
                        "  hint: save the file as UTF-8");
    }

    @Test
    void anImageInThePlaceOfAManifest() {
        byte[] image = "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR".getBytes(StandardCharsets.ISO_8859_1);
        var tree = new MemoryTree().with("logo.png", image).with("kustomization.yaml", "resources: [logo.png]\n");

        assertThat(told(tree, "")).startsWith("logo.png:1: this is a PNG image, not YAML", "  in kustomization.yaml:1");
    }

    @Test
    void utf16WithAMarkIsReadAndWithoutOneNamed() {
        byte[] marked = ("\ufeff" + SETTINGS).getBytes(StandardCharsets.UTF_16LE);
        byte[] unmarked = SETTINGS.getBytes(StandardCharsets.UTF_16LE);
        String kustomization = "resources: [a.yaml]\n";
        var kustomize = new Kustomize(KustomizeOptions.defaults());

        assertThat(kustomize
                        .build(new MemoryTree().with("a.yaml", marked).with("kustomization.yaml", kustomization), "")
                        .manifests())
                .hasSize(1);
        assertThat(told(new MemoryTree().with("a.yaml", unmarked).with("kustomization.yaml", kustomization), ""))
                .startsWith("a.yaml:1: this is UTF-16 without a byte order mark");
    }

    @Test
    void aStrayControlCharacterIsNoBinaryData() {
        assertThat(told(
                        tree().with("settings.yaml", SETTINGS + "  x: \"\0\"\n")
                                .with("kustomization.yaml", "resources: [settings.yaml]\n"),
                        ""))
                .startsWith("settings.yaml:7: control character U+0000 is not allowed");
    }

    @Test
    void theLinesOfAnEnvFile() {
        byte[] lines = "A=b\nA=c\nB=\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        var tree = new MemoryTree()
                .with("a.env", lines)
                .with("kustomization.yaml", "configMapGenerator:\n- name: x\n  envs:\n  - a.env\n");

        assertThat(told(tree, ""))
                .containsExactly(
                        "a.env:2: configmap x illegally repeats the key `A`",
                        "  in kustomization.yaml:4",
                        "a.env:3: the line has invalid UTF-8 bytes",
                        "  in kustomization.yaml:4",
                        "  hint: save the file as UTF-8");
    }

    // Fields.

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

    // Patches.

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

    // Objects.

    @Test
    void everyFieldThatAReplacementDoesNotFind() {
        assertThat(told("""
                        resources: [settings.yaml, web.yaml]
                        replacements:
                        - source: {kind: ConfigMap, fieldPath: data.color}
                          targets:
                          - select: {kind: Deployment}
                            fieldPaths:
                            - spec.color
                            - spec.size
                        """))
                .containsExactly(
                        "kustomization.yaml:7: unable to find field \"spec.color\" in replacement target Deployment/web"
                                + " (web.yaml:1)",
                        "kustomization.yaml:8: unable to find field \"spec.size\" in replacement target Deployment/web"
                                + " (web.yaml:1)");
    }

    @Test
    void theLineOfAVariableWithoutAValue() {
        assertThat(told("""
                        resources: [settings.yaml]
                        vars:
                        - name: SIZE
                          objref: {apiVersion: v1, kind: ConfigMap, name: settings}
                          fieldref: {fieldpath: data.size}
                        """))
                .containsExactly("kustomization.yaml:3: field specified in var 'SIZE' not found in"
                        + " ConfigMap/settings (settings.yaml:1): data.size");
    }

    @Test
    void whatMadeTwoObjectsTheSame() {
        var tree = new MemoryTree()
                .with("a.yaml", SETTINGS.replace("name: settings", "name: settings\n  namespace: a"))
                .with("b.yaml", SETTINGS.replace("name: settings", "name: settings\n  namespace: b"))
                .with("kustomization.yaml", "resources: [a.yaml, b.yaml]\nnamespace: c\n");

        assertThat(told(tree, ""))
                .containsExactly(
                        "kustomization.yaml:2: namespace transformation produces ID conflict: ConfigMap/c/settings comes"
                                + " from a.yaml:1 and from b.yaml:1",
                        "  hint: they were ConfigMap/a/settings and ConfigMap/b/settings before the namespace c was set");
    }

    @Test
    void aBaseThatIsBuiltOnTwice() {
        var tree = tree().with("base/kustomization.yaml", "resources: [web.yaml]\n")
                .with("base/web.yaml", WEB)
                .with("dev/kustomization.yaml", "resources: [../base]\n")
                .with("prod/kustomization.yaml", "resources: [../base]\n")
                .with("kustomization.yaml", "resources: [dev, prod]\n");

        assertThat(told(tree, ""))
                .last()
                .isEqualTo("  hint: both are one object, which is built on twice: give each way its own namePrefix or"
                        + " namespace");
    }

    @Test
    void anObjectThatAReplacementNestsWithoutEnd() {
        String path = String.join(".", java.util.Collections.nCopies(200_000, "a"));
        assertThat(told("""
                        resources: [settings.yaml]
                        replacements:
                        - sourceValue: x
                          targets:
                          - select: {kind: ConfigMap}
                            options: {create: true}
                            fieldPaths:
                            - %s
                        """.formatted(path)))
                .containsExactly("kustomization.yaml:8: an object becomes nested too deep to be built");
    }

    @Test
    void anImageNameThatIsNoRegularExpression() {
        var tree = new MemoryTree()
                .with("pod.yaml", """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: web}
                        spec: {containers: [{name: web, image: nginx}]}
                        """)
                .with("kustomization.yaml", "resources: [pod.yaml]\nimages:\n- name: ng(inx\n  newTag: a\n");

        assertThat(told(tree, ""))
                .containsExactly(
                        "kustomization.yaml:3: the image name 'ng(inx' is no regular expression",
                        "  hint: an image's name is taken as one");
    }
}
