package dev.sluice.cluster;

import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a run applies: an API server, or a directory that stands for one. Methods may be called from several threads.
 * A target answers "no" with {@link dev.sluice.failure.Rejected}, "not now" with {@link
 * dev.sluice.failure.TransientFailure}.
 */
public interface Cluster extends AutoCloseable {

    /** What the target is called in messages. */
    String name();

    /**
     * Those of the objects that exist, in the API version that the target prefers, in as few requests as it allows (a
     * LIST a kind, not a GET an object).
     */
    Map<ObjectId, Manifest> read(Collection<ObjectId> ids);

    /**
     * The live state of those of the desired objects that exist, in the API version in which they are desired, by one
     * LIST a kind. An object that no unit of Flux ever owned may exist and not be among them: {@link #dryRun} finds it.
     */
    Map<ObjectId, LiveObject> live(Collection<Manifest> desired);

    /**
     * What identifies the content to be applied: equal texts mean that applying it again changes nothing at an object
     * whose fingerprint is still the same. Keyed where the object is a Secret: the text may be stored in the open.
     */
    String digest(Manifest desired);

    /**
     * What would become of the object if it was applied, without applying it (server-side apply with the field manager
     * {@code kustomize-controller}, forced, as a dry run).
     *
     * @param live what {@link #live} said of it
     * @throws dev.sluice.failure.Rejected if the target would refuse the object, and neither recreating it nor applying
     *     something else first would help; the message is Flux's: {@code Kind/ns/name dry-run failed (Reason): why}
     */
    DryRun dryRun(Manifest desired, Optional<LiveObject> live);

    /**
     * What would become of a live object that {@link LiveObject#needsTakeOver needs it} if {@link #takeOver} came before
     * the application: the dry run's result, without the fields that only kubectl owns.
     *
     * @param accepted what the dry run answered
     */
    Manifest dryRunOfTakeOver(Manifest desired, LiveObject live, Manifest accepted);

    /**
     * Creates or changes the object so that it is as desired, and answers what it is from then on.
     *
     * @throws dev.sluice.failure.Rejected if the target refuses the object: {@code Kind/ns/name apply failed (Reason):
     *     why}
     */
    LiveObject apply(Manifest desired);

    /**
     * Makes the fields of the live object that kubectl owns belong to the run's field manager, so that the next
     * application removes those that are not desired, and removes the annotations that kubectl and Flux v1 left
     * (fluxcd/pkg ssa/patch.go). An object that is not there is a success.
     */
    void takeOver(Manifest desired);

    /**
     * Deletes the object; one that is not there is a success.
     *
     * @param uid deletes only the object of this uid, not another one of the same name; empty: whichever is there
     * @param patience how long to wait until it is gone; zero: does not wait
     * @throws dev.sluice.failure.TimedOut if it is still there after that, naming its finalizers
     */
    void delete(ObjectId id, String uid, Propagation propagation, Duration patience);

    /**
     * Tells the observer the state of each of the objects, first as it is and then whenever it changes, until the watch
     * is closed. The observer is called by one thread at a time and must not block for long. Interruptions of the
     * connection are mended inside; a failure that cannot be mended is told to {@link ObjectWatch#failure}.
     */
    ObjectWatch watch(Collection<ObjectReference> objects, Consumer<Observation> observer);

    /**
     * Whether controllers work on what is applied and tell how it is. Where none do, everything counts as ready the
     * moment it is applied.
     */
    default boolean tellsHealth() {
        return true;
    }

    /** What explains the state of an object: its events, what it owns, the logs of pods. */
    Inspection inspection();

    /** What the target lets this run do; empty where there are no permissions to ask for. */
    Optional<AccessCheck> access();

    /**
     * The same target as somebody else sees it: every request but those of {@link #state} is made in the name of the
     * user, as Kubernetes' impersonation does. Closing it closes nothing.
     *
     * @param user for example {@code system:serviceaccount:NAMESPACE:NAME}
     */
    Cluster as(String user);

    /** Whether what is deleted here takes data along that no repository brings back. A directory holds none. */
    default boolean holdsData() {
        return true;
    }

    /** Makes secret values comparable without telling them. */
    KeyedDigest keyedDigest();

    /** What the target remembers between runs. */
    RunState state();

    @Override
    void close();
}
