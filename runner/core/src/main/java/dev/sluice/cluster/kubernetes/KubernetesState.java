package dev.sluice.cluster.kubernetes;

import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.KeyedDigest;
import dev.sluice.cluster.RunLock;
import dev.sluice.cluster.RunState;
import dev.sluice.event.CancelSignal;
import dev.sluice.object.ObjectId;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What a cluster remembers: a ConfigMap a unit beside the unit, and in the root's namespace a Secret with the key of
 * digests and, as long as a run is on, its Lease. All of them are made with the first thing to remember.
 */
final class KubernetesState implements RunState {

    private static final int IDENTITY_BYTES = 8;

    private final StateApi leases;
    private final StateApi lastingLeases;
    private final StateSecret secret;
    private final InventoryStore inventories;
    private final String rootNamespace;
    private final CancelSignal cancel;
    private final Clock clock;
    private final Pace pace;
    private final Path proc;
    private final SecureRandom random = new SecureRandom();

    /**
     * The state of the runs of a namespace's roots. What a run has to write at its end is written also when it was
     * cancelled.
     *
     * @param cancel ends the run when it loses its Lease
     */
    KubernetesState(Api api, String rootNamespace, CancelSignal cancel, Clock clock) {
        this(api, rootNamespace, cancel, clock, Pace.ofMachine(), Path.of("/proc"));
    }

    KubernetesState(Api api, String rootNamespace, CancelSignal cancel, Clock clock, Pace pace, Path proc) {
        Api lasting = api.lasting();
        Resource lease = resource("coordination.k8s.io", "Lease", "leases");
        Resource configMaps = resource("", "ConfigMap", "configmaps");
        this.leases = new StateApi(api, lease);
        this.lastingLeases = new StateApi(lasting, lease);
        this.secret = new StateSecret(new StateApi(lasting, resource("", "Secret", "secrets")), rootNamespace, random);
        this.inventories = new InventoryStore(
                new StateApi(api, configMaps), new StateApi(lasting, configMaps), secret, rootNamespace);
        this.rootNamespace = rootNamespace;
        this.cancel = cancel;
        this.clock = clock;
        this.pace = pace;
        this.proc = proc;
    }

    /** Makes secret values comparable; with a key that only this cluster has. */
    KeyedDigest keyedDigest() {
        return secret.digest();
    }

    @Override
    public List<Inventory> inventories(ObjectId root) {
        return inventories.read(root);
    }

    @Override
    public void write(Inventory inventory) {
        inventories.write(inventory);
    }

    @Override
    public void remove(Inventory inventory) {
        inventories.remove(inventory);
    }

    @Override
    public RunLock lock(ObjectId root, Duration patience, CancelSignal waiting) {
        var acquired =
                new RootLease(leases, rootNamespace, clock, pace, proc).acquire(root, identity(), patience, waiting);
        inventories.forget(root);
        return new HeldLease(lastingLeases, acquired, cancel, clock, pace).start();
    }

    /** Names this run: a person knows where to look, and no other run is called so. */
    private String identity() {
        byte[] bytes = new byte[IDENTITY_BYTES];
        random.nextBytes(bytes);
        return "process " + ProcessHandle.current().pid() + " on " + host() + " ("
                + HexFormat.of().formatHex(bytes) + ")";
    }

    private String host() {
        try {
            return Files.readString(proc.resolve("sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return hostByName();
        }
    }

    private static String hostByName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "an unknown host";
        }
    }

    private static Resource resource(String group, String kind, String plural) {
        return new Resource(group, "v1", kind, plural, true, Set.of());
    }
}
