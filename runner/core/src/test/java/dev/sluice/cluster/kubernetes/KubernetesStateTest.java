package dev.sluice.cluster.kubernetes;

import static dev.sluice.cluster.kubernetes.InventoryObjectTest.inventory;
import static dev.sluice.cluster.kubernetes.InventoryObjectTest.kustomization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.KeyedDigest;
import dev.sluice.cluster.RunLock;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** When a run's state is made, and by whom. */
class KubernetesStateTest {

    private static final String APPS = "/api/v1/namespaces/flux-system/configmaps/sluice-kustomization-apps";
    private static final String SECRET = "/api/v1/namespaces/flux-system/secrets/sluice-state";
    private static final ObjectId ROOT = kustomization("flux-system");

    private final MemoryApi api = new MemoryApi("flux-system", "shop");
    private final KubernetesState state = newState();

    /** A run of its own. */
    private KubernetesState newState() {
        return new KubernetesState(api, "flux-system", CancelSignal.never(), Clock.systemUTC());
    }

    private static Inventory apps(String digest) {
        var service = new ObjectId("", "Service", "shop", "web");
        return inventory(kustomization("apps"), Map.of(service, new Entry("v1", digest, "2b")));
    }

    @Test
    void toLookWritesNothing() {
        state.inventories(ROOT);
        state.keyedDigest();

        assertThat(api.paths()).containsExactly("/api/v1/namespaces/flux-system", "/api/v1/namespaces/shop");
    }

    @Test
    void theKeyIsKeptWithTheFirstInventory() {
        String digest = state.keyedDigest().of("secret");
        state.write(apps("1a"));

        assertThat(newState().keyedDigest().of("secret")).isEqualTo(digest);
    }

    @Test
    void eachClusterHasAKeyOfItsOwn() {
        String digest = state.keyedDigest().of("secret");
        var elsewhere = new KubernetesState(
                new MemoryApi("flux-system"), "flux-system", CancelSignal.never(), Clock.systemUTC());

        assertThat(elsewhere.keyedDigest().of("secret")).isNotEqualTo(digest);
    }

    @Test
    void theSecretIsReadOnce() {
        state.write(apps("1a"));
        KubernetesState next = newState();
        api.calls();

        next.keyedDigest();
        next.keyedDigest();

        assertThat(api.calls()).containsExactly("GET " + SECRET);
    }

    @Test
    void twoRunsThatMakeAKeyEndWithOne() throws Exception {
        int runs = 8;
        var together = new CyclicBarrier(runs);
        ExecutorService threads = Executors.newFixedThreadPool(runs);
        try {
            var digests = new ArrayList<Future<KeyedDigest>>();
            for (int i = 0; i < runs; i++) {
                Inventory inventory = inventory(kustomization("unit-" + i), Map.of());
                digests.add(threads.submit(() -> {
                    KubernetesState run = newState();
                    run.keyedDigest();
                    together.await();
                    run.write(inventory);
                    return run.keyedDigest();
                }));
            }

            String kept = newState(digests).keyedDigest().of("secret");
            for (Future<KeyedDigest> digest : digests) {
                assertThat(digest.get().of("secret")).isEqualTo(kept);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A run after the others. */
    private KubernetesState newState(List<Future<KeyedDigest>> before) throws ExecutionException, InterruptedException {
        for (Future<KeyedDigest> run : before) {
            run.get();
        }
        return newState();
    }

    @Test
    void refusesAKeyThatIsNone() {
        state.write(apps("1a"));
        api.edit(SECRET, secret -> secret.withObject("/data")
                .put("digest-key", "geheim".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> newState().keyedDigest())
                .isInstanceOf(Rejected.class)
                .hasMessage("Secret/flux-system/sluice-state: \"digest-key\" is not a key of 32 bytes");
    }

    @Test
    void aLeaseIsThereAsLongAsTheRun() {
        String lease = "/apis/coordination.k8s.io/v1/namespaces/flux-system/leases/sluice-kustomization-flux-system";

        RunLock lock = state.lock(ROOT, Duration.ZERO, CancelSignal.never());
        List<String> during = api.paths();
        lock.close();

        assertThat(during).contains(lease);
        assertThat(api.paths()).doesNotContain(lease);
    }

    @Test
    void anotherRunIsHeldOff() {
        RunLock lock = state.lock(ROOT, Duration.ZERO, CancelSignal.never());
        try {
            assertThatThrownBy(() -> newState().lock(ROOT, Duration.ZERO, CancelSignal.never()))
                    .isInstanceOf(Rejected.class)
                    .hasMessageMatching(
                            "Lease/flux-system/sluice-kustomization-flux-system: another run is on: process "
                                    + ProcessHandle.current().pid()
                                    + " on \\S+ \\([0-9a-f]{16}\\) since \\S+Z, last heard of"
                                    + " at \\S+Z \\(waited 0s\\)");
        } finally {
            lock.close();
        }
    }

    @Test
    void anotherRootIsNotHeldOff() {
        RunLock lock = state.lock(ROOT, Duration.ZERO, CancelSignal.never());
        try {
            newState()
                    .lock(kustomization("other"), Duration.ZERO, CancelSignal.never())
                    .close();
        } finally {
            lock.close();
        }

        assertThat(api.paths()).noneMatch(path -> path.contains("/leases/"));
    }

    @Test
    void whatWasReadBeforeTheLockIsReadAnew() {
        state.write(apps("1a"));
        state.lock(ROOT, Duration.ZERO, CancelSignal.never()).close();
        api.calls();

        state.inventories(ROOT);
        state.write(apps("3c"));

        assertThat(api.calls()).containsExactly("GET /api/v1/configmaps", "PUT " + APPS);
    }
}
