package dev.sluice.tests.cluster;

import static dev.sluice.tests.cluster.StateScene.kustomization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import dev.sluice.junit.AuditedRequest;
import dev.sluice.junit.TestCluster;
import dev.sluice.junit.TestNamespace;
import dev.sluice.junit.WithCluster;
import dev.sluice.object.ObjectId;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs remember in a real cluster. */
@WithCluster
class KubernetesStateTest {

    private static final String APPS = "configmap/sluice-kustomization-apps";
    private static final ObjectId SERVICE = new ObjectId("", "Service", "shop", "web");
    private static final Entry PROVED = new Entry("v1", "1a".repeat(32), "2b".repeat(32));

    private StateScene scene;

    @BeforeEach
    void open(TestNamespace namespace) {
        scene = new StateScene(namespace);
    }

    private Inventory apps(Entry entry) {
        return scene.apps(Map.of(SERVICE, entry));
    }

    private void write(Inventory inventory) {
        try (Cluster cluster = scene.run()) {
            cluster.state().inventories(scene.root());
            cluster.state().write(inventory);
        }
    }

    private static Map<ObjectId, Entry> tenThousandObjects() {
        var random = new Random(1);
        var objects = new TreeMap<ObjectId, Entry>();
        byte[] bytes = new byte[32];
        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(bytes);
            String digest = HexFormat.of().formatHex(bytes);
            var id = new ObjectId("apps", "Deployment", "namespace-" + i % 100, digest.substring(0, 40));
            objects.put(id, new Entry("v1", digest, digest));
        }
        return objects;
    }

    @Test
    void remembersAUnit() {
        write(apps(PROVED));

        assertThat(scene.read()).containsExactly(apps(PROVED));
    }

    @Test
    void remembersTenThousandObjects() {
        Inventory inventory = scene.apps(tenThousandObjects());

        write(inventory);

        assertThat(scene.read()).containsExactly(inventory);
    }

    @Test
    void showsPeopleWhatItIs() {
        write(apps(PROVED));

        JsonNode object = scene.object(APPS);
        assertThat(object.at("/metadata/labels/app.kubernetes.io~1managed-by").asText())
                .isEqualTo("sluice");
        assertThat(object.at("/metadata/annotations/sluice.dev~1unit").asText())
                .isEqualTo("Kustomization/" + scene.namespace().name() + "/apps");
        assertThat(object.at("/data/objects").asText()).isEqualTo("shop_web__Service: v1\n");
        assertThat(object.at("/metadata/managedFields/0/manager").asText()).isEqualTo("sluice");
    }

    @Test
    void doesNotTouchWhatIsThereAlready() {
        write(apps(PROVED));
        String version = scene.object(APPS).at("/metadata/resourceVersion").asText();

        write(apps(PROVED));

        assertThat(scene.object(APPS).at("/metadata/resourceVersion").asText()).isEqualTo(version);
    }

    @Test
    void keepsTheLabelsOfOthers() {
        try (Cluster cluster = scene.run()) {
            cluster.state().write(apps(PROVED));
            scene.namespace().kubectl("label", APPS, "team=shop");

            cluster.state().write(apps(Entry.unproved("v1")));
        }

        assertThat(scene.object(APPS).at("/metadata/labels/team").asText()).isEqualTo("shop");
        assertThat(scene.read()).containsExactly(apps(Entry.unproved("v1")));
    }

    @Test
    void isNotWrittenOverAnotherRuns() {
        try (Cluster cluster = scene.run()) {
            cluster.state().inventories(scene.root());
            write(apps(PROVED));

            assertThatThrownBy(() -> cluster.state().write(apps(Entry.unproved("v1"))))
                    .isInstanceOf(Rejected.class)
                    .hasMessageMatching("ConfigMap/.*/sluice-kustomization-apps: the inventory was changed by another"
                            + " run \\(sluice at .*Z\\)");
        }
        assertThat(scene.read()).containsExactly(apps(PROVED));
    }

    @Test
    void isNotWrittenOverAnEdit() {
        try (Cluster cluster = scene.run()) {
            cluster.state().write(apps(PROVED));
            scene.namespace().kubectl("patch", APPS, "-p", "{\"data\": {\"objects\": \"\"}}");

            assertThatThrownBy(() -> cluster.state().write(apps(Entry.unproved("v1"))))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("(kubectl-patch at ");
        }
    }

    @Test
    void isForgottenWithItsUnit() {
        try (Cluster cluster = scene.run()) {
            cluster.state().write(apps(PROVED));
            scene.namespace().kubectl("label", APPS, "team=shop");

            cluster.state().remove(apps(PROVED));
        }

        assertThat(scene.object(APPS).isMissingNode()).isTrue();
    }

    @Test
    void comesWithANamespaceThatIsMissing(TestCluster cluster) {
        String name = "missing-" + UUID.randomUUID();
        try {
            Inventory inventory = scene.inventory(kustomization(name, "apps"), Map.of());
            write(inventory);

            assertThat(scene.read()).containsExactly(inventory);
            assertThat(cluster.kubectl("get", "namespace", name, "-o", "jsonpath={.metadata.labels}"))
                    .contains("\"app.kubernetes.io/managed-by\":\"sluice\"");
        } finally {
            cluster.deleteNamespace(name);
        }
    }

    @Test
    void needsNoMoreThanARoleInItsNamespaces(TestCluster cluster) {
        try (TestNamespace other = cluster.createNamespace("other-" + UUID.randomUUID())) {
            for (TestNamespace namespace : List.of(scene.namespace(), other)) {
                namespace.kubectl(
                        "create",
                        "role",
                        "sluice",
                        "--resource=configmaps,secrets,leases.coordination.k8s.io",
                        "--verb=get,list,create,update,patch,delete");
                namespace.kubectl("create", "rolebinding", "sluice", "--role=sluice", "--user=" + TestCluster.NOBODY);
            }
            Inventory elsewhere = scene.inventory(kustomization(other.name(), "elsewhere"), Map.of());
            try (Cluster run = scene.runAs(TestCluster.NOBODY)) {
                run.state().inventories(scene.root());
                run.state().write(apps(PROVED));
                run.state().write(elsewhere);
            }

            try (Cluster next = scene.runAs(TestCluster.NOBODY)) {
                assertThat(next.state().inventories(scene.root())).containsExactlyInAnyOrder(apps(PROVED), elsewhere);
            }
        }
    }

    @Test
    void saysWhichRightIsMissing() {
        try (Cluster run = scene.runAs(TestCluster.NOBODY)) {
            assertThatThrownBy(() -> run.state().inventories(scene.root()))
                    .isInstanceOfSatisfying(Rejected.class, refusal -> assertThat(refusal.hint())
                            .hasValueSatisfying(hint -> assertThat(hint).startsWith("the run needs the right to")))
                    .hasMessageContaining("is forbidden: User \"nobody\" cannot");
        }
    }

    @Test
    void isWrittenAlsoWhenTheRunIsCancelled() {
        var cancel = CancelSignal.never();
        try (Cluster cluster = scene.run(cancel, Clock.systemUTC())) {
            cluster.state().write(apps(Entry.unproved("v1")));
            cancel.cancel("SIGTERM");

            cluster.state().write(apps(PROVED));
        }

        assertThat(scene.read()).containsExactly(apps(PROVED));
    }

    @Test
    void keepsOneKey() {
        String digest;
        try (Cluster cluster = scene.run()) {
            digest = cluster.keyedDigest().of("secret");
            cluster.state().write(apps(PROVED));
        }

        try (Cluster next = scene.run()) {
            assertThat(next.keyedDigest().of("secret")).isEqualTo(digest);
        }
    }

    @Test
    void toLookWritesNothing() {
        try (Cluster cluster = scene.run()) {
            cluster.state().inventories(scene.root());
            cluster.keyedDigest().of("secret");
        }

        assertThat(scene.namespace().cluster().auditLog())
                .filteredOn(request ->
                        request.uri().contains("/" + scene.namespace().name() + "/"))
                .extracting(AuditedRequest::verb)
                .doesNotContain("create", "update", "patch", "delete");
    }
}
