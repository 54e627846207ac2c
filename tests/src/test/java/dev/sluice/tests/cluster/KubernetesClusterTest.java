package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cluster.LiveObject;
import dev.sluice.cluster.Propagation;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import dev.sluice.junit.TestCluster;
import dev.sluice.junit.TestNamespace;
import dev.sluice.junit.WithCluster;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithCluster
class KubernetesClusterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SETTINGS =
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {a: b}}";
    private static final String KEPT =
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: kept, finalizers: [example.com/keep]}}";

    private Opened opened;

    @BeforeEach
    void open(TestNamespace namespace) {
        opened = Opened.in(namespace);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void isCalledByItsContextAndItsServer(TestCluster cluster) {
        assertThat(opened.cluster().name()).endsWith(" (" + cluster.server() + ")");
    }

    @Test
    void createsWhatIsNotThere() {
        Manifest settings = opened.owned(SETTINGS);

        opened.cluster().apply(settings);

        assertThat(opened.value(settings, "/data/a").asText()).isEqualTo("b");
    }

    @Test
    void changesWhatIsThere() {
        opened.cluster().apply(opened.owned(SETTINGS));
        Manifest changed = opened.owned("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {c: d}}");

        opened.cluster().apply(changed);

        assertThat(opened.value(changed, "/data").toString()).isEqualTo("{\"c\":\"d\"}");
    }

    @Test
    void takesAFieldFromWhoeverOwnsIt(TestNamespace namespace) {
        namespace.kubectl(
                "create", "configmap", "settings", "--from-literal=a=theirs", "--field-manager=somebody-else");
        Manifest settings = opened.owned(SETTINGS);

        opened.cluster().apply(settings);

        assertThat(opened.value(settings, "/data/a").asText()).isEqualTo("b");
    }

    @Test
    void answersWhatALaterListWillAnswer() {
        Manifest settings = opened.owned(SETTINGS);

        LiveObject applied = opened.cluster().apply(settings);

        assertThat(opened.live(settings).fingerprint()).isEqualTo(applied.fingerprint());
    }

    @Test
    void listsObjectsOfOneNameInSeveralGroups() {
        Manifest role = opened.owned("{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: x}}");
        Manifest configMap = opened.owned("{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}");
        Manifest deployment = opened.owned(deployment("x"));
        List<Manifest> all = List.of(role, configMap, deployment);
        all.forEach(opened.cluster()::apply);

        assertThat(opened.cluster().live(all).keySet())
                .containsExactlyInAnyOrder(role.id(), configMap.id(), deployment.id());
    }

    @Test
    void listsAnObjectInTheVersionInWhichItIsDesired() {
        opened.cluster().apply(opened.owned(scaler("autoscaling/v2")));
        Manifest old = opened.owned(scaler("autoscaling/v1"));

        assertThat(opened.live(old).manifest().apiVersion()).isEqualTo("autoscaling/v1");
    }

    @Test
    void listsMoreThanOnePage() {
        List<Manifest> all = IntStream.range(0, 510)
                .mapToObj(i -> opened.owned("{apiVersion: v1, kind: ConfigMap, metadata: {name: m" + i + "}}"))
                .toList();
        all.parallelStream().forEach(opened.cluster()::apply);

        assertThat(opened.cluster().live(all)).hasSize(510);
    }

    @Test
    void knowsNothingOfAKindThatTheServerDoesNotKnow() {
        Manifest toy = opened.owned("{apiVersion: toys.example.com/v1, kind: Toy, metadata: {name: t}}");

        assertThat(opened.cluster().live(List.of(toy))).isEmpty();
    }

    @Test
    void readsWhatNoUnitOwns(TestNamespace namespace) {
        namespace.kubectl("create", "configmap", "plain", "--from-literal=a=b");
        var id = new ObjectId("", "ConfigMap", namespace.name(), "plain");

        assertThat(opened.cluster().read(List.of(id)).keySet()).containsExactly(id);
    }

    @Test
    void readsNothingOfWhatIsNotThere(TestNamespace namespace) {
        var id = new ObjectId("", "ConfigMap", namespace.name(), "absent");

        assertThat(opened.cluster().read(List.of(id))).isEmpty();
    }

    @Test
    void digestsEqualContentAlike() {
        assertThat(opened.cluster().digest(opened.owned(SETTINGS)))
                .isEqualTo(opened.cluster()
                        .digest(opened.owned(
                                "{kind: ConfigMap, data: {a: b}, metadata: {name: settings}, apiVersion: v1}")));
    }

    @Test
    void digestsASecretWithAKeyOfItsOwn(TestCluster cluster) {
        Manifest secret = opened.owned("{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: Yg==}}");

        String digest = opened.cluster().digest(secret);

        try (TestNamespace namespace =
                        cluster.createNamespace(opened.namespace().name() + "-other");
                Opened other = Opened.in(namespace)) {
            assertThat(other.cluster().digest(secret)).isNotEqualTo(digest);
        }
    }

    @Test
    void deletesAnObject() {
        Manifest settings = opened.owned(SETTINGS);
        opened.cluster().apply(settings);

        opened.cluster().delete(settings.id(), "", Propagation.BACKGROUND, PATIENCE);

        assertThat(opened.cluster().read(List.of(settings.id()))).isEmpty();
    }

    @Test
    void doesNotDeleteAnotherObjectOfTheSameName() {
        Manifest settings = opened.owned(SETTINGS);
        opened.cluster().apply(settings);

        opened.cluster()
                .delete(settings.id(), "00000000-0000-0000-0000-000000000000", Propagation.BACKGROUND, PATIENCE);

        assertThat(opened.cluster().read(List.of(settings.id()))).hasSize(1);
    }

    @Test
    void deletesWhatItOwnsBeforeIt(TestNamespace namespace) {
        Manifest web = opened.owned(deployment("web"));
        opened.cluster().apply(web);
        namespace.kubectl("wait", "deployment/web", "--for=create", "--timeout=30s");

        opened.cluster().delete(web.id(), "", Propagation.FOREGROUND, PATIENCE);

        assertThat(namespace.kubectl("get", "replicasets", "--output=name")).isEmpty();
    }

    @Test
    void namesTheFinalizerThatKeepsAnObject(TestNamespace namespace) {
        Manifest kept = opened.owned(KEPT);
        opened.cluster().apply(kept);

        assertThatThrownBy(() -> opened.cluster().delete(kept.id(), "", Propagation.BACKGROUND, Duration.ofMillis(100)))
                .isInstanceOf(TimedOut.class)
                .hasMessage(kept.id() + ": still there 0 s after its deletion: finalizer example.com/keep");
        namespace.kubectl("patch", "configmap", "kept", "--type=json", "-p=[{op: remove, path: /metadata/finalizers}]");
    }

    @Test
    void saysWhatKeepsANamespace(TestCluster cluster) {
        TestNamespace other = cluster.createNamespace(opened.namespace().name() + "-kept");
        var id = new ObjectId("", "Namespace", "", other.name());
        other.apply(Manifests.write(List.of(Opened.anywhere(KEPT))));

        opened.cluster().delete(id, "", Propagation.BACKGROUND, Duration.ZERO);
        cluster.kubectl(
                "wait", "namespace", other.name(), "--for=condition=NamespaceContentRemaining", "--timeout=90s");

        assertThatThrownBy(() -> opened.cluster().delete(id, "", Propagation.BACKGROUND, Duration.ofMillis(1)))
                .isInstanceOf(TimedOut.class)
                .hasMessage(id + ": still there 0 s after its deletion: Some resources are remaining: configmaps."
                        + " has 1 resource instances, Some content in the namespace has finalizers"
                        + " remaining: example.com/keep in 1 resource instances");
        other.kubectl("patch", "configmap", "kept", "--type=json", "-p=[{op: remove, path: /metadata/finalizers}]");
    }

    @Test
    void applyTellsWhatTheServerRefuses() {
        Manifest wrong =
                opened.owned("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {'a b': c}}");

        assertThatThrownBy(() -> opened.cluster().apply(wrong))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith(wrong.id() + " apply failed (Invalid): ConfigMap \"settings\" is invalid: ");
    }

    @Test
    void asksInTheNameOfAnother(TestNamespace namespace) {
        String user = "system:serviceaccount:" + namespace.name() + ":tenant";
        Manifest settings = opened.owned(SETTINGS);

        assertThatThrownBy(() -> opened.cluster().as(user).apply(settings))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("User \"" + user + "\" cannot patch resource \"configmaps\"");
    }

    @Test
    void answersToTheTargetItselfAfterAnotherWasClosed(TestNamespace namespace) {
        opened.cluster()
                .as("system:serviceaccount:" + namespace.name() + ":tenant")
                .close();

        assertThat(opened.cluster().live(List.of(opened.owned(SETTINGS)))).isEmpty();
    }

    @Test
    void asksForEachObjectWhereItMayNotList(TestNamespace namespace) {
        Manifest settings = opened.owned(SETTINGS);
        opened.cluster().apply(settings);
        namespace.kubectl("create", "role", "reader", "--verb=get", "--resource=configmaps");
        namespace.kubectl("create", "rolebinding", "reader", "--role=reader", "--user=" + TestCluster.NOBODY);

        try (Opened nobody = Opened.as(TestCluster.NOBODY, namespace)) {
            assertThat(nobody.cluster().live(List.of(settings)).keySet()).containsExactly(settings.id());
        }
    }

    private static String deployment(String name) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s}
                spec:
                  selector: {matchLabels: {app: x}}
                  template:
                    metadata: {labels: {app: x}}
                    spec: {containers: [{name: c, image: "registry.test/x:1"}]}
                """.formatted(name);
    }

    private static String scaler(String apiVersion) {
        return """
                apiVersion: %s
                kind: HorizontalPodAutoscaler
                metadata: {name: web}
                spec:
                  maxReplicas: 3
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                """.formatted(apiVersion);
    }
}
