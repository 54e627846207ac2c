package dev.sluice.render;

import static dev.sluice.render.RenderScene.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RendererTest {

    private static final ObjectId ROOT = kustomization("flux-system");
    private static final ObjectId APPS = kustomization("apps");
    private static final ObjectId BASE = kustomization("base");

    private final RenderScene scene;

    RendererTest(@TempDir Path directory) {
        this.scene = new RenderScene(directory);
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void findsUnitsInWhatTheirParentsRender() {
        file("clusters/dev/apps.yaml", unit("apps", "./apps", ""));
        file("apps/base.yaml", unit("base", "./base", ""));
        file("base/config.yaml", configMap("settings", "a: b"));

        Rendered rendered = render("clusters/dev");

        assertThat(rendered.graph())
                .containsExactly(
                        Map.entry(ROOT, List.of()), Map.entry(APPS, List.of(ROOT)), Map.entry(BASE, List.of(APPS)));
        assertThat(objects(rendered, BASE)).containsExactly("ConfigMap/default/settings");
        assertThat(objects(rendered, ROOT)).isEmpty();
    }

    @Test
    void marksEveryObjectWithItsUnit() {
        file("clusters/dev/config.yaml", configMap("settings", "a: b"));

        Rendered rendered = render("clusters/dev");

        Manifest settings = rendered.units().get(0).manifests().get(0);
        assertThat(settings.label("kustomize.toolkit.fluxcd.io/name")).isEqualTo("flux-system");
        assertThat(settings.label("kustomize.toolkit.fluxcd.io/namespace")).isEqualTo("flux-system");
        assertThat(settings.content().path("metadata").has("creationTimestamp")).isFalse();
        assertThat(settings.origin()).hasToString("clusters/dev/config.yaml:1");
    }

    @Test
    void takesTheDefinitionOfARootThatDefinesItself() {
        file(
                "clusters/dev/flux-system.yaml",
                unit("flux-system", "./clusters/dev", "postBuild: {substitute: {colour: green}}"));
        file("clusters/dev/config.yaml", configMap("settings", "colour: ${colour}"));

        Rendered rendered = render("clusters/dev");

        Manifest settings = rendered.units().get(0).manifests().get(0);
        assertThat(settings.content().path("data").path("colour").asText()).isEqualTo("green");
    }

    @Test
    void takesSeveralEntriesAsOneRoot() {
        file("namespaces/a.yaml", configMap("a", "a: b"));
        file("workloads/b.yaml", configMap("b", "a: b"));

        Rendered rendered = render("namespaces", "workloads");

        assertThat(objects(rendered, ROOT)).containsExactly("ConfigMap/default/a", "ConfigMap/default/b");
    }

    @Test
    void ordersUnitsByWhatTheyDependOn() {
        file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: base}]"));
        file("clusters/dev/base.yaml", unit("base", "./base", ""));
        file("apps/a.yaml", configMap("a", "a: b"));
        file("base/b.yaml", configMap("b", "a: b"));

        Rendered rendered = render("clusters/dev");

        assertThat(rendered.units()).extracting(Unit::id).containsExactly(ROOT, BASE, APPS);
        assertThat(rendered.graph().get(APPS)).containsExactly(ROOT, BASE);
    }

    @Test
    void waitsForTheUnitsInsideOfADependencyThatWaitsForItsObjects() {
        file("clusters/dev/base.yaml", unit("base", "./base", "wait: true"));
        file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: base}]"));
        file("base/inner.yaml", unit("inner", "./inner", ""));
        file("inner/a.yaml", configMap("a", "a: b"));
        file("apps/b.yaml", configMap("b", "a: b"));

        Rendered rendered = render("clusters/dev");

        assertThat(rendered.graph().get(APPS)).containsExactly(ROOT, BASE, kustomization("inner"));
    }

    @Test
    void namesADependencyThatDoesNotExist() {
        file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: bass}]"));
        file("clusters/dev/base.yaml", unit("base", "./base", ""));
        file("apps/a.yaml", configMap("a", "a: b"));
        file("base/b.yaml", configMap("b", "a: b"));

        assertThatThrownBy(() -> render("clusters/dev"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "clusters/dev/apps.yaml:9: Kustomization/flux-system/apps: dependency 'flux-system/bass' not found");
    }

    @Test
    void namesACycle() {
        file("clusters/dev/apps.yaml", unit("apps", "./apps", "dependsOn: [{name: base}]"));
        file("clusters/dev/base.yaml", unit("base", "./base", "dependsOn: [{name: apps}]"));
        file("apps/a.yaml", configMap("a", "a: b"));
        file("base/b.yaml", configMap("b", "a: b"));

        assertThatThrownBy(() -> render("clusters/dev"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(
                        "circular dependency detected: flux-system/apps -> flux-system/base -> flux-system/apps");
    }

    @Test
    void readsVariablesFromWhatTheSameRunWrites() {
        file("clusters/dev/apps.yaml", unit("apps", "./apps", substituteFrom("ConfigMap", "settings")));
        file("clusters/dev/base.yaml", unit("base", "./base", ""));
        file("apps/a.yaml", configMap("a", "colour: ${colour}"));
        file("base/settings.yaml", configMap("flux-system", "settings", "colour: green"));

        Rendered rendered = render("clusters/dev");

        assertThat(rendered.graph().get(APPS)).containsExactly(ROOT, BASE);
        assertThat(data(rendered, APPS, "colour")).isEqualTo("green");
    }

    @Test
    void readsVariablesFromTheTargetWhereTheRunDoesNotWriteThem() {
        file("clusters/dev/apps.yaml", unit("apps", "./apps", substituteFrom("ConfigMap", "settings")));
        file("apps/a.yaml", configMap("a", "colour: ${colour}"));
        scene.inTarget(configMap("flux-system", "settings", "colour: blue"));

        Rendered rendered = render("clusters/dev");

        assertThat(data(rendered, APPS, "colour")).isEqualTo("blue");
    }

    @Test
    void prefersWhatTheRunWritesEvenWhereItsWriterIsFoundLater() {
        file("clusters/dev/apps.yaml", unit("apps", "./apps", substituteFrom("ConfigMap", "settings")));
        file("clusters/dev/base.yaml", unit("base", "./base", substituteFrom("ConfigMap", "other")));
        file("apps/a.yaml", configMap("a", "colour: ${colour}"));
        file("base/settings.yaml", configMap("flux-system", "settings", "colour: green"));
        scene.inTarget(configMap("flux-system", "settings", "colour: blue"));
        scene.inTarget(configMap("flux-system", "other", "a: b"));

        Rendered rendered = render("clusters/dev");

        assertThat(data(rendered, APPS, "colour")).isEqualTo("green");
        assertThat(rendered.graph().get(APPS)).containsExactly(ROOT, BASE);
    }

    @Test
    void aUnitWhoseVariablesAreNowhereWaits() {
        file("clusters/dev/apps.yaml", unit("apps", "./apps", substituteFrom("Secret", "made-by-an-operator")));
        file("clusters/dev/base.yaml", unit("base", "./base", "dependsOn: [{name: apps}]"));
        file("apps/a.yaml", configMap("a", "colour: ${colour}"));
        file("base/b.yaml", configMap("b", "a: b"));

        Rendered rendered = render("clusters/dev");

        assertThat(rendered.units()).extracting(Unit::id).containsExactly(ROOT, BASE);
        assertThat(rendered.waiting()).extracting(Waiting::id).containsExactly(APPS);
        assertThat(rendered.waiting().get(0).missing())
                .containsExactly(new ObjectId("", "Secret", "flux-system", "made-by-an-operator"));
    }

    @Test
    void refusesAnObjectThatTwoUnitsRender() {
        file("clusters/dev/apps.yaml", unit("apps", "./apps", ""));
        file("clusters/dev/base.yaml", unit("base", "./base", ""));
        file("apps/a.yaml", configMap("same", "a: b"));
        file("base/b.yaml", configMap("same", "a: b"));

        assertThatThrownBy(() -> render("clusters/dev"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("base/b.yaml:1: ConfigMap/default/same: is rendered twice: "
                        + "by Kustomization/flux-system/base here, "
                        + "and by Kustomization/flux-system/apps at apps/a.yaml:1");
    }

    @Test
    void reportsKindsThatCannotBeCarriedOutYet() {
        file("clusters/dev/repository.yaml", HELM_REPOSITORY);

        Rendered rendered = render("clusters/dev");

        assertThat(rendered.unsupported()).extracting(Skipped::reason).containsExactly("not supported yet");
    }

    @Test
    void leavesOutKindsThatTheUserSkips() {
        file("clusters/dev/repository.yaml", HELM_REPOSITORY);

        Rendered rendered = scene.render(new RenderOptions(Set.of("HelmRepository"), true), "clusters/dev");

        assertThat(rendered.unsupported()).isEmpty();
        assertThat(rendered.skipped()).extracting(Skipped::reason).containsExactly("left out by --skip-kinds");
    }

    @Test
    void leavesSuspendedUnitsAlone() {
        file("clusters/dev/apps.yaml", unit("apps", "./missing", "suspend: true"));
        file("clusters/dev/base.yaml", unit("base", "./base", "dependsOn: [{name: apps}]"));
        file("base/b.yaml", configMap("b", "a: b"));

        Rendered rendered = render("clusters/dev");

        assertThat(rendered.suspended()).containsExactly(APPS);
        assertThat(rendered.units()).extracting(Unit::id).containsExactly(ROOT, BASE);
    }

    @Test
    void takesALocalDirectoryForASource() {
        file("clusters/dev/apps.yaml", unit("apps", "./deploy", "").replace("name: flux-system}", "name: app}"));
        file("elsewhere/deploy/a.yaml", configMap("a", "a: b"));
        scene.localSource("GitRepository/flux-system/app", "elsewhere");

        Rendered rendered = render("clusters/dev");

        assertThat(objects(rendered, APPS)).containsExactly("ConfigMap/default/a");
    }

    @Test
    void namesASourceThatNothingDefines() {
        file("clusters/dev/apps.yaml", unit("apps", "./deploy", "").replace("name: flux-system}", "name: app}"));

        assertThatThrownBy(() -> render("clusters/dev"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("clusters/dev/apps.yaml:8: Kustomization/flux-system/apps: "
                        + "source GitRepository/flux-system/app not found");
    }

    @Test
    void findsTheMistakesOfAllUnits() {
        file("clusters/dev/apps.yaml", unit("apps", "./apps", ""));
        file("clusters/dev/base.yaml", unit("base", "./base", ""));
        file("apps/a.yaml", "a: [");
        file("base/b.yaml", "no: object");

        assertThatThrownBy(() -> render("clusters/dev")).isInstanceOfSatisfying(InvalidInput.class, failure -> {
            assertThat(failure.problems())
                    .anySatisfy(problem -> assertThat(problem.location()).startsWith("apps/a.yaml:"));
            assertThat(failure.problems())
                    .anySatisfy(problem -> assertThat(problem.location()).startsWith("base/b.yaml"));
        });
    }

    @Test
    void rendersTheSameTwice() {
        for (int i = 0; i < 20; i++) {
            file("clusters/dev/unit-" + i + ".yaml", unit("unit-" + i, "./unit-" + i, ""));
            file("unit-" + i + "/config.yaml", configMap("config-" + i, "a: b"));
        }

        Rendered first = render("clusters/dev");
        Rendered second = render("clusters/dev");

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

    private static ObjectId kustomization(String name) {
        return new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", name);
    }

    private static String substituteFrom(String kind, String name) {
        return "postBuild: {substituteFrom: [{kind: %s, name: %s}]}".formatted(kind, name);
    }

    private static String configMap(String name, String data) {
        return configMap("default", name, data);
    }

    private static String configMap(String namespace, String name, String data) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, namespace: %s}
                data:
                  %s
                """.formatted(name, namespace, data);
    }

    private void file(String name, String text) {
        scene.file(name, text);
    }

    private Rendered render(String... paths) {
        return scene.render(paths);
    }

    private static List<String> objects(Rendered rendered, ObjectId unit) {
        return find(rendered, unit).manifests().stream()
                .map(manifest -> manifest.id().toString())
                .toList();
    }

    private static String data(Rendered rendered, ObjectId unit, String key) {
        return find(rendered, unit)
                .manifests()
                .get(0)
                .content()
                .path("data")
                .path(key)
                .asText();
    }

    private static Unit find(Rendered rendered, ObjectId id) {
        return rendered.units().stream()
                .filter(unit -> unit.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
