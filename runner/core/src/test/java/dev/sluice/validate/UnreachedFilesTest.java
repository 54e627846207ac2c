package dev.sluice.validate;

import static dev.sluice.validate.ValidationScene.DEPLOYMENT;
import static dev.sluice.validate.ValidationScene.repository;
import static dev.sluice.validate.ValidationScene.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody forgot to name. */
class UnreachedFilesTest {

    private final ValidationScene scene;

    UnreachedFilesTest(@TempDir Path directory) {
        this.scene = new ValidationScene(directory);
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""))
                .file("apps/kustomization.yaml", "resources: [web.yaml]\n")
                .file("apps/web.yaml", DEPLOYMENT);
    }

    @Test
    void notesWhatNoKustomizationNames() {
        scene.file("apps/charts.yaml", repository());

        assertThat(scene.findings(Rule.UNREACHED_FILE))
                .containsExactly(
                        "note apps/charts.yaml:1: HelmRepository/default/charts: is in no unit: it lies below the"
                                + " path of Kustomization/flux-system/apps, and nothing there names the file");
    }

    @Test
    void saysNothingOfOtherClustersOtherFilesAndIgnoredOnes() {
        scene.file("clusters/prod/charts.yaml", repository())
                .file("apps/values.yaml", "replicas: 1\n")
                .file("apps/template.yaml", "{{ if .x }}apiVersion: source.toolkit.fluxcd.io/v1{{ end }}\n")
                .file("apps/ignored/charts.yaml", repository())
                .file(".sourceignore", "apps/ignored/\n");

        assertThat(scene.findings(Rule.UNREACHED_FILE)).isEmpty();
    }

    @Test
    void saysNothingOfFilesThatAreReadAsALocalSource() {
        scene.file("clusters/dev/charts.yaml", repository());

        Validated validated =
                scene.validate(request -> request.localSources(Map.of("GitRepository/flux-system/flux-system", ".")));

        assertThat(validated.notes()).extracting(Problem::rule).doesNotContain(Optional.of(Rule.UNREACHED_FILE));
    }

    @Test
    void saysNothingOfAUnitThatWasNotLookedAt() {
        scene.file("clusters/dev/more.yaml", unit("more", "./apps/more", "suspend: true"))
                .file("apps/more/charts.yaml", repository());

        assertThat(scene.findings(Rule.UNREACHED_FILE)).isEmpty();
    }
}
