package dev.sluice.apply;

import static java.util.Objects.requireNonNull;

import dev.sluice.change.Change;
import dev.sluice.change.Change.Delete;
import dev.sluice.cluster.Inventory;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.ObjectId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of one unit, or of one object that was to be deleted. */
public sealed interface Outcome {

    ObjectId unit();

    /** What was changed in the target; true also where the unit failed after it. */
    List<Change> done();

    /** The changes that could not be made; empty where there are none, or no object is to blame. */
    default List<FailedChange> failed() {
        return List.of();
    }

    /** Why it did not go well, all of it; empty where it did. */
    List<RunFailure> failures();

    /** The first reason why it did not go well; empty where it did. */
    default Optional<RunFailure> failure() {
        return failures().stream().findFirst();
    }

    /** The same outcome with changes that an earlier application of the run had made. */
    default Outcome after(List<Change> before) {
        return this;
    }

    private static List<Change> joined(List<Change> before, List<Change> done) {
        return Stream.concat(before.stream(), done.stream()).toList();
    }

    /** Flux's reason of the unit's Ready condition. */
    String reason();

    /** Flux's message for the unit's Ready condition, or the change's line. */
    String message();

    /** A change that could not be made, and why. */
    record FailedChange(Change change, RunFailure why) {
        public FailedChange {
            requireNonNull(change, "change");
            requireNonNull(why, "why");
        }
    }

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
        public List<RunFailure> failures() {
            return List.of();
        }

        @Override
        public String reason() {
            return "ReconciliationSucceeded";
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
     * @param failed the changes that could not be made; empty where it was none of the objects
     * @param failures why it stopped, also why those changes could not be made; never empty
     */
    record UnitFailed(ObjectId unit, List<Change> done, List<FailedChange> failed, List<RunFailure> failures)
            implements Outcome {
        public UnitFailed {
            requireNonNull(unit, "unit");
            done = List.copyOf(done);
            failed = List.copyOf(failed);
            failures = List.copyOf(failures);
        }

        @Override
        public Outcome after(List<Change> before) {
            return new UnitFailed(unit, joined(before, done), failed, failures);
        }

        @Override
        public String reason() {
            return "ReconciliationFailed";
        }

        @Override
        public String message() {
            return failures.stream().map(RunFailure::getMessage).collect(Collectors.joining("\n"));
        }
    }

    /**
     * A unit that is applied, but whose objects are not ready.
     *
     * @param message Flux's, in one line
     * @param why the same with what explains it
     */
    record UnitUnhealthy(ObjectId unit, List<Change> done, String message, RunFailure why) implements Outcome {
        public UnitUnhealthy {
            requireNonNull(unit, "unit");
            done = List.copyOf(done);
            requireNonNull(message, "message");
            requireNonNull(why, "why");
        }

        @Override
        public Outcome after(List<Change> before) {
            return new UnitUnhealthy(unit, joined(before, done), message, why);
        }

        @Override
        public List<RunFailure> failures() {
            return List.of(why);
        }

        @Override
        public String reason() {
            return "HealthCheckFailed";
        }
    }

    /**
     * A unit that could not be rendered: what it reads is not there yet.
     *
     * @param why what is missing
     */
    record UnitWaiting(ObjectId unit, RunFailure why) implements Outcome {
        public UnitWaiting {
            requireNonNull(unit, "unit");
            requireNonNull(why, "why");
        }

        @Override
        public List<Change> done() {
            return List.of();
        }

        @Override
        public List<RunFailure> failures() {
            return List.of(why);
        }

        @Override
        public String reason() {
            return "DependencyNotReady";
        }

        @Override
        public String message() {
            return String.valueOf(why.getMessage());
        }
    }

    /**
     * A unit that was not begun, or that is applied and not ready, because another one is not ready.
     *
     * @param dependency the unit it waits for
     * @param done what was changed before
     * @param why what the unit itself asks of the other one, and does not get; empty where that one tells it
     */
    record UnitBlocked(ObjectId unit, ObjectId dependency, List<Change> done, Optional<RunFailure> why)
            implements Outcome {
        public UnitBlocked {
            requireNonNull(unit, "unit");
            requireNonNull(dependency, "dependency");
            done = List.copyOf(done);
            requireNonNull(why, "why");
        }

        UnitBlocked(ObjectId unit, ObjectId dependency, List<Change> done) {
            this(unit, dependency, done, Optional.empty());
        }

        UnitBlocked(ObjectId unit, ObjectId dependency) {
            this(unit, dependency, List.of());
        }

        /** One whose {@code readyExpr} is not true, and will not be. */
        static UnitBlocked byExpression(ObjectId unit, ObjectId dependency) {
            String message = notReady(dependency) + " according to readyExpr eval";
            return new UnitBlocked(unit, dependency, List.of(), Optional.of(new TimedOut(unit.toString(), message)));
        }

        private static String notReady(ObjectId dependency) {
            return "dependency '" + dependency.qualifiedName() + "' is not ready";
        }

        @Override
        public Outcome after(List<Change> before) {
            return new UnitBlocked(unit, dependency, joined(before, done), why);
        }

        @Override
        public List<RunFailure> failures() {
            return why.stream().toList();
        }

        @Override
        public String reason() {
            return "DependencyNotReady";
        }

        @Override
        public String message() {
            return why.isPresent() ? notReady(dependency) + " according to readyExpr eval" : notReady(dependency);
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
        public List<RunFailure> failures() {
            return List.of();
        }

        @Override
        public String reason() {
            return "ReconciliationSucceeded";
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
        public List<FailedChange> failed() {
            return List.of(new FailedChange(change, why));
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
        public List<RunFailure> failures() {
            return List.of(why);
        }

        @Override
        public String reason() {
            return "PruneFailed";
        }

        @Override
        public String message() {
            return String.valueOf(why.getMessage());
        }
    }
}
