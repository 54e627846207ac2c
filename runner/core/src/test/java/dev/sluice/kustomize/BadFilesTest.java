package dev.sluice.kustomize;

import static dev.sluice.kustomize.BadInput.SETTINGS;
import static dev.sluice.kustomize.BadInput.told;
import static dev.sluice.kustomize.BadInput.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a person reads of files that are missing, or something else than they seem. */
class BadFilesTest {

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
                        "a.env:3: the line has bytes that are no UTF-8",
                        "  in kustomization.yaml:4",
                        "  hint: save the file as UTF-8");
    }
}
