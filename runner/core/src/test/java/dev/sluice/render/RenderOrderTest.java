package dev.sluice.render;

import static dev.sluice.render.WrittenRepository.APPS;
import static dev.sluice.render.WrittenRepository.BASE;
import static dev.sluice.render.WrittenRepository.INNER;
import static dev.sluice.render.WrittenRepository.ROOT;
import static dev.sluice.render.WrittenRepository.configMap;
import static dev.sluice.render.WrittenRepository.data;
import static dev.sluice.render.WrittenRepository.kustomization;
import static dev.sluice.render.WrittenRepository.unit;
import static dev.sluice.render.WrittenRepository.unitOf;
import static dev.sluice.render.WrittenRepository.units;
import static dev.sluice.render.WrittenRepository.variablesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.CancelSignal;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a unit waits for, where what it reads or depends on is written in an unusual place. */
class RenderOrderTest {

    @TempDir
    Path directory;

    private WrittenRepository repository;

    @BeforeEach
    void write() throws IOException {
        repository = new WrittenRepository(directory);
        repository.file("apps/a.yaml", configMap("a", "colour: '${colour:=none}'"));
        repository.file("base/b.yaml", configMap("b", "a: b"));
        repository.file("inner/settings.yaml", configMap("settings", "colour: green"));
    }

    @Test
    void aRootDoesNotWaitForTheDescendantThatWritesWhatItReadsWhereItIsThere() throws IOException {
        repository.file("clusters/dev/root.yaml", unit("flux-system", "./clusters/dev", variablesOf("settings", true)));
        repository.file("clusters/dev/inner.yaml", unit("inner", "./inner", ""));

        Rendered rendered = repository.render();

        assertThat(units(rendered)).containsExactly(ROOT, INNER);
        assertThat(rendered.graph()).containsEntry(ROOT, List.of());
    }

    @Test
    void aUnitDoesNotWaitForItsChildThatWritesWhatItReadsFromTheTarget() throws IOException {
        repository.file("clusters/dev/apps.yaml", unit("apps", "./apps", variablesOf("settings", false)));
        repository.file("apps/inner.yaml", unit("inner", "./inner", ""));
        repository.inTarget(configMap("settings", "colour: blue"));

        Rendered rendered = repository.render();

        assertThat(units(rendered)).containsExactly(ROOT, APPS, INNER);
        assertThat(rendered.graph()).containsEntry(APPS, List.of(ROOT));
        assertThat(data(rendered, APPS, "colour")).isEqualTo("blue");
    }

    @Test
    void aUnitReadsWhatItWritesItselfFromTheTarget() throws IOException {
        repository.file("clusters/dev/apps.yaml", unit("apps", "./apps", variablesOf("own", false)));
        repository.file("apps/own.yaml", configMap("own", "colour: green"));
        repository.inTarget(configMap("own", "colour: blue"));

        Rendered rendered = repository.render();

        assertThat(data(rendered, APPS, "colour")).isEqualTo("blue");
        assertThat(rendered.graph()).containsEntry(APPS, List.of(ROOT));
    }

    @Test
    void aMistakeThatOnlyAnOutdatedObjectOfTheTargetMakesIsNone() throws IOException {
        repository.file("clusters/dev/apps.yaml", unit("apps", "./apps", variablesOf("settings", false)));
        repository.file("clusters/dev/inner.yaml", unit("inner", "./inner", variablesOf("other", false)));
        repository.file("apps/a.yaml", configMap("a", "colour: '${colour}'"));
        repository.inTarget(configMap("settings", "older: variable"));
        repository.inTarget(configMap("other", "a: b"));

        Rendered rendered = repository.render();

        assertThat(data(rendered, APPS, "colour")).isEqualTo("green");
        assertThat(rendered.graph()).containsEntry(APPS, List.of(ROOT, INNER));
    }

    @Test
    void anObjectOfTheTargetThatCannotBeReadDoesNotMatterWhereTheRunWritesIt() throws IOException {
        repository.file("clusters/dev/apps.yaml", unit("apps", "./apps", variablesOf("settings", false)));
        repository.file("clusters/dev/inner.yaml", unit("inner", "./inner", variablesOf("nothing", true)));
        repository.live(this::digested);

        Rendered rendered = repository.render();

        assertThat(data(rendered, APPS, "colour")).isEqualTo("green");
    }

    @Test
    void anObjectOfTheTargetThatCannotBeReadIsNamedWhereNothingWritesIt() throws IOException {
        repository.file("clusters/dev/apps.yaml", unit("apps", "./apps", variablesOf("settings", false)));
        repository.live(this::digested);

        assertThatThrownBy(repository::render)
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("ConfigMap/flux-system/settings");
    }

    private Optional<Manifest> digested(ObjectId id) {
        if (id.name().equals("settings")) {
            throw new Rejected(id.toString(), "the target holds digests");
        }
        return Optional.empty();
    }

    @Test
    void aDependencyThatOnlyASuspendedUnitCouldDefineIsNotWaitedFor() throws IOException {
        repository.file("clusters/dev/base.yaml", unit("base", "./base", "suspend: true"));
        repository.file("base/inner.yaml", unit("inner", "./inner", ""));
        repository.file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: inner}]"));

        Rendered rendered = repository.render();

        assertThat(units(rendered)).containsExactly(ROOT, APPS);
        assertThat(rendered.graph()).containsEntry(APPS, List.of(ROOT));
        assertThat(rendered.warnings()).anySatisfy(warning -> assertThat(warning.what())
                .contains("Kustomization/flux-system/apps", "flux-system/inner", "is not part of this run"));
    }

    @Test
    void aDependencyThatOnlyAWaitingUnitCouldDefineWaitsWithIt() throws IOException {
        repository.file("clusters/dev/base.yaml", unit("base", "./base", variablesOf("made-later", false)));
        repository.file("base/inner.yaml", unit("inner", "./inner", ""));
        repository.file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: inner}]"));

        Rendered rendered = repository.render();

        assertThat(rendered.waiting()).extracting(Waiting::id).containsExactly(BASE);
        assertThat(rendered.graph()).containsEntry(APPS, List.of(ROOT, BASE));
    }

    @Test
    void aSourceThatOnlyAWaitingUnitCouldDefineIsWaitedFor() throws IOException {
        repository.file("clusters/dev/base.yaml", unit("base", "./base", variablesOf("made-later", false)));
        repository.file("clusters/dev/apps.yaml", unitOf("other", "apps"));

        Rendered rendered = repository.render();

        assertThat(rendered.waiting()).extracting(Waiting::id).containsExactly(APPS, BASE);
        assertThat(rendered.waiting().get(0).missing())
                .containsExactly(new ObjectId("source.toolkit.fluxcd.io", "GitRepository", "flux-system", "other"));
    }

    @Test
    void siblingsThatDependOnAParentWhichWaitsForItsObjectsAreNoCycle() throws IOException {
        repository.file("clusters/dev/base.yaml", unit("base", "./base", "wait: true"));
        repository.file("base/inner.yaml", unit("inner", "./inner", "dependsOn: [{name: base}]"));
        repository.file("base/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: base}]"));

        Rendered rendered = repository.render();

        assertThat(rendered.graph()).containsEntry(APPS, List.of(BASE)).containsEntry(INNER, List.of(BASE));
    }

    @Test
    void aDependencyIsReadyWhenTheUnitsAreThatItsHealthChecksName() throws IOException {
        repository.file("clusters/dev/base.yaml", unit("base", "./base", """
                healthChecks:
                    - {apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: inner, namespace: flux-system}
                """));
        repository.file("base/inner.yaml", unit("inner", "./inner", ""));
        repository.file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: base}]"));

        Rendered rendered = repository.render();

        assertThat(rendered.graph()).containsEntry(APPS, List.of(ROOT, BASE, INNER));
    }

    @Test
    void aUnitWithoutANamespaceIsRefused() throws IOException {
        repository.file("clusters/dev/apps.yaml", unit("apps", "./apps", "").replace(", namespace: flux-system}", "}"));

        assertThatThrownBy(repository::render)
                .isInstanceOf(InvalidInput.class)
                .hasMessage("clusters/dev/apps.yaml:1: Kustomization/apps: namespace not specified");
    }

    @Test
    void aRootForAnotherClusterIsNotSupportedYet() throws IOException {
        repository.file(
                "clusters/dev/root.yaml",
                unit("flux-system", "./clusters/dev", "kubeConfig: {secretRef: {name: other}}"));

        assertThat(repository.render().unsupported()).extracting(Skipped::id).containsExactly(ROOT);
    }

    @Test
    void stopsBetweenTwoUnits() throws IOException {
        var cancel = CancelSignal.never();
        repository.file("clusters/dev/apps.yaml", unit("apps", "./apps", variablesOf("settings", true)));
        repository.cancel(cancel);
        repository.live(id -> {
            cancel.cancel("told to stop");
            return Optional.empty();
        });

        assertThatThrownBy(repository::render).isInstanceOf(TimedOut.class).hasMessageContaining("told to stop");
    }

    @Test
    void findsPathsHoweverTheyAreWritten() throws IOException {
        repository.file("clusters/dev/apps.yaml", unit("apps", "/apps/", ""));
        repository.file("clusters/dev/base.yaml", unit("base", "base/.", ""));
        repository.file("clusters/dev/inner.yaml", unit("inner", "../../inner", ""));

        Rendered rendered = repository.render();

        assertThat(rendered.units()).extracting(unit -> unit.manifests().size()).containsExactly(0, 1, 1, 1);
        assertThat(units(rendered)).containsExactly(ROOT, APPS, BASE, kustomization("inner"));
    }
}
