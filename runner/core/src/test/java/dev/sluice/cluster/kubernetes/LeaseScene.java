package dev.sluice.cluster.kubernetes;

import dev.sluice.cluster.kubernetes.RootLease.Acquired;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.ObjectId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** A server with the Lease of a root, and time that passes when a test says so. */
final class LeaseScene {

    static final ObjectId ROOT = InventoryObjectTest.kustomization("flux-system");
    static final String LEASE =
            "/apis/coordination.k8s.io/v1/namespaces/flux-system/leases/sluice-kustomization-flux-system";

    final MemoryApi api = new MemoryApi("flux-system");
    final StateApi leases =
            new StateApi(api, new Resource("coordination.k8s.io", "v1", "Lease", "leases", true, Set.of()));
    final TestTime time = new TestTime();
    final CancelSignal cancel = new CancelSignal(time, Instant.MAX);
    final Path proc;

    /** @param proc {@code /proc}: empty where no process is known */
    LeaseScene(Path proc) {
        this.proc = proc;
    }

    Acquired acquire(String identity, int seconds) {
        return new RootLease(leases, "flux-system", time, time, proc)
                .acquire(ROOT, identity, Duration.ofSeconds(seconds), cancel);
    }

    HeldLease held(Acquired acquired) {
        return new HeldLease(leases, acquired, cancel, time, time);
    }

    String holder() {
        return api.object(LEASE).at("/spec/holderIdentity").asText();
    }

    void pass(int seconds) {
        time.pass(Duration.ofSeconds(seconds));
    }

    /** Why the run was cancelled; empty where it was not. */
    String cancelled() {
        try {
            cancel.check();
            return "";
        } catch (TimedOut e) {
            return String.valueOf(e.getMessage());
        }
    }
}
