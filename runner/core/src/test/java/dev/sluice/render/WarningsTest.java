package dev.sluice.render;

import static dev.sluice.render.RenderScene.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is accepted, but should be known, is told once. */
class WarningsTest {

    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              labels: {team: a}
            """;

    private final RenderScene scene;

    WarningsTest(@TempDir Path directory) {
        this.scene = new RenderScene(directory);
    }

    @Test
    void deprecatedFieldsOfABaseThatTwoUnitsBuild() {
        scene.file("clusters/dev/one.yaml", unit("one", "./one", ""))
                .file("clusters/dev/two.yaml", unit("two", "./two", ""))
                .file("one/kustomization.yaml", "namespace: one\nresources: [../base]\n")
                .file("two/kustomization.yaml", "namespace: two\nresources: [../base]\n")
                .file("base/kustomization.yaml", "resources: [config.yaml]\ncommonLabels: {team: a}\n")
                .file("base/config.yaml", CONFIG);

        assertThat(warnings()).containsExactly("base/kustomization.yaml:2: 'commonLabels' is deprecated, use 'labels'");
    }

    @Test
    void duplicateAndUnknownAndDeprecatedFieldsOfAUnitsOwnKustomizationFile() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "targetNamespace: apps"))
                .file("apps/config.yaml", CONFIG)
                .file("apps/kustomization.yaml", """
                        # the team's
                        resources: [config.yaml]

                        commonLabels: {team: a}
                        namePrefix: a-
                        namePrefix: b-
                        nameSufix: -c
                        """);

        assertThat(warnings())
                .satisfiesExactlyInAnyOrder(
                        warning -> assertThat(warning)
                                .startsWith("apps/kustomization.yaml:6: ")
                                .contains("namePrefix"),
                        warning -> assertThat(warning)
                                .isEqualTo("apps/kustomization.yaml:7: unknown field \"nameSufix\": it is left out"),
                        warning -> assertThat(warning).startsWith("apps/kustomization.yaml:4: 'commonLabels'"));
    }

    @Test
    void labelsThatAreLost() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "postBuild: {substitute: {new: y}}"))
                .file("apps/config.yaml", CONFIG.replace("team: a", "team: a, new: '${new}'"));

        assertThat(warnings())
                .containsExactly("apps/config.yaml:5: ConfigMap/settings: metadata.labels.new is no text: all"
                        + " labels of the object are lost");
    }

    @Test
    void linksThatAreLeftOut() throws IOException {
        scene.file("clusters/dev/config.yaml", CONFIG)
                .file(".sourceignore", "/docs/\n")
                .file("docs/a.md", "a");
        Files.createSymbolicLink(scene.workspace().resolve("clusters/dev/more.yaml"), Path.of("config.yaml"));
        Files.createSymbolicLink(scene.workspace().resolve("docs/b.md"), Path.of("a.md"));

        assertThat(warnings()).singleElement().asString().endsWith("of an artifact: clusters/dev/more.yaml");
    }

    @Test
    void changesThatAreInNoCommit() throws Exception {
        scene.file("clusters/dev/config.yaml", CONFIG);
        try (Git git = Git.init().setDirectory(scene.workspace().toFile()).call()) {
            git.commit()
                    .setMessage("empty")
                    .setAuthor("test", "test@example.test")
                    .setCommitter("test", "test@example.test")
                    .setSign(false)
                    .call();
        }

        assertThat(warnings()).singleElement().asString().endsWith("in no commit; they are part of this run");
    }

    private List<String> warnings() {
        return scene.render().warnings().stream().map(Problem::toString).toList();
    }
}
