package dev.sluice.render;

import static dev.sluice.render.RenderScene.APPS;
import static dev.sluice.render.RenderScene.BASE;
import static dev.sluice.render.RenderScene.ROOT;
import static dev.sluice.render.RenderScene.configMap;
import static dev.sluice.render.RenderScene.gitRepository;
import static dev.sluice.render.RenderScene.unit;
import static dev.sluice.render.RenderScene.unitOf;
import static dev.sluice.render.RenderScene.units;
import static dev.sluice.render.RenderScene.variablesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands for the sources of a render. */
class RenderSourcesTest {

    private final Path directory;
    private final RenderScene scene;

    RenderSourcesTest(@TempDir Path directory) {
        this.directory = directory;
        this.scene = new RenderScene(directory);
        scene.file("apps/a.yaml", configMap("a", "a: b"));
        scene.file("apps/draft.yaml", configMap("draft", "a: b"));
        scene.file("base/b.yaml", configMap("b", "a: b"));
    }

    @Test
    void theIgnoreRulesOfTheRootsSourceCountForTheRootAndItsUnits() {
        scene.file("clusters/dev/source.yaml", gitRepository("flux-system", "ignore: draft.yaml"));
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""));
        scene.file("clusters/dev/draft.yaml", configMap("draft-of-root", "a: b"));

        Rendered rendered = scene.render();

        assertThat(rendered.units())
                .flatExtracting(Unit::manifests)
                .extracting(manifest -> manifest.id().name())
                .containsExactly("a");
    }

    @Test
    void aUnitWhoseSourceIsSuspendedIsLeftAlone() {
        scene.file("clusters/dev/source.yaml", gitRepository("other", "suspend: true"));
        scene.file("clusters/dev/apps.yaml", unitOf("other", "apps", "./apps"));
        scene.file("clusters/dev/base.yaml", unit("base", "./base", "dependsOn: [{name: apps}]"));

        Rendered rendered = scene.render();

        assertThat(units(rendered)).containsExactly(ROOT, BASE);
        assertThat(rendered.unsupported()).isEmpty();
        assertThat(rendered.skipped()).anySatisfy(skipped -> {
            assertThat(skipped.id()).isEqualTo(APPS);
            assertThat(skipped.reason()).isEqualTo("its source GitRepository/flux-system/other is suspended");
        });
    }

    @Test
    void theWorkspaceStandsForTheRootsSourceAlsoWhereThatIsSuspended() {
        scene.file("clusters/dev/source.yaml", gitRepository("flux-system", "suspend: true"));
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""));

        assertThat(units(scene.render())).containsExactly(ROOT, APPS);
    }

    @Test
    void unitsOfSkippedSourcesAreSkippedToo() {
        scene.file("clusters/dev/source.yaml", gitRepository("other", ""));
        scene.file("clusters/dev/apps.yaml", unitOf("other", "apps", "./apps"));
        scene.skipKinds("GitRepository");

        Rendered rendered = scene.render();

        assertThat(units(rendered)).containsExactly(ROOT);
        assertThat(rendered.unsupported()).isEmpty();
    }

    @Test
    void aLocalDirectoryInsideOfACheckoutIsTheSourceItself() throws GitAPIException {
        Git.init().setDirectory(directory.toFile()).call().close();
        scene.file("vendored/apps/c.yaml", configMap("vendored", "a: b"));
        scene.file("clusters/dev/apps.yaml", unitOf("other", "apps", "./apps"));
        scene.localSource("GitRepository/flux-system/other", "workspace/vendored");
        Git.init().setDirectory(scene.workspace().toFile()).call().close();

        Rendered rendered = scene.render();

        assertThat(rendered.units().get(1).manifests())
                .extracting(manifest -> manifest.id().name())
                .containsExactly("vendored");
    }

    @ParameterizedTest
    @CsvSource({
        "provider: azure, spec.provider azure is not supported yet: a run has no workload identity of a cloud",
        "provider: github, spec.provider github is not supported yet: tokens of GitHub Apps are not asked for",
        "proxySecretRef: {name: p}, spec.proxySecretRef is not supported yet: Git servers are asked without a proxy",
    })
    void namesWhatOfASourceIsNotSupportedAndWhy(String field, String refusal) {
        scene.file("clusters/dev/source.yaml", gitRepository("other", field));
        scene.file("clusters/dev/apps.yaml", unitOf("other", "apps", "./apps"));

        assertThatThrownBy(scene::render)
                .isInstanceOf(Rejected.class)
                .hasMessage("GitRepository/flux-system/other: " + refusal);
    }

    @Test
    void aSecretOfTheTargetThatCannotBeReadDoesNotMatterWhereTheRunWritesIt() {
        scene.file(
                "clusters/dev/source.yaml",
                gitRepository("other", "secretRef: {name: login}")
                        .replace("https://git.invalid/other", "https://127.0.0.1:1/other"));
        scene.file("clusters/dev/apps.yaml", unitOf("other", "apps", "./apps"));
        scene.file("clusters/dev/base.yaml", unit("base", "./base", variablesOf("nothing", true)));
        scene.file("base/login.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: login, namespace: flux-system}
                stringData: {username: robot, password: "123"}
                """);
        scene.live(id -> {
            if (id.name().equals("login")) {
                throw new Rejected(id.toString(), "the target holds digests");
            }
            return Optional.empty();
        });

        assertThatThrownBy(scene::render).isInstanceOf(TransientFailure.class).hasMessageContaining("127.0.0.1");
    }

    @Test
    void aSourceOfAnotherNamespaceIsFoundThere() {
        scene.file("clusters/dev/apps.yaml", unitOf("other, namespace: team", "apps", "./apps"));
        scene.localSource("GitRepository/team/other", "workspace");

        assertThat(units(scene.render())).containsExactly(ROOT, APPS);
    }

    @Test
    void aRootThatNeverAgreesWithItselfIsRefused() {
        scene.file("clusters/dev/root.yaml", unit("flux-system", "./clusters/dev", """
                postBuild:
                    substitute: {next: "${next:=}x", dollar: "$"}
                  commonMetadata: {annotations: {round: "r${next:=}"}}
                """));

        assertThatThrownBy(scene::render)
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("Kustomization/flux-system/flux-system: defines itself anew");
    }
}
