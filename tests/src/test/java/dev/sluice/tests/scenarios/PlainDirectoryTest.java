package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.object.Manifests;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An entry without any object of Flux: a kustomization, or a directory of manifests alone. */
class PlainDirectoryTest {

    private static final String FILES = """
            -- base/kustomization.yaml --
            resources: [settings.yaml]
            -- base/settings.yaml --
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              namespace: shop
            -- overlays/dev/kustomization.yaml --
            namePrefix: dev-
            resources: [../../base]
            -- plain/settings.yaml --
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              namespace: shop
            """;

    private final Path directory;
    private final Scene scene;

    PlainDirectoryTest(@TempDir Path directory) {
        this.directory = directory;
        this.scene = new Scene(directory).files(FILES);
    }

    @Test
    void aKustomizationRendersWithTheOwnersThatFluxWouldGiveIt() {
        assertThat(yaml(scene.render("overlays/dev"))).isEqualTo(owned("dev-settings", "flux-system", "flux-system"));
    }

    @Test
    void aDirectoryOfManifestsRendersUnderANameOfItsOwn() {
        RunResult result = scene.run(
                Command.RENDER, "plain", request -> request.name("shop").namespace("shops"));

        assertThat(yaml(result)).isEqualTo(owned("settings", "shop", "shops"));
    }

    @Test
    void bothAreWrittenIntoAFolderThatIsCalledAsTheyAre() {
        Path output = directory.resolve("output");

        assertDone(scene.run(Command.RENDER, "overlays/dev", request -> request.name("dev")
                .namespace("shops")
                .output(output)));
        assertDone(scene.run(Command.RENDER, "plain", request -> request.name("plain")
                .namespace("shops")
                .output(output)));

        assertThat(Scene.objects(output))
                .containsOnlyKeys(
                        "shops/dev/shop_configmap_dev-settings.yaml", "shops/plain/shop_configmap_settings.yaml");
    }

    @Test
    void aMistakeIsToldWithTheEntriesThatLedToIt() {
        scene.files("""
                -- base/settings.yaml --
                kind: ConfigMap
                """);

        assertRefused(scene, scene.render("overlays/dev"), "^base/settings\\.yaml:1: missing metadata\\.name");
    }

    private static String yaml(RunResult result) {
        assertDone(result);
        return result.rendered().orElseThrow().units().stream()
                .map(unit -> Manifests.write(unit.manifests()))
                .collect(Collectors.joining("---\n"));
    }

    private static String owned(String name, String owner, String ownersNamespace) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  labels:
                    kustomize.toolkit.fluxcd.io/name: %s
                    kustomize.toolkit.fluxcd.io/namespace: %s
                  name: %s
                  namespace: shop
                """.formatted(owner, ownersNamespace, name);
    }
}
