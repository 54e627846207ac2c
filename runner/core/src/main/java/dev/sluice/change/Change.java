package dev.sluice.change;

import static java.util.Objects.requireNonNull;

import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.LiveObject;
import dev.sluice.cluster.Propagation;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What becomes of one object. */
public sealed interface Change {

    /** How long an object that is recreated may take to go away: its finalizers run meanwhile. */
    Duration RECREATION_PATIENCE = Duration.ofMinutes(1);

    /** The unit that brings the object, or that brought it where it is deleted. */
    ObjectId unit();

    ObjectId id();

    /** What was done, in one word, as Flux says it: {@code created}, {@code configured}, {@code deleted}, … */
    String verb();

    /** What is to be applied; empty for a deletion. */
    Optional<Manifest> desired();

    /** The fields that differ, secrets masked; empty where the object comes or goes as a whole. */
    List<FieldDifference> fields();

    /** Makes the change, and answers the object as it is from then on; empty where there is no object any more. */
    Optional<LiveObject> carryOut(Cluster cluster);

    /** Whether the live object goes, with what belongs to it, without having asked for that itself. */
    default boolean takesAway() {
        return false;
    }

    /** Flux's line for it: {@code Deployment/shop/web configured}. */
    default String line() {
        return id() + " " + verb();
    }

    /** An object that is not there yet. */
    record Create(ObjectId unit, Manifest manifest) implements Change {
        public Create {
            requireNonNull(unit, "unit");
            requireNonNull(manifest, "manifest");
        }

        @Override
        public ObjectId id() {
            return manifest.id();
        }

        @Override
        public String verb() {
            return "created";
        }

        @Override
        public Optional<Manifest> desired() {
            return Optional.of(manifest);
        }

        @Override
        public List<FieldDifference> fields() {
            return List.of();
        }

        @Override
        public Optional<LiveObject> carryOut(Cluster cluster) {
            return Optional.of(cluster.apply(manifest));
        }
    }

    /**
     * An object that is there, but not as it should be.
     *
     * @param takesOver whether fields of it are taken over from kubectl first
     */
    record Update(ObjectId unit, Manifest manifest, List<FieldDifference> fields, boolean takesOver) implements Change {
        public Update {
            requireNonNull(unit, "unit");
            requireNonNull(manifest, "manifest");
            fields = List.copyOf(fields);
        }

        @Override
        public ObjectId id() {
            return manifest.id();
        }

        @Override
        public String verb() {
            return "configured";
        }

        @Override
        public Optional<Manifest> desired() {
            return Optional.of(manifest);
        }

        @Override
        public Optional<LiveObject> carryOut(Cluster cluster) {
            if (takesOver) {
                cluster.takeOver(manifest);
            }
            return Optional.of(cluster.apply(manifest));
        }
    }

    /**
     * An object that can only become as it should by being deleted first, and that asks for it ({@code force}).
     *
     * @param why what the target says cannot be changed
     */
    record Recreate(ObjectId unit, Manifest manifest, List<FieldDifference> fields, String why) implements Change {
        public Recreate {
            requireNonNull(unit, "unit");
            requireNonNull(manifest, "manifest");
            requireNonNull(why, "why");
            fields = List.copyOf(fields);
        }

        @Override
        public ObjectId id() {
            return manifest.id();
        }

        @Override
        public String verb() {
            return "recreated";
        }

        @Override
        public Optional<Manifest> desired() {
            return Optional.of(manifest);
        }

        @Override
        public boolean takesAway() {
            return !OptOut.FORCE_ENABLED.in(manifest);
        }

        @Override
        public Optional<LiveObject> carryOut(Cluster cluster) {
            cluster.delete(id(), "", Propagation.BACKGROUND, RECREATION_PATIENCE);
            return Optional.of(cluster.apply(manifest));
        }
    }

    /**
     * An object that its unit no longer brings, nor any other.
     *
     * @param uid of the object that was seen; another one of the same name is not deleted. Empty where there are none
     */
    record Delete(ObjectId unit, ObjectId id, String uid) implements Change {
        public Delete {
            requireNonNull(unit, "unit");
            requireNonNull(id, "id");
            requireNonNull(uid, "uid");
        }

        @Override
        public String verb() {
            return "deleted";
        }

        @Override
        public Optional<Manifest> desired() {
            return Optional.empty();
        }

        @Override
        public List<FieldDifference> fields() {
            return List.of();
        }

        @Override
        public boolean takesAway() {
            return true;
        }

        @Override
        public Optional<LiveObject> carryOut(Cluster cluster) {
            cluster.delete(id, uid, Propagation.BACKGROUND, Duration.ZERO);
            return Optional.empty();
        }
    }

    /**
     * An object that left one unit and entered another: it stays, under its new owner.
     *
     * @param unit the unit that brings it now
     * @param from the unit that brought it before
     * @param fields what differs, the owner labels among them
     * @param takesOver whether fields of it are taken over from kubectl first
     */
    record HandOver(ObjectId unit, ObjectId from, Manifest manifest, List<FieldDifference> fields, boolean takesOver)
            implements Change {
        public HandOver {
            requireNonNull(unit, "unit");
            requireNonNull(from, "from");
            requireNonNull(manifest, "manifest");
            fields = List.copyOf(fields);
        }

        @Override
        public ObjectId id() {
            return manifest.id();
        }

        @Override
        public String verb() {
            return "handed over";
        }

        @Override
        public Optional<Manifest> desired() {
            return Optional.of(manifest);
        }

        @Override
        public Optional<LiveObject> carryOut(Cluster cluster) {
            if (takesOver) {
                cluster.takeOver(manifest);
            }
            return Optional.of(cluster.apply(manifest));
        }
    }
}
