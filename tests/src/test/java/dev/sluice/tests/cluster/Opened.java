package dev.sluice.tests.cluster;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.DryRun;
import dev.sluice.cluster.LiveObject;
import dev.sluice.cluster.kubernetes.ConnectionOptions;
import dev.sluice.cluster.kubernetes.KubernetesCluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.junit.TestNamespace;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cluster of a test as a target, and the namespace in which its objects are. */
record Opened(Cluster cluster, TestNamespace namespace) implements AutoCloseable {

    /** As the user who may do everything. */
    static Opened in(TestNamespace namespace) {
        return with(namespace.cluster().kubeconfig(), namespace);
    }

    static Opened as(String user, TestNamespace namespace) {
        return with(namespace.cluster().kubeconfigFor(user), namespace);
    }

    private static Opened with(Path kubeconfig, TestNamespace namespace) {
        var options = new ConnectionOptions(
                Path.of("").toAbsolutePath(), Map.of(), Optional.of(kubeconfig), Optional.empty(), false, 8);
        return new Opened(
                KubernetesCluster.open(options, namespace.name(), CancelSignal.never(), Clock.systemUTC()), namespace);
    }

    /** An object of the test's namespace that belongs to a Kustomization. */
    Manifest owned(String yaml) {
        ObjectNode content = here(yaml).content().deepCopy();
        content.withObjectProperty("metadata")
                .withObjectProperty("labels")
                .put("kustomize.toolkit.fluxcd.io/name", "apps")
                .put("kustomize.toolkit.fluxcd.io/namespace", "flux-system");
        return Manifest.of(content, here(yaml).origin());
    }

    /** An object of the test's namespace. */
    Manifest here(String yaml) {
        Manifest manifest = anywhere(yaml);
        ObjectNode content = manifest.content().deepCopy();
        content.withObjectProperty("metadata").put("namespace", namespace.name());
        return manifest.with(content);
    }

    static Manifest anywhere(String yaml) {
        return Manifests.read(yaml, "test.yaml").get(0);
    }

    LiveObject live(Manifest desired) {
        return requireNonNull(cluster.live(List.of(desired)).get(desired.id()), desired.id() + " is not there");
    }

    /** What would become of an object of which the target knows what it can. */
    DryRun dryRun(Manifest desired) {
        return cluster.dryRun(
                desired, Optional.ofNullable(cluster.live(List.of(desired)).get(desired.id())));
    }

    /** A value of the live object, as the server tells it. */
    JsonNode value(Manifest desired, String pointer) {
        Manifest live = cluster.read(List.of(desired.id())).get(desired.id());
        return requireNonNull(live, desired.id() + " is not there").content().at(pointer);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
