package dev.sluice.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.Inventory.Policy;
import dev.sluice.cluster.kubernetes.ConnectionOptions;
import dev.sluice.cluster.kubernetes.KubernetesCluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.junit.TestNamespace;
import dev.sluice.object.ObjectId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The state of a root in a namespace of a test. */
record StateScene(TestNamespace namespace) {

    static final String LEASE = "lease/sluice-kustomization-flux-system";

    /** A run of its own, as the user who may do everything. */
    Cluster run() {
        return run(CancelSignal.never(), Clock.systemUTC());
    }

    Cluster run(CancelSignal cancel, Clock clock) {
        return open(namespace.cluster().kubeconfig(), namespace.name(), cancel, clock);
    }

    Cluster runAs(String user) {
        return open(namespace.cluster().kubeconfigFor(user), namespace.name(), CancelSignal.never(), Clock.systemUTC());
    }

    static Cluster open(Path kubeconfig, String namespace, CancelSignal cancel, Clock clock) {
        var options = new ConnectionOptions(
                Objects.requireNonNull(kubeconfig.toAbsolutePath().getParent()),
                Map.of(),
                Optional.of(kubeconfig),
                Optional.empty(),
                false,
                8);
        return KubernetesCluster.open(options, namespace, cancel, clock);
    }

    ObjectId root() {
        return root(namespace.name());
    }

    static ObjectId root(String namespace) {
        return kustomization(namespace, "flux-system");
    }

    static ObjectId kustomization(String namespace, String name) {
        return new ObjectId("kustomize.toolkit.fluxcd.io", "Kustomization", namespace, name);
    }

    /** The inventory of the unit {@code apps}. */
    Inventory apps(Map<ObjectId, Entry> objects) {
        return inventory(kustomization(namespace.name(), "apps"), objects);
    }

    Inventory inventory(ObjectId unit, Map<ObjectId, Entry> objects) {
        return new Inventory(
                unit,
                root(),
                Optional.of(root()),
                "main@sha1:1",
                new Policy(true, "MirrorPrune", false, false),
                List.of(root()),
                new TreeMap<>(objects));
    }

    /** The inventories as a run after this one finds them. */
    List<Inventory> read() {
        try (Cluster cluster = run()) {
            return cluster.state().inventories(root());
        }
    }

    /** An object of the namespace, as kubectl shows it. */
    JsonNode object(String name) {
        String json = namespace.kubectl("get", name, "--ignore-not-found", "-o", "json", "--show-managed-fields");
        try {
            return new JsonMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
