package dev.sluice.render;

import static dev.sluice.render.RenderScene.APPS;
import static dev.sluice.render.RenderScene.BASE;
import static dev.sluice.render.RenderScene.ROOT;
import static dev.sluice.render.RenderScene.configMap;
import static dev.sluice.render.RenderScene.data;
import static dev.sluice.render.RenderScene.find;
import static dev.sluice.render.RenderScene.kustomization;
import static dev.sluice.render.RenderScene.unit;
import static dev.sluice.render.RenderScene.unitOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RendererTest {

    private final RenderScene scene;

    RendererTest(@TempDir Path directory) {
        this.scene = new RenderScene(directory);
    }

    @Test
    void findsUnitsInWhatTheirParentsRender() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""));
        scene.file("apps/base.yaml", unit("base", "./base", ""));
        scene.file("base/config.yaml", configMap("default", "settings", "a: b"));

        Rendered rendered = scene.render();

        assertThat(rendered.graph())
                .containsExactly(
                        Map.entry(ROOT, List.of()), Map.entry(APPS, List.of(ROOT)), Map.entry(BASE, List.of(APPS)));
        assertThat(objects(rendered, BASE)).containsExactly("ConfigMap/default/settings");
        assertThat(objects(rendered, ROOT)).isEmpty();
    }

    @Test
    void marksEveryObjectWithItsUnit() {
        scene.file("clusters/dev/config.yaml", configMap("default", "settings", "a: b"));

        Rendered rendered = scene.render();

        Manifest settings = rendered.units().get(0).manifests().get(0);
        assertThat(settings.label("kustomize.toolkit.fluxcd.io/name")).isEqualTo("flux-system");
        assertThat(settings.label("kustomize.toolkit.fluxcd.io/namespace")).isEqualTo("flux-system");
        assertThat(settings.content().path("metadata").has("creationTimestamp")).isFalse();
        assertThat(settings.origin()).hasToString("clusters/dev/config.yaml:1");
    }

    @Test
    void takesTheDefinitionOfARootThatDefinesItself() {
        scene.file(
                "clusters/dev/flux-system.yaml",
                unit("flux-system", "./clusters/dev", "postBuild: {substitute: {colour: green}}"));
        scene.file("clusters/dev/config.yaml", configMap("settings", "colour: ${colour}"));

        Rendered rendered = scene.render();

        Manifest settings = rendered.units().get(0).manifests().get(0);
        assertThat(settings.content().path("data").path("colour").asText()).isEqualTo("green");
    }

    @Test
    void takesSeveralEntriesAsOneRoot() {
        scene.file("namespaces/a.yaml", configMap("default", "a", "a: b"));
        scene.file("workloads/b.yaml", configMap("default", "b", "a: b"));

        Rendered rendered = scene.render("namespaces", "workloads");

        assertThat(objects(rendered, ROOT)).containsExactly("ConfigMap/default/a", "ConfigMap/default/b");
    }

    @Test
    void ordersUnitsByWhatTheyDependOn() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: base}]"));
        scene.file("clusters/dev/base.yaml", unit("base", "./base", ""));
        scene.file("apps/a.yaml", configMap("a", "a: b"));
        scene.file("base/b.yaml", configMap("b", "a: b"));

        Rendered rendered = scene.render();

        assertThat(rendered.units()).extracting(Unit::id).containsExactly(ROOT, BASE, APPS);
        assertThat(rendered.graph().get(APPS)).containsExactly(ROOT, BASE);
    }

    @Test
    void waitsForTheUnitsInsideOfADependencyThatWaitsForItsObjects() {
        scene.file("clusters/dev/base.yaml", unit("base", "./base", "wait: true"));
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: base}]"));
        scene.file("base/inner.yaml", unit("inner", "./inner", ""));
        scene.file("inner/a.yaml", configMap("a", "a: b"));
        scene.file("apps/b.yaml", configMap("b", "a: b"));

        Rendered rendered = scene.render();

        assertThat(rendered.graph().get(APPS)).containsExactly(ROOT, BASE, kustomization("inner"));
    }

    @Test
    void namesADependencyThatDoesNotExist() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: bass}]"));
        scene.file("clusters/dev/base.yaml", unit("base", "./base", ""));
        scene.file("apps/a.yaml", configMap("a", "a: b"));
        scene.file("base/b.yaml", configMap("b", "a: b"));

        assertThatThrownBy(scene::render)
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "clusters/dev/apps.yaml:9: Kustomization/flux-system/apps: dependency 'flux-system/bass' not found");
    }

    @Test
    void namesACycle() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: base}]"));
        scene.file("clusters/dev/base.yaml", unit("base", "./base", "dependsOn: [{name: apps}]"));
        scene.file("apps/a.yaml", configMap("a", "a: b"));
        scene.file("base/b.yaml", configMap("b", "a: b"));

        assertThatThrownBy(scene::render)
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(
                        "circular dependency detected: flux-system/apps -> flux-system/base -> flux-system/apps");
    }

    @Test
    void readsVariablesFromWhatTheSameRunWrites() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", substituteFrom("ConfigMap", "settings")));
        scene.file("clusters/dev/base.yaml", unit("base", "./base", ""));
        scene.file("apps/a.yaml", configMap("a", "colour: ${colour}"));
        scene.file("base/settings.yaml", configMap("settings", "colour: green"));

        Rendered rendered = scene.render();

        assertThat(rendered.graph().get(APPS)).containsExactly(ROOT, BASE);
        assertThat(data(rendered, APPS, "colour")).isEqualTo("green");
    }

    @Test
    void readsVariablesFromTheTargetWhereTheRunDoesNotWriteThem() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", substituteFrom("ConfigMap", "settings")));
        scene.file("apps/a.yaml", configMap("a", "colour: ${colour}"));
        scene.inTarget(configMap("settings", "colour: blue"));

        Rendered rendered = scene.render();

        assertThat(data(rendered, APPS, "colour")).isEqualTo("blue");
    }

    @Test
    void prefersWhatTheRunWritesEvenWhereItsWriterIsFoundLater() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", substituteFrom("ConfigMap", "settings")));
        scene.file("clusters/dev/base.yaml", unit("base", "./base", substituteFrom("ConfigMap", "other")));
        scene.file("apps/a.yaml", configMap("a", "colour: ${colour}"));
        scene.file("base/settings.yaml", configMap("settings", "colour: green"));
        scene.inTarget(configMap("settings", "colour: blue"));
        scene.inTarget(configMap("other", "a: b"));

        Rendered rendered = scene.render();

        assertThat(data(rendered, APPS, "colour")).isEqualTo("green");
        assertThat(rendered.graph().get(APPS)).containsExactly(ROOT, BASE);
    }

    @Test
    void aUnitWhoseVariablesAreNowhereWaits() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", substituteFrom("Secret", "made-by-an-operator")));
        scene.file("clusters/dev/base.yaml", unit("base", "./base", "dependsOn: [{name: apps}]"));
        scene.file("apps/a.yaml", configMap("a", "colour: ${colour}"));
        scene.file("base/b.yaml", configMap("b", "a: b"));

        Rendered rendered = scene.render();

        assertThat(rendered.units()).extracting(Unit::id).containsExactly(ROOT, BASE);
        assertThat(rendered.waiting()).extracting(Waiting::id).containsExactly(APPS);
        assertThat(rendered.waiting().get(0).missing())
                .containsExactly(new ObjectId("", "Secret", "flux-system", "made-by-an-operator"));
    }

    @Test
    void refusesAnObjectThatTwoUnitsRender() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""));
        scene.file("clusters/dev/base.yaml", unit("base", "./base", ""));
        scene.file("apps/a.yaml", configMap("default", "same", "a: b"));
        scene.file("base/b.yaml", configMap("default", "same", "a: b"));

        assertThatThrownBy(scene::render)
                .isInstanceOf(InvalidInput.class)
                .hasMessage("base/b.yaml:1: ConfigMap/default/same: is rendered twice: "
                        + "by Kustomization/flux-system/base here, "
                        + "and by Kustomization/flux-system/apps at apps/a.yaml:1");
    }

    @Test
    void reportsKindsThatCannotBeCarriedOutYet() {
        scene.file("clusters/dev/repository.yaml", HELM_REPOSITORY);

        Rendered rendered = scene.render();

        assertThat(rendered.unsupported()).extracting(Skipped::reason).containsExactly("not supported yet");
    }

    @Test
    void leavesOutKindsThatTheUserSkips() {
        scene.file("clusters/dev/repository.yaml", HELM_REPOSITORY);

        scene.skipKinds("HelmRepository");

        Rendered rendered = scene.render();

        assertThat(rendered.unsupported()).isEmpty();
        assertThat(rendered.skipped()).extracting(Skipped::reason).containsExactly("left out by --skip-kinds");
    }

    @Test
    void leavesSuspendedUnitsAlone() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./missing", "suspend: true"));
        scene.file("clusters/dev/base.yaml", unit("base", "./base", "dependsOn: [{name: apps}]"));
        scene.file("base/b.yaml", configMap("b", "a: b"));

        Rendered rendered = scene.render();

        assertThat(rendered.suspended()).containsExactly(APPS);
        assertThat(rendered.units()).extracting(Unit::id).containsExactly(ROOT, BASE);
    }

    @Test
    void takesALocalDirectoryForASource() {
        scene.file("clusters/dev/apps.yaml", unitOf("app", "apps", "./deploy"));
        scene.file("elsewhere/deploy/a.yaml", configMap("default", "a", "a: b"));
        scene.localSource("GitRepository/flux-system/app", "elsewhere");

        Rendered rendered = scene.render();

        assertThat(objects(rendered, APPS)).containsExactly("ConfigMap/default/a");
    }

    @Test
    void namesASourceThatNothingDefines() {
        scene.file("clusters/dev/apps.yaml", unitOf("app", "apps", "./deploy"));

        assertThatThrownBy(scene::render)
                .isInstanceOf(InvalidInput.class)
                .hasMessage("clusters/dev/apps.yaml:8: Kustomization/flux-system/apps: "
                        + "source GitRepository/flux-system/app not found");
    }

    @Test
    void findsTheMistakesOfAllUnits() {
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""));
        scene.file("clusters/dev/base.yaml", unit("base", "./base", ""));
        scene.file("apps/a.yaml", "a: [");
        scene.file("base/b.yaml", "no: object");

        assertThatThrownBy(scene::render).isInstanceOfSatisfying(InvalidInput.class, failure -> {
            assertThat(failure.problems())
                    .anySatisfy(problem -> assertThat(problem.location()).startsWith("apps/a.yaml:"));
            assertThat(failure.problems())
                    .anySatisfy(problem -> assertThat(problem.location()).startsWith("base/b.yaml"));
        });
    }

    @Test
    void rendersTheSameTwice() {
        for (int i = 0; i < 20; i++) {
            scene.file("clusters/dev/unit-" + i + ".yaml", unit("unit-" + i, "./unit-" + i, ""));
            scene.file("unit-" + i + "/config.yaml", configMap("config-" + i, "a: b"));
        }

        Rendered first = scene.render();
        Rendered second = scene.render();

        assertThat(second.graph().toString()).isEqualTo(first.graph().toString());
        assertThat(second.units().stream().map(Unit::manifests).toList())
                .isEqualTo(first.units().stream().map(Unit::manifests).toList());
    }

    private static final String HELM_REPOSITORY = """
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: HelmRepository
            metadata: {name: charts, namespace: flux-system}
            spec: {interval: 1h, url: "https://charts.example"}
            """;

    private static String substituteFrom(String kind, String name) {
        return "postBuild: {substituteFrom: [{kind: %s, name: %s}]}".formatted(kind, name);
    }

    private static List<String> objects(Rendered rendered, ObjectId unit) {
        return find(rendered, unit).manifests().stream()
                .map(manifest -> manifest.id().toString())
                .toList();
    }
}
