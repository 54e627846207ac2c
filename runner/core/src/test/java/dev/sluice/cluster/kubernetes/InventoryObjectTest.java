package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.Inventory.Policy;
import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import dev.sluice.object.YamlWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class InventoryObjectTest {

    private static final int LARGEST = 1024 * 1024;
    private static final ObjectId ROOT = kustomization("flux-system");
    private static final ObjectId DEPLOYMENT = new ObjectId("apps", "Deployment", "shop", "web");
    private static final ObjectId ROLE = new ObjectId("rbac.authorization.k8s.io", "ClusterRole", "", "a__b:c");
    private static final ObjectId SERVICE = new ObjectId("", "Service", "shop", "web");

    static ObjectId kustomization(String name) {
        return new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", name);
    }

    static Inventory inventory(ObjectId unit, Map<ObjectId, Entry> objects) {
        return new Inventory(
                unit,
                ROOT,
                Optional.of(ROOT),
                "main@sha1:1",
                new Policy(true, "WaitForTermination", false, true),
                List.of(ROOT, kustomization("infra")),
                new TreeMap<>(objects));
    }

    private static Inventory apps() {
        return inventory(
                kustomization("apps"),
                Map.of(
                        DEPLOYMENT,
                        new Entry("v1", "1a".repeat(32), "2b".repeat(32)),
                        ROLE,
                        Entry.unproved("v1beta1"),
                        SERVICE,
                        new Entry("v1", "not hexadecimal", "abc")));
    }

    /** As an API server gives it back. */
    private static JsonNode stored(Inventory inventory) {
        try {
            return new JsonMapper().readTree(InventoryObject.write(inventory).toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode changed(Consumer<ObjectNode> change) {
        ObjectNode object = stored(apps()).deepCopy();
        change.accept(object);
        return object;
    }

    private static Inventory many(int objects, int length) {
        var random = new Random(1);
        SortedMap<ObjectId, Entry> entries = new TreeMap<>();
        byte[] bytes = new byte[32];
        for (int i = 0; i < objects; i++) {
            random.nextBytes(bytes);
            String digest = HexFormat.of().formatHex(bytes);
            random.nextBytes(bytes);
            String name = digest.repeat(4).substring(0, length);
            entries.put(
                    new ObjectId("apps", "Deployment", "namespace-" + i % 100, name),
                    new Entry("v1", digest, HexFormat.of().formatHex(bytes)));
        }
        return inventory(kustomization("apps"), entries);
    }

    /** What the API server counts. */
    private static int size(JsonNode object) throws IOException {
        int size = 0;
        for (JsonNode text : object.path("data")) {
            size += text.asText().length();
        }
        for (JsonNode bytes : object.path("binaryData")) {
            size += bytes.binaryValue().length;
        }
        return size;
    }

    @Test
    void remembersWhoAppliedItAndHowLongItMayTake() {
        Inventory tenant = apps().withPolicy(new Policy(
                true,
                "WaitForTermination",
                false,
                false,
                Duration.ofSeconds(90),
                Optional.of("system:serviceaccount:shop:tenant")));

        assertThat(InventoryObject.read(stored(tenant))).isEqualTo(tenant);
    }

    @Test
    void readsOneThatSaysNothingOfTimeAndUser() {
        JsonNode old = changed(object -> object.withObject("/data")
                .put("policy", "prune: true\ndeletionPolicy: WaitForTermination\nsuspended: false\nkept: true\n"));

        assertThat(InventoryObject.read(old)).isEqualTo(apps());
    }

    @Test
    void standsThereForPeople() {
        ObjectNode object = InventoryObject.write(apps());

        object.remove("binaryData");
        assertThat(YamlWriter.write(object)).isEqualTo("""
                apiVersion: v1
                data:
                  apiVersion: sluice.dev/v1alpha1
                  definedBy: flux-system_flux-system_kustomize.toolkit.fluxcd.io_Kustomization
                  objects: |
                    /a__b:c/rbac.authorization.k8s.io/ClusterRole: v1beta1
                    shop_web__Service: v1
                    shop_web_apps_Deployment: v1
                  policy: |
                    prune: true
                    deletionPolicy: WaitForTermination
                    suspended: false
                    kept: true
                    timeout: PT5M
                  revision: main@sha1:1
                  root: flux-system_flux-system_kustomize.toolkit.fluxcd.io_Kustomization
                  unit: flux-system_apps_kustomize.toolkit.fluxcd.io_Kustomization
                  waitsFor: |
                    flux-system_flux-system_kustomize.toolkit.fluxcd.io_Kustomization
                    flux-system_infra_kustomize.toolkit.fluxcd.io_Kustomization
                kind: ConfigMap
                metadata:
                  annotations:
                    sluice.dev/root: Kustomization/flux-system/flux-system
                    sluice.dev/unit: Kustomization/flux-system/apps
                  labels:
                    app.kubernetes.io/managed-by: sluice
                    sluice.dev/root: 0f696c734d966848
                  name: sluice-kustomization-apps
                  namespace: flux-system
                """);
    }

    @Test
    void isReadAsItWasWritten() {
        Inventory read = InventoryObject.read(stored(apps()));

        assertThat(read).isEqualTo(apps());
    }

    @Test
    void isReadWhereNothingIsInIt() {
        var empty = new Inventory(
                ROOT,
                ROOT,
                Optional.empty(),
                "",
                new Policy(false, "MirrorPrune", true, false),
                List.of(),
                new TreeMap<>());

        assertThat(InventoryObject.read(stored(empty))).isEqualTo(empty);
    }

    @Test
    void isTheSameBytesEachTime() {
        assertThat(stored(apps())).isEqualTo(stored(apps()));
    }

    @Test
    void holdsTenThousandObjects() throws IOException {
        Inventory inventory = many(10_000, 40);

        JsonNode object = stored(inventory);

        assertThat(size(object)).isLessThan(LARGEST);
        assertThat(InventoryObject.read(object)).isEqualTo(inventory);
    }

    @Test
    void saysHowToReadIdsThatAreTooMany() {
        JsonNode object = stored(many(10_000, 40));

        assertThat(object.at("/data/objects").asText()).isEqualTo("""
                # 10000 objects, too many to stand here. To read them:
                # kubectl get configmap -n flux-system sluice-kustomization-apps -o jsonpath='{.binaryData.objects\\.gz}' | base64 -d | gunzip
                """);
    }

    @Test
    void refusesMoreThanAConfigMapHolds() {
        assertThatThrownBy(() -> InventoryObject.write(many(20_000, 63)))
                .isInstanceOf(Rejected.class)
                .hasMessageMatching("Kustomization/flux-system/apps: its inventory of 20000 objects takes [0-9]+ bytes,"
                        + " and a ConfigMap holds no more than 1048576");
    }

    @Test
    void aLineEndInANameIsNoSecondObject() {
        var role = new ObjectId("rbac.authorization.k8s.io", "ClusterRole", "", "a\nshop_web_apps_Deployment: v1\r\nb");
        Inventory inventory = inventory(kustomization("apps"), Map.of(role, new Entry("v1", "1a", "2b")));

        assertThat(InventoryObject.read(stored(inventory))).isEqualTo(inventory);
    }

    @Test
    void anObjectThatSomebodyTookOutIsGoneAndTheOthersAreUnproved() {
        JsonNode object = changed(stored -> stored.withObject("/data").put("objects", "shop_web__Service: v1\n"));

        assertThat(InventoryObject.read(object).objects()).isEqualTo(Map.of(SERVICE, Entry.unproved("v1")));
    }

    @Test
    void withoutProofsNothingIsProved() {
        JsonNode object = changed(stored -> stored.remove("binaryData"));

        assertThat(InventoryObject.read(object).objects().values())
                .containsOnly(Entry.unproved("v1"), Entry.unproved("v1beta1"));
    }

    @Test
    void refusesANewerVersionByItsName() {
        JsonNode object = changed(stored -> stored.withObject("/data").put("apiVersion", "sluice.dev/v7"));

        assertThatThrownBy(() -> InventoryObject.read(object))
                .isInstanceOf(Rejected.class)
                .hasMessage("ConfigMap/flux-system/sluice-kustomization-apps: the inventory is of another version:"
                        + " sluice.dev/v7");
    }

    @Test
    void refusesWhatIsDamaged() {
        List<Consumer<ObjectNode>> damages = List.of(
                object -> object.remove("data"),
                object -> object.withObject("/data").remove("unit"),
                object -> object.withObject("/data").put("root", "x"),
                object -> object.withObject("/data").put("waitsFor", "x"),
                object -> object.withObject("/data").put("objects", "shop_web__Service"),
                object -> object.withObject("/data").put("objects", "web: v1"),
                object -> object.withObject("/binaryData").put("proofs.gz", "no base64"),
                object -> object.withObject("/binaryData").put("proofs.gz", "bm8gZ3ppcA=="),
                object -> object.withObject("/binaryData").put("proofs.gz", Gzip.compress(new byte[] {3, 1})));

        for (Consumer<ObjectNode> damage : damages) {
            assertThatThrownBy(() -> InventoryObject.read(changed(damage)))
                    .isInstanceOfSatisfying(Rejected.class, refusal -> assertThat(refusal.hint())
                            .hasValueSatisfying(
                                    hint -> assertThat(hint).startsWith("take it from a backup; or delete")))
                    .hasMessageStartingWith(
                            "ConfigMap/flux-system/sluice-kustomization-apps: the inventory cannot be read: ");
        }
    }

    @Test
    void refusesACopy() {
        JsonNode object = changed(stored -> stored.withObject("/metadata").put("name", "backup"));

        assertThatThrownBy(() -> InventoryObject.read(object))
                .isInstanceOf(Rejected.class)
                .hasMessage(
                        "ConfigMap/flux-system/backup: it is a copy of the inventory of Kustomization/flux-system/apps");
    }

    @Test
    void aNameThatIsTooLongIsCut() {
        String start = "a".repeat(214) + ".";
        var one = kustomization(start + "b".repeat(30));
        var other = kustomization(start + "c".repeat(30));

        assertThat(List.of(StateNames.of(one), StateNames.of(other)))
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name)
                        .hasSizeLessThanOrEqualTo(253)
                        .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"));
    }
}
