package dev.sluice.cluster;

import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * Where a run applies: an API server, or a directory that stands for one. Methods may be called from several threads.
 * A target answers "no" with {@link dev.sluice.failure.Rejected}, "not now" with {@link
 * dev.sluice.failure.TransientFailure}.
 */
public interface Cluster extends AutoCloseable {

    /** What the target is called in messages. */
    String name();

    /** Those of the objects that exist, in as few requests as the target allows (a LIST a kind, not a GET an object). */
    Map<ObjectId, Manifest> read(Collection<ObjectId> ids);

    /**
     * For those of the objects that exist a text that changes whenever anything changes that a run might have to repair.
     * Cheaper than {@link #read}: what is equal to the recorded one need not be read nor compared.
     */
    Map<ObjectId, String> fingerprints(Collection<ObjectId> ids);

    /**
     * What identifies the content to be applied: equal texts mean that applying it again changes nothing at an object
     * whose fingerprint is still the same. Keyed where the object is a Secret: the text may be stored in the open.
     */
    String digest(Manifest desired);

    /**
     * What would become of the object if it was applied, without applying it (server-side apply with the field manager
     * {@code kustomize-controller}, forced, as a dry run).
     *
     * @throws dev.sluice.failure.Rejected if the target would refuse the object for another reason than an immutable
     *     field
     */
    DryRun dryRun(Manifest desired);

    /**
     * Creates or changes the object so that it is as desired, and answers its fingerprint from then on.
     *
     * @throws dev.sluice.failure.Rejected if the target refuses the object
     */
    String apply(Manifest desired);

    /**
     * Deletes the object; one that is not there is a success.
     *
     * @param patience how long to wait until it is gone; zero: does not wait
     * @throws dev.sluice.failure.TimedOut if it is still there after that
     */
    void delete(ObjectId id, Propagation propagation, Duration patience);

    /** Makes secret values comparable without telling them. */
    KeyedDigest keyedDigest();

    /** What the target remembers between runs. */
    RunState state();

    @Override
    void close();
}
