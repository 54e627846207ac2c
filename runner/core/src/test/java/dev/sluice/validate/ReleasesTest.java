package dev.sluice.validate;

import static dev.sluice.validate.ValidationScene.release;
import static dev.sluice.validate.ValidationScene.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Rule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HelmReleases that are one release of Helm. */
class ReleasesTest {

    private final ValidationScene scene;

    ReleasesTest(@TempDir Path directory) {
        this.scene = new ValidationScene(directory);
        scene.file("clusters/dev/charts.yaml", repository());
    }

    @Test
    void tellsTwoOfOneNameAndStorage() {
        scene.file("clusters/dev/a.yaml", release("a", "releaseName: web"))
                .file("clusters/dev/b.yaml", release("b", "releaseName: web"));

        assertThat(scene.findings(Rule.DUPLICATE_RELEASE))
                .containsExactly(
                        "error clusters/dev/b.yaml:6: HelmRelease/default/b: is the release default/web, and so"
                                + " is HelmRelease/default/a at clusters/dev/a.yaml:1");
    }

    /** The storage is in the HelmRelease's namespace, wherever its objects go; the name then begins with that place. */
    @Test
    void trap32KnowsTheNameAndTheStorageThatAreNotWritten() {
        scene.file("clusters/dev/a.yaml", release("web", "targetNamespace: shop"))
                .file("clusters/dev/b.yaml", release("b", "releaseName: shop-web"))
                .file("clusters/dev/c.yaml", release("c", "releaseName: shop-web\n  storageNamespace: shop"));

        assertThat(scene.findings(Rule.DUPLICATE_RELEASE))
                .containsExactly("error clusters/dev/b.yaml:6: HelmRelease/default/b: is the release default/shop-web,"
                        + " and so is HelmRelease/default/web at clusters/dev/a.yaml:1");
    }

    @Test
    void trap32ShortensLongNames() {
        String name = "a".repeat(40) + "-and-something-that-makes-it-too-long";
        scene.file("clusters/dev/a.yaml", release("a", "releaseName: " + "a".repeat(53)))
                .file("clusters/dev/b.yaml", release("b", "releaseName: " + "a".repeat(40) + "-9fb30a74f290"))
                .file("clusters/dev/c.yaml", release(name, ""));

        assertThat(scene.findings(Rule.DUPLICATE_RELEASE))
                .containsExactly("error clusters/dev/c.yaml:4: HelmRelease/default/" + name
                        + ": is the release default/" + "a".repeat(40)
                        + "-9fb30a74f290, and so is HelmRelease/default/b at clusters/dev/b.yaml:1");
    }

    @Test
    void takesTwoInTwoClusters() {
        scene.file("clusters/dev/a.yaml", release("a", "releaseName: web"))
                .file(
                        "clusters/dev/b.yaml",
                        release("b", "releaseName: web\n  kubeConfig: {secretRef: {name: other}}"));

        assertThat(scene.findings(Rule.DUPLICATE_RELEASE)).isEmpty();
    }

    @Test
    void notesChartsOfAnyVersion() {
        scene.file("clusters/dev/a.yaml", release("a", "").replace("      version: 1.x\n", ""));

        assertThat(scene.findings(Rule.CHART_WITHOUT_VERSION))
                .containsExactly(
                        "note clusters/dev/a.yaml:8: HelmRelease/default/a: takes the newest version of the chart app");
    }
}
