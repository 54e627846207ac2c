package dev.sluice.flux;

import static dev.sluice.flux.Fixtures.configMap;
import static dev.sluice.flux.Fixtures.kustomization;
import static dev.sluice.flux.Fixtures.object;
import static dev.sluice.flux.Fixtures.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Problem;
import dev.sluice.kustomize.KustomizeBuild;
import dev.sluice.object.Manifest;
import dev.sluice.object.YamlWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FluxBuildTest {

    private final TextTree tree = new TextTree(Map.of("apps/kustomization.yaml", "resources: [a.yaml]"));

    @Test
    void refusesAMissingPathInFluxsWords() {
        var build = building(List.of());

        assertThat(refused(() -> build.build(tree, kustomization("path: ./nope"), Map.of(), true)))
                .containsExactly("clusters/dev/apps.yaml:1: Kustomization/flux-system/apps: kustomization path not"
                        + " found: stat nope: no such file or directory");
    }

    @Test
    void collectsTheUndefinedVariablesOfAllObjects() {
        List<Manifest> objects =
                List.of(configMap("one", "a: ${x}"), configMap("two", "a: b"), configMap("three", "a: ${y}"));
        var build = building(objects);
        KustomizationSpec spec = kustomization("path: apps\npostBuild: {substitute: {v: x}}");

        assertThat(refused(() -> build.build(tree, spec, Map.of("v", "x"), true)))
                .containsExactly(
                        "clusters/dev/apps.yaml:1: ConfigMap/flux-system/one: variable not set (strict mode): \"x\"",
                        "clusters/dev/apps.yaml:1: ConfigMap/flux-system/three: variable not set (strict mode): \"y\"");
    }

    /** As Kustomize's {@code Replace}, by which the controller puts each object back. */
    @Test
    void refusesTwoObjectsThatVariablesGiveOneName() {
        var build = building(List.of(configMap("${x}", "a: b"), configMap("one", "a: b")));
        KustomizationSpec spec = kustomization("path: apps\npostBuild: {substitute: {x: one}}");

        assertThat(refused(() -> build.build(tree, spec, Map.of("x", "one"), true)))
                .singleElement()
                .asString()
                .contains("ConfigMap/flux-system/one: variables give another object of the build the same name");
    }

    @Test
    void acceptsNamesThatVariablesMakeDifferent() {
        var build = building(List.of(configMap("${x}", "a: b"), configMap("${y}", "a: b")));
        KustomizationSpec spec = kustomization("path: apps\npostBuild: {substitute: {x: one, y: two}}");

        List<Manifest> built =
                build.build(tree, spec, Map.of("x", "one", "y", "two"), true).manifests();

        assertThat(built).extracting(manifest -> manifest.id().name()).containsExactly("one", "two");
    }

    @Test
    void trap3LeavesExpressionsAloneWithoutVariables() {
        Manifest config = configMap("one", "a: $${x}");
        var build = building(List.of(config));

        List<Manifest> built = build.build(tree, kustomization("path: apps\npostBuild: {}"), Map.of(), true)
                .manifests();

        assertThat(built).containsExactly(config);
    }

    @Test
    void trap11PutsCommonMetadataOverOwnerLabelsOnTheObjectAlone() {
        KustomizationSpec spec = kustomization("""
                commonMetadata:
                  labels: {team: a, kustomize.toolkit.fluxcd.io/name: other}
                  annotations: {note: x}
                """);

        assertThat(finished(configMap("one", "a: b"), spec)).isEqualTo("""
                apiVersion: v1
                data:
                  a: b
                kind: ConfigMap
                metadata:
                  annotations:
                    note: x
                  creationTimestamp: null
                  labels:
                    kustomize.toolkit.fluxcd.io/name: other
                    kustomize.toolkit.fluxcd.io/namespace: flux-system
                    team: a
                  name: one
                  namespace: flux-system
                """);
    }

    @Test
    void trap11LeavesAnnotationsThatSayNothingAloneWhereThereIsNoCommonMetadata() {
        Manifest widget = object("""
                apiVersion: example.com/v1
                kind: Widget
                metadata: {name: web, annotations: {env: null}}
                """);

        assertThat(finished(widget, kustomization("path: apps"))).contains("env: null");
        assertThat(finished(widget, kustomization("commonMetadata: {labels: {}}")))
                .contains("env: \"\"");
    }

    @Test
    void trap12PassesBuiltInKindsThroughTheirTypes() {
        Manifest service = object("""
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec:
                  ports: [{port: 80}]
                  noSuchField: x
                status: {loadBalancer: {}}
                """);

        assertThat(finished(service, kustomization(""))).isEqualTo("""
                apiVersion: v1
                kind: Service
                metadata:
                  creationTimestamp: null
                  labels:
                    kustomize.toolkit.fluxcd.io/name: apps
                    kustomize.toolkit.fluxcd.io/namespace: flux-system
                  name: web
                spec:
                  ports:
                  - port: 80
                    protocol: TCP
                    targetPort: 0
                """);
    }

    @Test
    void trap12PutsTheTextsOfASecretIntoItsData() {
        Manifest secret = object("""
                apiVersion: v1
                kind: Secret
                metadata: {name: s}
                data: {a: YQ==, b: Yg==}
                stringData: {a: x}
                """);

        assertThat(finished(secret, kustomization(""))).contains("data:\n  a: eA==\n  b: Yg==\nkind");
    }

    @Test
    void leavesAnObjectAloneThatDoesNotFitItsType() {
        Manifest pod =
                object("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: x, noSuchField: z}}");

        assertThat(finished(pod, kustomization(""))).contains("spec:\n  containers: x\n  noSuchField: z\n");
    }

    @Test
    void trap25NamesEverySecretThatIsStillEncrypted() {
        Manifest secret = object("{apiVersion: v1, kind: Secret, metadata: {name: s}, sops: {mac: x}}");
        var build = building(List.of());

        assertThat(refused(() -> build.finish(List.of(secret, secret), kustomization(""))))
                .hasSize(2)
                .contains("clusters/dev/apps.yaml:1: Secret/s is SOPS encrypted, configuring decryption is required"
                        + " for this secret to be reconciled");
    }

    @Test
    void losesAllLabelsWhereOneIsNoTextAndWarnsOfIt() {
        Manifest config = object("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {x: y, z: w}}}");
        var build = building(List.of());

        assertThat(finished(config, kustomization(""))).doesNotContain("z: w");
        assertThat(build.warnings(List.of(config)))
                .extracting(Problem::toString)
                .containsExactly("clusters/dev/apps.yaml:1: ConfigMap/a: metadata.labels.x is no text: all labels of"
                        + " the object are lost");
    }

    @Test
    void flattensListsAndDropsKustomizesOwnFiles() {
        var build = building(List.of());
        ObjectNode list = configMap("list", "a: b").content().objectNode();
        list.put("apiVersion", "v1")
                .put("kind", "ConfigMapList")
                .putObject("metadata")
                .put("name", "x");
        list.putArray("items").add(configMap("one", "a: b").content());
        ObjectNode file = configMap("file", "a: b").content().deepCopy();
        file.put("apiVersion", "kustomize.config.k8s.io/v1beta1").put("kind", "Kustomization");

        Manifest any = configMap("any", "a: b");

        List<Manifest> finished = build.finish(List.of(any.with(list), any.with(file)), kustomization(""));

        assertThat(finished).extracting(manifest -> manifest.id().name()).containsExactly("one");
    }

    /** As in Flux, where nobody hears of it. */
    @Test
    void leavesAnObjectOutWhoseNameIsANumber() {
        Manifest config = object("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");
        ObjectNode content = config.content().deepCopy();
        content.withObject("/metadata").put("name", 5);
        var build = building(List.of(config.with(content)));
        KustomizationSpec spec = kustomization("path: apps");

        KustomizeBuild built = build.build(tree, spec, Map.of(), true);

        assertThat(built.warnings())
                .singleElement()
                .asString()
                .contains("apiVersion or metadata.name is no text: the object is left out");
        assertThat(build.finish(built.manifests(), spec)).isEmpty();
    }

    @Test
    void labelsAnItemOfAListThatHasNoMetadata() {
        var build = building(List.of());
        ObjectNode list = configMap("list", "a: b").content().deepCopy();
        list.putArray("items").addObject();

        List<Manifest> finished = build.finish(List.of(configMap("any", "a: b").with(list)), kustomization(""));

        assertThat(finished).singleElement().satisfies(item -> assertThat(
                        item.label("kustomize.toolkit.fluxcd.io/name"))
                .isEqualTo("apps"));
    }

    @ParameterizedTest
    @CsvSource({
        "1000m, 1",
        "0.5, 500m",
        "1024Mi, 1Gi",
        "1.5Gi, 1536Mi",
        "100Ki, 100Ki",
        "1e3, 1e3",
        "1500m, 1500m",
        "2000, 2k",
        "0.1n, 1n",
        "1023, 1023",
        "10E, 10E",
        "1., 1.",
        "0.5Ki, 512",
        "1e30, 1e30",
        "-1, -1",
        "+5, +5",
        "0, 0"
    })
    void writesQuantitiesAsApimachineryDoes(String text, String canonical) {
        assertThat(GoQuantity.canonical(text)).isEqualTo(canonical);
    }

    private static String finished(Manifest manifest, KustomizationSpec spec) {
        var build = building(List.of());
        return YamlWriter.write(build.finish(List.of(manifest), spec).get(0).content());
    }

    private static FluxBuild building(List<Manifest> objects) {
        return new FluxBuild((files, directory) -> new KustomizeBuild(objects, List.of()));
    }
}
