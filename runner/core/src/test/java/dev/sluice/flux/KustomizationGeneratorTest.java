package dev.sluice.flux;

import static dev.sluice.flux.Fixtures.kustomization;
import static dev.sluice.flux.Fixtures.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kustomize.DirectoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KustomizationGeneratorTest {

    private static final String CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    private final Map<String, String> files = new HashMap<>();

    @Test
    void listsTheObjectsOfAPlainDirectory() {
        files.put("apps/b.yml", CONFIG);
        files.put("apps/a/x.yaml", CONFIG);
        files.put("apps/notes.txt", "");
        files.put("apps/c.json", "{}");
        files.put("other.yaml", CONFIG);

        assertThat(generated("path: ./apps")).isEqualTo("""
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                - ./a/x.yaml
                - ./b.yml
                """);
    }

    @Test
    void trap7TakesADirectoryWithAKustomizationFileAsOneResource() {
        files.put("apps/sub/kustomization.yml", "resources: [x.yaml]");
        files.put("apps/sub/values.yaml", "a: b");

        assertThat(generated("path: apps")).contains("- ./sub\n").doesNotContain("values");
    }

    @Test
    void trap7NamesEveryFileThatHoldsNoObject() {
        files.put("apps/a.yaml", CONFIG);
        files.put("apps/values.yaml", "image: web");
        files.put("apps/ci.yaml", "# comment\n---\nkind: Job\nmetadata: {generateName: x}");

        assertThat(refused(() -> generated("path: apps")))
                .containsExactly(
                        "apps/ci.yaml:3: no Kubernetes object: metadata.name is missing",
                        "apps/values.yaml:1: no Kubernetes object: apiVersion, kind and metadata are missing");
    }

    @Test
    void trap8PutsAPlaceholderIntoAnEmptyBuild() {
        files.put("apps/README.md", "");

        assertThat(generated("path: apps")).isEqualTo("""
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: _placeholder
                """);
    }

    @Test
    void trap10MarksTheOriginWhereAFileHasNoResources() {
        files.put("kustomization.yaml", "configMapGenerator: [{name: a}]\nnoSuchField: x");

        assertThat(generated("")).isEqualTo("""
                apiVersion: kustomize.config.k8s.io/v1beta1
                buildMetadata:
                - originAnnotations
                configMapGenerator:
                - name: a
                kind: Kustomization
                """);
    }

    @Test
    void refusesALinkOutOfTheSourceWhateverItsName(@TempDir Path root) throws IOException {
        Files.createSymbolicLink(root.resolve("notes"), root.getParent());
        var tree = new DirectoryTree(root, "");

        assertThat(refused(() -> KustomizationGenerator.generate(tree, kustomization("path: ./"))))
                .containsExactly("notes: the path leaves the source's root");
    }

    @Test
    void trap9OverridesAppendsAndMerges() {
        files.put("kustomization.yaml", """
                resources: [a.yaml]
                namespace: old
                namePrefix: old-
                patches: [{patch: one}]
                images:
                  - {name: web, newName: registry.example/web, digest: "sha256:1"}
                components: [./x]
                """);

        assertThat(generated("""
                targetNamespace: new
                namePrefix: new-
                patches: [{patch: two, target: {kind: Deployment}}]
                images: [{name: web, newTag: "2"}, {name: db, newTag: "3"}]
                components: [./y]
                """)).isEqualTo("""
                apiVersion: kustomize.config.k8s.io/v1beta1
                components:
                - ./x
                - ./y
                images:
                - name: web
                  newName: registry.example/web
                  newTag: "2"
                - name: db
                  newTag: "3"
                kind: Kustomization
                namePrefix: new-
                namespace: new
                patches:
                - patch: one
                - patch: two
                  target:
                    kind: Deployment
                resources:
                - a.yaml
                """);
    }

    @Test
    void leavesOutMissingComponentsWhereToldTo() {
        files.put("apps/kustomization.yaml", "resources: [a.yaml]");
        files.put("shared/kustomization.yaml", "");

        assertThat(generated("path: apps\ncomponents: [../shared, ./gone]\nignoreMissingComponents: true"))
                .contains("components:\n- ../shared\nkind");
    }

    @Test
    void refusesRemoteAndAbsoluteComponents() {
        assertThat(refused(() -> generated("components: [\"https://x/y\", github.com/x/y, /abs, ./fine]")))
                .containsExactly(
                        "clusters/dev/apps.yaml:1: Kustomization/flux-system/apps: component path 'https://x/y' must"
                                + " be local and relative",
                        "clusters/dev/apps.yaml:1: Kustomization/flux-system/apps: component path 'github.com/x/y'"
                                + " must be local and relative",
                        "clusters/dev/apps.yaml:1: Kustomization/flux-system/apps: component path '/abs' must be"
                                + " local and relative");
    }

    @Test
    void saysWhichFieldOfTheFileIsOfTheWrongType() {
        files.put("kustomization.yaml", "resources: a.yaml");

        assertThat(refused(() -> generated("")))
                .containsExactly("kustomization.yaml:1: invalid Kustomization: resources must be a list, not a string");
    }

    private String generated(String spec) {
        KustomizationSpec kustomization = kustomization(spec);
        String directory = TreePath.normalized(kustomization.path());
        var tree = KustomizationGenerator.generate(new TextTree(files), kustomization);
        byte[] file = tree.read(TreePath.join(directory, "kustomization.yaml")).orElseThrow();
        return new String(file, StandardCharsets.UTF_8);
    }
}
