package dev.sluice.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.KeyedDigest;
import dev.sluice.object.Manifest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DifferTest {

    private final Differ differ = new Differ(new KeyedDigest(new byte[] {1, 2, 3}));

    private List<FieldDifference> differences(String live, String desired) {
        return differ.differences(object(live), object(desired));
    }

    private static Manifest object(String fields) {
        return TestRepository.manifest("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                """ + fields);
    }

    private static Manifest secret(String fields) {
        return TestRepository.manifest("""
                apiVersion: v1
                kind: Secret
                metadata: {name: web, namespace: shop}
                """ + fields);
    }

    private static FieldDifference changed(String path, String before, String after) {
        return new FieldDifference(path, Optional.of(before), Optional.of(after));
    }

    private static FieldDifference added(String path, String after) {
        return new FieldDifference(path, Optional.empty(), Optional.of(after));
    }

    private static FieldDifference removed(String path, String before) {
        return new FieldDifference(path, Optional.of(before), Optional.empty());
    }

    @Test
    void namesListItemsAsFluxDoes() {
        String live = "spec: {template: {spec: {containers: [{name: web, image: nginx:1}, {name: side, image: s}]}}}";
        String desired = "spec: {template: {spec: {containers: [{name: web, image: nginx:2}, {name: log, image: l}]}}}";

        assertThat(differences(live, desired))
                .containsExactly(
                        added("spec.template.spec.containers.log", "image: l\nname: log"),
                        removed("spec.template.spec.containers.side", "image: s\nname: side"),
                        changed("spec.template.spec.containers.web.image", "nginx:1", "nginx:2"));
    }

    @Test
    void countsListItemsWithoutNames() {
        assertThat(differences("spec: {rules: [{a: 1}, {b: 1}]}", "spec: {rules: [{a: 2}]}"))
                .containsExactly(changed("spec.rules.0.a", "1", "2"), removed("spec.rules.1", "b: 1"));
    }

    @Test
    void tellsListItemsApartByTheirKeysWhereTheyHaveNoNames() {
        String live = "spec: {template: {spec: {containers: [{name: web, ports: ["
                + "{containerPort: 80, protocol: TCP}, {containerPort: 53, protocol: UDP, hostPort: 1}]}]}}}";
        String desired = "spec: {template: {spec: {containers: [{name: web, ports: ["
                + "{containerPort: 53, protocol: UDP, hostPort: 2}]}]}}}";

        assertThat(differences(live, desired))
                .containsExactly(
                        changed("spec.template.spec.containers.web.ports.53/UDP.hostPort", "1", "2"),
                        removed("spec.template.spec.containers.web.ports.80/TCP", "containerPort: 80\nprotocol: TCP"));
    }

    @Test
    void countsTheItemsOfListsThatAreReplacedAsAWhole() {
        assertThat(differences(
                        "spec: {template: {spec: {tolerations: [{key: a}]}}}",
                        "spec: {template: {spec: {tolerations: [{key: b}]}}}"))
                .containsExactly(changed("spec.template.spec.tolerations.0.key", "a", "b"));
    }

    @Test
    void takesNoLabelsAsAnEmptyMapOfThem() {
        Manifest bare = TestRepository.manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");
        Manifest empty = TestRepository.manifest(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {}, annotations: {}}}");

        assertThat(differ.differences(bare, empty)).isEmpty();
    }

    /** kubernetes/kubernetes#118293. */
    @Test
    void ignoresMetricsThatADryRunInvents() {
        String head =
                "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {metrics: ";
        Manifest live = TestRepository.manifest(head + "[{type: Pods, pods: {a: 1}}]}}");
        Manifest dryRun = TestRepository.manifest(
                head + "[{type: Pods, pods: {a: 1}}, {type: Pods, pods: {a: 1}}, {type: ''}]}}");

        assertThat(differ.differences(live, dryRun)).isEmpty();
    }

    @Test
    void showsListsOfPlainValuesWhole() {
        assertThat(differences("spec: {args: [a, b]}", "spec: {args: [a, c]}"))
                .containsExactly(changed("spec.args", "- a\n- b", "- a\n- c"));
    }

    @Test
    void seesWhenOnlyTheOrderOfNamedItemsChanged() {
        assertThat(differences("spec: {env: [{name: a}, {name: b}]}", "spec: {env: [{name: b}, {name: a}]}"))
                .containsExactly(changed("spec.env", "- a\n- b", "- b\n- a"));
    }

    @Test
    void ignoresWhatOnlyAServerWrites() {
        String live = """
                status: {replicas: 1}
                spec: {replicas: 1.0, template: {metadata: {creationTimestamp: null}}}
                """;

        assertThat(differences(live, "spec: {replicas: 1, template: {metadata: {}}}"))
                .isEmpty();
    }

    @Test
    void ignoresServerMetadataButNotLabelsAnnotationsAndFinalizers() {
        Manifest live = TestRepository.manifest("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: web
                  uid: 1-2-3
                  resourceVersion: "5"
                  generation: 3
                  creationTimestamp: "2026-01-01T00:00:00Z"
                  managedFields: [{manager: x}]
                  labels: {a.b/c: old}
                """);
        Manifest desired = TestRepository.manifest("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: web, labels: {a.b/c: new}, finalizers: [f]}
                """);

        assertThat(differ.differences(live, desired))
                .containsExactly(added("metadata.finalizers", "- f"), changed("metadata.labels.a.b/c", "old", "new"));
    }

    @Test
    void tellsTypesApart() {
        assertThat(differences("spec: {a: '1'}", "spec: {a: 1}")).containsExactly(changed("spec.a", "\"1\"", "1"));
    }

    @Test
    void masksTheValuesOfSecrets() {
        Manifest live = secret("data: {password: aHVudGVyMQ==, same: eA==}");
        Manifest desired = secret("data: {password: aHVudGVyMg==, same: eA==, token: c2VjcmV0}");

        List<FieldDifference> fields = differ.differences(live, desired);

        assertThat(fields).extracting(FieldDifference::path).containsExactly("data.password", "data.token");
        assertThat(fields)
                .allSatisfy(field -> assertThat(field.after().orElse("")).matches("'?\\*\\*\\* \\([0-9a-f]{8}\\)'?"));
        assertThat(fields.toString()).doesNotContain("hunter", "aHVudGVy", "c2VjcmV0");
    }

    @Test
    void masksASecretThatComesAsAWholeAndFieldsItShouldNotHave() {
        Manifest live = secret("");
        Manifest desired = secret("data: {password: aHVudGVyMQ==}\nstringData: {a: hunter2}\npasword: hunter3");

        assertThat(differ.differences(live, desired).toString()).contains("***").doesNotContain("hunter", "aHVudGVy");
    }
}
