package dev.sluice.render;

import static dev.sluice.render.WrittenRepository.APPS;
import static dev.sluice.render.WrittenRepository.BASE;
import static dev.sluice.render.WrittenRepository.ROOT;
import static dev.sluice.render.WrittenRepository.configMap;
import static dev.sluice.render.WrittenRepository.gitRepository;
import static dev.sluice.render.WrittenRepository.unit;
import static dev.sluice.render.WrittenRepository.unitOf;
import static dev.sluice.render.WrittenRepository.units;
import static dev.sluice.render.WrittenRepository.variablesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands for the sources of a render. */
class RenderSourcesTest {

    @TempDir
    Path directory;

    private WrittenRepository repository;

    @BeforeEach
    void write() throws IOException {
        repository = new WrittenRepository(directory);
        repository.file("apps/a.yaml", configMap("a", "a: b"));
        repository.file("apps/draft.yaml", configMap("draft", "a: b"));
        repository.file("base/b.yaml", configMap("b", "a: b"));
    }

    @Test
    void theIgnoreRulesOfTheRootsSourceCountForTheRootAndItsUnits() throws IOException {
        repository.file("clusters/dev/source.yaml", gitRepository("flux-system", "ignore: draft.yaml"));
        repository.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""));
        repository.file("clusters/dev/draft.yaml", configMap("draft-of-root", "a: b"));

        Rendered rendered = repository.render();

        assertThat(rendered.units())
                .flatExtracting(Unit::manifests)
                .extracting(manifest -> manifest.id().name())
                .containsExactly("a");
    }

    @Test
    void aUnitWhoseSourceIsSuspendedIsLeftAlone() throws IOException {
        repository.file("clusters/dev/source.yaml", gitRepository("other", "suspend: true"));
        repository.file("clusters/dev/apps.yaml", unitOf("other", "apps"));
        repository.file("clusters/dev/base.yaml", unit("base", "./base", "dependsOn: [{name: apps}]"));

        Rendered rendered = repository.render();

        assertThat(units(rendered)).containsExactly(ROOT, BASE);
        assertThat(rendered.unsupported()).isEmpty();
        assertThat(rendered.skipped()).anySatisfy(skipped -> {
            assertThat(skipped.id()).isEqualTo(APPS);
            assertThat(skipped.reason()).isEqualTo("its source GitRepository/flux-system/other is suspended");
        });
    }

    @Test
    void theWorkspaceStandsForTheRootsSourceAlsoWhereThatIsSuspended() throws IOException {
        repository.file("clusters/dev/source.yaml", gitRepository("flux-system", "suspend: true"));
        repository.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""));

        assertThat(units(repository.render())).containsExactly(ROOT, APPS);
    }

    @Test
    void unitsOfSkippedSourcesAreSkippedToo() throws IOException {
        repository.file("clusters/dev/source.yaml", gitRepository("other", ""));
        repository.file("clusters/dev/apps.yaml", unitOf("other", "apps"));
        repository.skipKinds("GitRepository");

        Rendered rendered = repository.render();

        assertThat(units(rendered)).containsExactly(ROOT);
        assertThat(rendered.unsupported()).isEmpty();
    }

    @Test
    void aLocalDirectoryInsideOfACheckoutIsTheSourceItself() throws IOException, GitAPIException {
        Git.init().setDirectory(directory.toFile()).call().close();
        repository.file("vendored/apps/c.yaml", configMap("vendored", "a: b"));
        repository.file("clusters/dev/apps.yaml", unitOf("other", "apps"));
        repository.localSource(
                "GitRepository/flux-system/other", repository.directory().resolve("vendored"));
        Git.init().setDirectory(repository.directory().toFile()).call().close();

        Rendered rendered = repository.render();

        assertThat(rendered.units().get(1).manifests())
                .extracting(manifest -> manifest.id().name())
                .containsExactly("vendored");
    }

    @Test
    void aSecretOfTheTargetThatCannotBeReadDoesNotMatterWhereTheRunWritesIt() throws IOException {
        repository.file(
                "clusters/dev/source.yaml",
                gitRepository("other", "secretRef: {name: login}")
                        .replace("https://git.invalid/other", "https://127.0.0.1:1/other"));
        repository.file("clusters/dev/apps.yaml", unitOf("other", "apps"));
        repository.file("clusters/dev/base.yaml", unit("base", "./base", variablesOf("nothing", true)));
        repository.file("base/login.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: login, namespace: flux-system}
                stringData: {username: robot, password: "123"}
                """);
        repository.live(id -> {
            if (id.name().equals("login")) {
                throw new Rejected(id.toString(), "the target holds digests");
            }
            return Optional.empty();
        });

        assertThatThrownBy(repository::render)
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void aSourceOfAnotherNamespaceIsFoundThere() throws IOException {
        repository.file("clusters/dev/apps.yaml", unitOf("other, namespace: team", "apps"));
        repository.localSource("GitRepository/team/other", repository.directory());

        assertThat(units(repository.render())).containsExactly(ROOT, APPS);
    }

    @Test
    void aRootThatNeverAgreesWithItselfIsRefused() throws IOException {
        repository.file("clusters/dev/root.yaml", unit("flux-system", "./clusters/dev", """
                postBuild:
                    substitute: {next: "${next:=}x", dollar: "$"}
                  commonMetadata: {labels: {round: "r${next:=}"}}
                """));

        assertThatThrownBy(repository::render)
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("Kustomization/flux-system/flux-system: defines itself anew");
    }
}
