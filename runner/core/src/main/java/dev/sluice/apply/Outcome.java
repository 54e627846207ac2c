package dev.sluice.apply;

import static java.util.Objects.requireNonNull;

import dev.sluice.change.Change;
import dev.sluice.change.Change.Delete;
import dev.sluice.cluster.Inventory;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.ObjectId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of one unit, or of one object that was to be deleted. */
public sealed interface Outcome {

    ObjectId unit();

    /** What was changed in the target; true also where the unit failed after it. */
    List<Change> done();

    /** The change that could not be made; empty where there is none, or no single one is to blame. */
    default Optional<Change> failed() {
        return Optional.empty();
    }

    /** Why it did not go well; empty where it did. */
    Optional<RunFailure> failure();

    /** The same outcome with changes that the run had made before. */
    default Outcome after(List<Change> before) {
        return this;
    }

    private static List<Change> joined(List<Change> before, List<Change> done) {
        return Stream.concat(before.stream(), done.stream()).toList();
    }

    /** Flux's message for the unit's Ready condition, or the change's line. */
    String message();

    /**
     * A unit whose objects are all as they should be.
     *
     * @param inventory what it holds now, without what is still to be pruned
     */
    record UnitApplied(ObjectId unit, String revision, List<Change> done, Inventory inventory) implements Outcome {
        public UnitApplied {
            requireNonNull(unit, "unit");
            requireNonNull(revision, "revision");
            requireNonNull(inventory, "inventory");
            done = List.copyOf(done);
        }

        @Override
        public Outcome after(List<Change> before) {
            return new UnitApplied(unit, revision, joined(before, done), inventory);
        }

        @Override
        public Optional<RunFailure> failure() {
            return Optional.empty();
        }

        @Override
        public String message() {
            return "Applied revision: " + revision;
        }
    }

    /**
     * A unit that stopped half-way, or before its first object where the run was cancelled.
     *
     * @param done what was changed before
     * @param failed the change that could not be made; empty where it was none of the objects
     */
    record UnitFailed(ObjectId unit, List<Change> done, Optional<Change> failed, RunFailure why) implements Outcome {
        public UnitFailed {
            requireNonNull(unit, "unit");
            done = List.copyOf(done);
            requireNonNull(failed, "failed");
            requireNonNull(why, "why");
        }

        @Override
        public Outcome after(List<Change> before) {
            return new UnitFailed(unit, joined(before, done), failed, why);
        }

        @Override
        public Optional<RunFailure> failure() {
            return Optional.of(why);
        }

        @Override
        public String message() {
            return String.valueOf(why.getMessage());
        }
    }

    /**
     * A unit that was not begun.
     *
     * @param dependency the unit it waits for, which is not ready
     */
    record UnitBlocked(ObjectId unit, ObjectId dependency) implements Outcome {
        public UnitBlocked {
            requireNonNull(unit, "unit");
            requireNonNull(dependency, "dependency");
        }

        @Override
        public List<Change> done() {
            return List.of();
        }

        /** None of its own: the dependency's tells it. */
        @Override
        public Optional<RunFailure> failure() {
            return Optional.empty();
        }

        @Override
        public String message() {
            return "dependency '" + dependency.qualifiedName() + "' is not ready";
        }
    }

    /** An object that is gone. */
    record ObjectDeleted(Delete change) implements Outcome {
        public ObjectDeleted {
            requireNonNull(change, "change");
        }

        @Override
        public ObjectId unit() {
            return change.unit();
        }

        @Override
        public List<Change> done() {
            return List.of(change);
        }

        @Override
        public Optional<RunFailure> failure() {
            return Optional.empty();
        }

        @Override
        public String message() {
            return change.line();
        }
    }

    /** An object that is still there, and in its unit's inventory: the next run tries again. */
    record DeletionFailed(Delete change, RunFailure why) implements Outcome {
        public DeletionFailed {
            requireNonNull(change, "change");
            requireNonNull(why, "why");
        }

        @Override
        public Optional<Change> failed() {
            return Optional.of(change);
        }

        @Override
        public ObjectId unit() {
            return change.unit();
        }

        @Override
        public List<Change> done() {
            return List.of();
        }

        @Override
        public Optional<RunFailure> failure() {
            return Optional.of(why);
        }

        @Override
        public String message() {
            return String.valueOf(why.getMessage());
        }
    }
}
