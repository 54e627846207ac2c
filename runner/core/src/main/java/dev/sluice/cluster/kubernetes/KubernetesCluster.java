package dev.sluice.cluster.kubernetes;

import dev.sluice.cluster.AccessCheck;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.DryRun;
import dev.sluice.cluster.Inspection;
import dev.sluice.cluster.KeyedDigest;
import dev.sluice.cluster.LiveObject;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.cluster.ObjectWatch;
import dev.sluice.cluster.Observation;
import dev.sluice.cluster.Propagation;
import dev.sluice.cluster.RunState;
import dev.sluice.event.CancelSignal;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An API server as a target. */
public final class KubernetesCluster implements Cluster {

    /** Enough that most lists are one answer; few enough that no answer is tens of megabytes. */
    private static final int PAGE_SIZE = 500;

    /** What the target and the same target in another's name have in common. */
    record Shared(
            String name,
            Resources resources,
            Kinds kinds,
            RunState state,
            Digests digests,
            int pageSize,
            CancelSignal cancel,
            Clock clock) {}

    private final Api api;
    private final Shared shared;
    private final boolean owner;
    private final ObjectReads reads;
    private final LiveObjects objects;
    private final Application application;
    private final TakeOver takeOver;
    private final ObjectDeletion deletion;

    KubernetesCluster(Api api, Shared shared) {
        this(api, shared, true);
    }

    private KubernetesCluster(Api api, Shared shared, boolean owner) {
        this.api = api;
        this.shared = shared;
        this.owner = owner;
        Kinds kinds = shared.kinds();
        this.reads = new ObjectReads(api, kinds, shared.pageSize());
        this.objects = new LiveObjects(shared.name(), shared.digests());
        this.application = new Application(api, kinds, reads, objects);
        this.takeOver = new TakeOver(api, kinds, reads);
        this.deletion = new ObjectDeletion(api, kinds, reads, shared.cancel(), shared.clock());
    }

    /** Whether the options or the environment name an API server at all; what they say of it may still be wrong. */
    public static boolean isConfigured(ConnectionOptions options) {
        return Connections.isThere(options);
    }

    /**
     * The API server that the options name; it is not asked anything yet.
     *
     * @param namespace the root's, where the run's own state is kept
     * @throws dev.sluice.failure.InvalidInput if the kubeconfig is wrong, or there is none
     * @throws dev.sluice.failure.Rejected if it wants to execute a program and that is not allowed
     */
    public static Cluster open(ConnectionOptions options, String namespace, CancelSignal cancel, Clock clock) {
        Endpoint endpoint = Connections.endpoint(options, clock);
        Api api = Connections.open(endpoint, options.parallel(), cancel);
        var state = new KubernetesState(api, namespace, cancel, clock);
        var resources = new DiscoveredResources(api);
        var shared = new Shared(
                endpoint.context() + " (" + api.server() + ")",
                resources,
                new Kinds(resources),
                state,
                new Digests(state::keyedDigest),
                PAGE_SIZE,
                cancel,
                clock);
        return new KubernetesCluster(api, shared);
    }

    @Override
    public String name() {
        return shared.name();
    }

    @Override
    public Map<ObjectId, Manifest> read(Collection<ObjectId> ids) {
        return LiveObjects.each(reads.all(ids), objects::manifest);
    }

    @Override
    public Map<ObjectId, LiveObject> live(Collection<Manifest> desired) {
        return LiveObjects.each(reads.labelled(desired), objects::live);
    }

    @Override
    public String digest(Manifest desired) {
        return shared.digests().of(desired);
    }

    @Override
    public DryRun dryRun(Manifest desired, Optional<LiveObject> live) {
        return application.tryOut(desired, live);
    }

    @Override
    public Manifest dryRunOfTakeOver(Manifest desired, LiveObject live, Manifest accepted) {
        return takeOver.tryOut(desired, accepted);
    }

    @Override
    public LiveObject apply(Manifest desired) {
        return application.apply(desired);
    }

    @Override
    public void takeOver(Manifest desired) {
        takeOver.of(desired);
    }

    @Override
    public void delete(ObjectId id, String uid, Propagation propagation, Duration patience) {
        deletion.delete(id, uid, propagation, patience);
    }

    @Override
    public ObjectWatch watch(Collection<ObjectReference> watched, Consumer<Observation> observer) {
        return KubernetesWatch.start(api, shared.resources(), watched, observer);
    }

    @Override
    public Inspection inspection() {
        return new KubernetesInspection(api, shared.resources());
    }

    @Override
    public Optional<AccessCheck> access() {
        return Optional.of(new KubernetesAccess(api, shared.resources()));
    }

    /** The server's kinds and the run's state are the same for everybody. */
    @Override
    public Cluster as(String user) {
        return new KubernetesCluster(api.as(user), shared, false);
    }

    @Override
    public KeyedDigest keyedDigest() {
        return shared.digests().key();
    }

    @Override
    public RunState state() {
        return shared.state();
    }

    @Override
    public void close() {
        if (owner) {
            api.close();
        }
    }
}
