package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.AccessCheck;
import dev.sluice.cluster.AccessCheck.AccessRequest;
import dev.sluice.cluster.AccessCheck.Denial;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.cluster.ObjectWatch;
import dev.sluice.cluster.Observation;
import dev.sluice.cluster.Propagation;
import dev.sluice.junit.TestCluster;
import dev.sluice.junit.TestNamespace;
import dev.sluice.junit.WithCluster;
import dev.sluice.object.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the target tells of a cluster without being asked to change it. */
@WithCluster
class KubernetesObservationTest {

    private static final String SETTINGS =
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {a: b}}";

    private final LinkedBlockingQueue<Observation> observed = new LinkedBlockingQueue<>();
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
    @Timeout(60)
    void tellsThatAnObjectComesAndGoes() throws InterruptedException {
        Manifest settings = opened.owned(SETTINGS);

        try (ObjectWatch watch = opened.cluster().watch(List.of(ObjectReference.of(settings)), observed::add)) {
            await(observation -> observation.live().isEmpty());
            opened.cluster().apply(settings);
            await(observation -> observation.live().isPresent());
            opened.cluster().delete(settings.id(), "", Propagation.BACKGROUND, Duration.ZERO);
            await(observation -> observation.live().isEmpty());

            assertThat(watch.failure()).isEmpty();
        }
    }

    @Test
    void saysWhichKubernetesItIs(TestCluster cluster) {
        assertThat(opened.cluster().access().map(AccessCheck::version)).contains(cluster.version());
    }

    @Test
    void saysWhatWouldBeDenied(TestNamespace namespace) {
        var request = new AccessRequest("patch", "", "ConfigMap", "", namespace.name());
        try (Opened nobody = Opened.as(TestCluster.NOBODY, namespace)) {
            List<Denial> denied = nobody.cluster().access().orElseThrow().denied(List.of(request));

            assertThat(denied).containsExactly(new Denial(request, "configmaps", ""));
        }
    }

    private void await(Predicate<Observation> expected) throws InterruptedException {
        Observation observation;
        do {
            observation = observed.poll(30, TimeUnit.SECONDS);
            assertThat(observation).isNotNull();
        } while (!expected.test(observation));
    }
}
