package dev.sluice.cluster;

import static java.util.Objects.requireNonNull;

import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a unit has applied, and what must be known of the unit when it is no longer in the repository.
 *
 * @param unit the Kustomization or HelmRelease
 * @param root the root unit of the run that it belongs to
 * @param definedBy the unit whose output defines this one; empty for the root
 * @param revision the source's revision that was applied last; empty as long as none was applied as a whole
 * @param policy how the unit wants its objects to be treated when they, or it, leave the repository
 * @param waitsFor what it was applied after: what is removed is removed in the reverse order
 * @param objects what it applied; never changed
 */
public record Inventory(
        ObjectId unit,
        ObjectId root,
        Optional<ObjectId> definedBy,
        String revision,
        Policy policy,
        List<ObjectId> waitsFor,
        SortedMap<ObjectId, Entry> objects) {

    /**
     * How a unit wants its objects to be treated (kustomize-controller api/v1/kustomization_types.go).
     *
     * @param prune {@code spec.prune}
     * @param deletionPolicy {@code spec.deletionPolicy}
     * @param suspended {@code spec.suspend}
     * @param kept whether the Kustomization itself opted out of pruning, by {@code prune: disabled} or alike
     * @param timeout {@code spec.timeout}: how long its objects may take to go where it waits for their termination
     * @param user in whose name its objects were applied, and are deleted; empty where it is the run's own
     */
    public record Policy(
            boolean prune,
            String deletionPolicy,
            boolean suspended,
            boolean kept,
            Duration timeout,
            Optional<String> user) {

        /** Of a unit whose timeout nobody wrote down: Flux's, where the interval is not known either. */
        static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

        public Policy {
            requireNonNull(deletionPolicy, "deletionPolicy");
            requireNonNull(timeout, "timeout");
            requireNonNull(user, "user");
        }

        /** The policy of a unit that says nothing of time and user. */
        public Policy(boolean prune, String deletionPolicy, boolean suspended, boolean kept) {
            this(prune, deletionPolicy, suspended, kept, DEFAULT_TIMEOUT, Optional.empty());
        }

        /** A timeout as {@link Duration#toString} writes it; a text that is none is no reason to lose the inventory. */
        public static Duration timeout(String text) {
            try {
                return text.isEmpty() ? DEFAULT_TIMEOUT : Duration.parse(text);
            } catch (DateTimeParseException e) {
                return DEFAULT_TIMEOUT;
            }
        }

        /** Whether the unit ends only when its objects are gone (kustomize-controller, {@code finalize}). */
        public boolean waitsForTermination() {
            return deletionPolicy.equals("WaitForTermination");
        }

        /** Whether the objects go with the unit (kustomize-controller, {@code finalize}). */
        public boolean deletesWithUnit() {
            if (suspended) {
                return false;
            }
            return deletionPolicy.equals("MirrorPrune") ? prune : !deletionPolicy.equals("Orphan");
        }

        public Policy suspending() {
            return new Policy(prune, deletionPolicy, true, kept, timeout, user);
        }
    }

    /**
     * One object.
     *
     * @param version the API version it was applied as, without the group
     * @param digest {@link Cluster#digest} of what was applied; empty where that is not known
     * @param fingerprint the live object's {@link LiveObject#fingerprint fingerprint} after that; empty where not known
     */
    public record Entry(String version, String digest, String fingerprint) {
        public Entry {
            requireNonNull(version, "version");
            requireNonNull(digest, "digest");
            requireNonNull(fingerprint, "fingerprint");
        }

        /** An object that may have been applied: it is ours, but how it looks is not known. */
        public static Entry unproved(String version) {
            return new Entry(version, "", "");
        }

        /** Whether an object of this digest and fingerprint is known to need nothing. */
        public boolean proves(String desiredDigest, String liveFingerprint) {
            return !digest.isEmpty() && digest.equals(desiredDigest) && fingerprint.equals(liveFingerprint);
        }
    }

    public Inventory {
        requireNonNull(unit, "unit");
        requireNonNull(root, "root");
        requireNonNull(definedBy, "definedBy");
        requireNonNull(revision, "revision");
        requireNonNull(policy, "policy");
        waitsFor = List.copyOf(waitsFor);
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
    }

    /** The target as it is seen by whoever applied the objects. */
    public Cluster seen(Cluster target) {
        return policy.user().map(target::as).orElse(target);
    }

    public Inventory withObjects(SortedMap<ObjectId, Entry> others) {
        return new Inventory(unit, root, definedBy, revision, policy, waitsFor, others);
    }

    public Inventory withPolicy(Policy other) {
        return new Inventory(unit, root, definedBy, revision, other, waitsFor, objects);
    }

    public Inventory withRevision(String other) {
        return new Inventory(unit, root, definedBy, other, policy, waitsFor, objects);
    }

    /** This inventory with those objects of another one that it does not hold itself. */
    public Inventory including(Inventory other) {
        var union = new TreeMap<>(other.objects);
        union.putAll(objects);
        return withObjects(union);
    }

    /** An id and a count: object names alone are harmless, but there can be thousands. */
    @Override
    public String toString() {
        return unit + " (" + objects.size() + " objects)";
    }
}
