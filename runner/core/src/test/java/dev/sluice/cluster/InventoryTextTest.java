package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.Inventory.Policy;
import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InventoryTextTest {

    private static final ObjectId ROOT = kustomization("flux-system");
    private static final Inventory INVENTORY = new Inventory(
            kustomization("apps"),
            ROOT,
            Optional.of(ROOT),
            "main@sha1:1",
            new Policy(true, "MirrorPrune", false, false),
            List.of(ROOT),
            new TreeMap<>(Map.of(
                    new ObjectId("apps", "Deployment", "shop", "web"),
                    new Entry("v1", "1a", "2b"),
                    new ObjectId("rbac.authorization.k8s.io", "ClusterRole", "", "a__b:c"),
                    Entry.unproved("v1"))));

    private static ObjectId kustomization(String name) {
        return new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", name);
    }

    @Test
    void writesALineAnObject() {
        assertThat(InventoryText.write(INVENTORY)).isEqualTo("""
                        apiVersion: sluice.dev/v1alpha1
                        definedBy: flux-system_flux-system_kustomize.toolkit.fluxcd.io_Kustomization
                        kind: Inventory
                        objects:
                          /a__b:c/rbac.authorization.k8s.io/ClusterRole: v1 - -
                          shop_web_apps_Deployment: v1 1a 2b
                        policy:
                          deletionPolicy: MirrorPrune
                          kept: false
                          prune: true
                          suspended: false
                          timeout: PT5M
                        revision: main@sha1:1
                        root: flux-system_flux-system_kustomize.toolkit.fluxcd.io_Kustomization
                        unit: flux-system_apps_kustomize.toolkit.fluxcd.io_Kustomization
                        waitsFor:
                        - flux-system_flux-system_kustomize.toolkit.fluxcd.io_Kustomization
                        """);
    }

    @Test
    void readsWhatItWrites() {
        assertThat(InventoryText.read(InventoryText.write(INVENTORY), "x.yaml")).isEqualTo(INVENTORY);
    }

    @Test
    void remembersWhoAppliedItAndHowLongItMayTake() {
        Inventory tenant = INVENTORY.withPolicy(new Policy(
                true,
                "WaitForTermination",
                false,
                false,
                Duration.ofSeconds(90),
                Optional.of("system:serviceaccount:shop:tenant")));

        assertThat(InventoryText.read(InventoryText.write(tenant), "x.yaml")).isEqualTo(tenant);
    }

    @Test
    void readsOneThatSaysNothingOfTimeAndUser() {
        String old = InventoryText.write(INVENTORY).replace("  timeout: PT5M\n", "");

        assertThat(InventoryText.read(old, "x.yaml")).isEqualTo(INVENTORY);
    }

    @Test
    void refusesWhatIsNoInventory() {
        for (String text : List.of("", "a: b", "{", "kind: Inventory\napiVersion: sluice.dev/v9", "- x")) {
            assertThatThrownBy(() -> InventoryText.read(text, "state/x.yaml"))
                    .isInstanceOf(Rejected.class)
                    .hasMessageStartingWith("state/x.yaml: the inventory");
        }
    }
}
