package dev.sluice.render;

import static dev.sluice.render.RenderScene.APPS;
import static dev.sluice.render.RenderScene.BASE;
import static dev.sluice.render.RenderScene.INNER;
import static dev.sluice.render.RenderScene.ROOT;
import static dev.sluice.render.RenderScene.configMap;
import static dev.sluice.render.RenderScene.data;
import static dev.sluice.render.RenderScene.kustomization;
import static dev.sluice.render.RenderScene.unit;
import static dev.sluice.render.RenderScene.unitOf;
import static dev.sluice.render.RenderScene.units;
import static dev.sluice.render.RenderScene.variablesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.event.CancelSignal;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a unit waits for, where what it reads or depends on is written in an unusual place. */
class RenderOrderTest {

    private final RenderScene scene;

    RenderOrderTest(@TempDir Path directory) {
        this.scene = new RenderScene(directory);
        scene.file("apps/a.yaml", configMap("a", "colour: '${colour:=none}'"));
        scene.file("base/b.yaml", configMap("b", "a: b"));
        scene.file("inner/settings.yaml", configMap("settings", "colour: green"));
    }

    @Test
    void aRootDoesNotWaitForTheDescendantThatWritesWhatItReadsWhereItIsThere() {
        scene.file("clusters/dev/root.yaml", unit("flux-system", "./clusters/dev", variablesOf("settings", true)));
        scene.file("clusters/dev/inner.yaml", unit("inner", "./inner", ""));

        Rendered rendered = scene.render();

        assertThat(units(rendered)).containsExactly(ROOT, INNER);
        assertThat(rendered.graph()).containsEntry(ROOT, List.of());
    }

    @Test
    void aUnitDoesNotWaitForItsChildThatWritesWhatItReadsFromTheTarget() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", variablesOf("settings", false)));
        scene.file("apps/inner.yaml", unit("inner", "./inner", ""));
        scene.inTarget(configMap("settings", "colour: blue"));

        Rendered rendered = scene.render();

        assertThat(units(rendered)).containsExactly(ROOT, APPS, INNER);
        assertThat(rendered.graph()).containsEntry(APPS, List.of(ROOT));
        assertThat(data(rendered, APPS, "colour")).isEqualTo("blue");
    }

    @Test
    void aUnitReadsWhatItWritesItselfFromTheTarget() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", variablesOf("own", false)));
        scene.file("apps/own.yaml", configMap("own", "colour: green"));
        scene.inTarget(configMap("own", "colour: blue"));

        Rendered rendered = scene.render();

        assertThat(data(rendered, APPS, "colour")).isEqualTo("blue");
        assertThat(rendered.graph()).containsEntry(APPS, List.of(ROOT));
    }

    @Test
    void aMistakeThatOnlyAnOutdatedObjectOfTheTargetMakesIsNone() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", variablesOf("settings", false)));
        scene.file("clusters/dev/inner.yaml", unit("inner", "./inner", variablesOf("other", false)));
        scene.file("apps/a.yaml", configMap("a", "colour: '${colour}'"));
        scene.inTarget(configMap("settings", "older: variable"));
        scene.inTarget(configMap("other", "a: b"));

        Rendered rendered = scene.render();

        assertThat(data(rendered, APPS, "colour")).isEqualTo("green");
        assertThat(rendered.graph()).containsEntry(APPS, List.of(ROOT, INNER));
    }

    @Test
    void anObjectOfTheTargetThatCannotBeReadDoesNotMatterWhereTheRunWritesIt() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", variablesOf("settings", false)));
        scene.file("clusters/dev/inner.yaml", unit("inner", "./inner", variablesOf("nothing", true)));
        scene.live(this::digested);

        Rendered rendered = scene.render();

        assertThat(data(rendered, APPS, "colour")).isEqualTo("green");
    }

    @Test
    void anObjectOfTheTargetThatCannotBeReadIsNamedWhereNothingWritesIt() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", variablesOf("settings", false)));
        scene.live(this::digested);

        assertThatThrownBy(scene::render)
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
    void aDependencyThatOnlyASuspendedUnitCouldDefineIsNotWaitedFor() {
        scene.file("clusters/dev/base.yaml", unit("base", "./base", "suspend: true"));
        scene.file("base/inner.yaml", unit("inner", "./inner", ""));
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: inner}]"));

        Rendered rendered = scene.render();

        assertThat(units(rendered)).containsExactly(ROOT, APPS);
        assertThat(rendered.graph()).containsEntry(APPS, List.of(ROOT));
        assertThat(rendered.warnings()).anySatisfy(warning -> assertThat(warning.what())
                .contains("Kustomization/flux-system/apps", "flux-system/inner", "is not part of this run"));
    }

    @Test
    void aDependencyThatOnlyAWaitingUnitCouldDefineWaitsWithIt() {
        scene.file("clusters/dev/base.yaml", unit("base", "./base", variablesOf("made-later", false)));
        scene.file("base/inner.yaml", unit("inner", "./inner", ""));
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: inner}]"));

        Rendered rendered = scene.render();

        assertThat(rendered.waiting()).extracting(Waiting::id).containsExactly(BASE);
        assertThat(rendered.graph()).containsEntry(APPS, List.of(ROOT, BASE));
    }

    @Test
    void aSourceThatOnlyAWaitingUnitCouldDefineIsWaitedFor() {
        scene.file("clusters/dev/base.yaml", unit("base", "./base", variablesOf("made-later", false)));
        scene.file("clusters/dev/apps.yaml", unitOf("other", "apps", "./apps"));

        Rendered rendered = scene.render();

        assertThat(rendered.waiting()).extracting(Waiting::id).containsExactly(APPS, BASE);
        assertThat(rendered.waiting().get(0).missing())
                .containsExactly(new ObjectId("source.toolkit.fluxcd.io", "GitRepository", "flux-system", "other"));
    }

    @Test
    void siblingsThatDependOnAParentWhichWaitsForItsObjectsAreNoCycle() {
        scene.file("clusters/dev/base.yaml", unit("base", "./base", "wait: true"));
        scene.file("base/inner.yaml", unit("inner", "./inner", "dependsOn: [{name: base}]"));
        scene.file("base/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: base}]"));

        Rendered rendered = scene.render();

        assertThat(rendered.graph()).containsEntry(APPS, List.of(BASE)).containsEntry(INNER, List.of(BASE));
    }

    @Test
    void aDependencyIsReadyWhenTheUnitsAreThatItsHealthChecksName() {
        scene.file("clusters/dev/base.yaml", unit("base", "./base", """
                healthChecks:
                    - {apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: inner, namespace: flux-system}
                """));
        scene.file("base/inner.yaml", unit("inner", "./inner", ""));
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: base}]"));

        Rendered rendered = scene.render();

        assertThat(rendered.graph()).containsEntry(APPS, List.of(ROOT, BASE, INNER));
    }

    @Test
    void aUnitWithoutANamespaceIsRefused() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "").replace(", namespace: flux-system}", "}"));

        assertThatThrownBy(scene::render)
                .isInstanceOf(InvalidInput.class)
                .hasMessage("clusters/dev/apps.yaml:1: Kustomization/apps: namespace not specified");
    }

    @Test
    void aRootForAnotherClusterIsNotSupportedYet() {
        scene.file(
                "clusters/dev/root.yaml",
                unit("flux-system", "./clusters/dev", "kubeConfig: {secretRef: {name: other}}"));

        assertThat(scene.render().unsupported()).extracting(Skipped::id).containsExactly(ROOT);
    }

    @Test
    void stopsBetweenTwoUnits() {
        var cancel = CancelSignal.never();
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", variablesOf("settings", true)));
        scene.cancel(cancel);
        scene.live(id -> {
            cancel.cancel("told to stop");
            return Optional.empty();
        });

        assertThatThrownBy(scene::render).isInstanceOf(TimedOut.class).hasMessageContaining("told to stop");
    }

    @Test
    void findsPathsHoweverTheyAreWritten() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "/apps/", ""));
        scene.file("clusters/dev/base.yaml", unit("base", "base/.", ""));
        scene.file("clusters/dev/inner.yaml", unit("inner", "../../inner", ""));

        Rendered rendered = scene.render();

        assertThat(rendered.units()).extracting(unit -> unit.manifests().size()).containsExactly(0, 1, 1, 1);
        assertThat(units(rendered)).containsExactly(ROOT, APPS, BASE, kustomization("inner"));
    }
}
