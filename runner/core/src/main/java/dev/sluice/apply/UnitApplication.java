package dev.sluice.apply;

import dev.sluice.apply.Outcome.FailedChange;
import dev.sluice.apply.Outcome.UnitApplied;
import dev.sluice.apply.Outcome.UnitFailed;
import dev.sluice.apply.ReadinessWait.Awaited;
import dev.sluice.change.ApplyOrder;
import dev.sluice.change.ApplyOrder.Stage;
import dev.sluice.change.Change;
import dev.sluice.change.ChangeSet;
import dev.sluice.change.Exempt;
import dev.sluice.change.Planner;
import dev.sluice.change.UnitPlan;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.LiveObject;
import dev.sluice.cluster.ObjectReference;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent.UnitFinished;
import dev.sluice.event.RunEvent.UnitProgressing;
import dev.sluice.event.RunEvent.UnitStarted;
import dev.sluice.event.RunListener;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Applies single units of a change set, stage by stage, and waits until they are ready where they ask for it. Each is
 * worked on by a thread of its own.
 */
final class UnitApplication {

    /** How long the kinds, namespaces and classes that a stage brought may take until the next one can use them. */
    private static final Duration STAGE_PATIENCE = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final ChangeSet changeSet;
    private final Map<ObjectId, List<Change>> applications;
    private final Planner planner;
    private final StageWrites writes;
    private final ReadinessWait wait;
    private final StatusReaders readers;
    private final HealthCheck health;
    private final Diagnosis diagnosis;
    private final RunListener listener;
    private final CancelSignal cancel;
    private final Clock clock;
    private final ApplyOrder order = ApplyOrder.load();
    private final Queue<Exempt> exempt = new ConcurrentLinkedQueue<>();

    UnitApplication(
            Cluster cluster,
            ChangeSet changeSet,
            Planner planner,
            StageWrites writes,
            ReadinessWait wait,
            StatusReaders readers,
            HealthCheck health,
            Diagnosis diagnosis,
            RunListener listener,
            CancelSignal cancel,
            Clock clock) {
        this.cluster = cluster;
        this.changeSet = changeSet;
        this.applications = changeSet.applications();
        this.planner = planner;
        this.writes = writes;
        this.wait = wait;
        this.readers = readers;
        this.health = health;
        this.diagnosis = diagnosis;
        this.listener = listener;
        this.cancel = cancel;
        this.clock = clock;
    }

    /**
     * What became of the unit.
     *
     * @param applied called when the unit is applied and goes on waiting until it is ready
     */
    Outcome apply(Unit unit, Runnable applied) {
        Instant start = clock.instant();
        String revision = unit.source().revision();
        listener.on(new UnitStarted(unit.id(), revision));
        Outcome outcome = new Course(unit, applied).run();
        boolean ready = outcome instanceof UnitApplied;
        Duration took = Duration.between(start, clock.instant());
        listener.on(new UnitFinished(unit.id(), revision, ready, outcome.reason(), outcome.message(), took));
        return outcome;
    }

    /** What was found out, in the moment before it was to be applied, to opt out. */
    List<Exempt> exempt() {
        return exempt.stream()
                .sorted(Comparator.comparing(Exempt::unit).thenComparing(Exempt::id))
                .toList();
    }

    /** The way of one unit. */
    private final class Course {
        private final Unit unit;
        private final Runnable applied;
        private final Cluster asUnit;
        private final UnitRecord inventory;
        private final UnitObjects objects;
        private final List<Change> planned;
        private final Set<ObjectId> deferred;

        Course(Unit unit, Runnable applied) {
            this.unit = unit;
            this.applied = applied;
            this.asUnit = unit.cluster(cluster);
            var plan = changeSet.inventory(unit.id());
            this.inventory = new UnitRecord(cluster.state(), plan);
            this.objects =
                    new UnitObjects(changeSet, unit, plan.target().orElseThrow().objects());
            this.planned = applications.getOrDefault(unit.id(), List.of());
            this.deferred = unit.manifests().stream()
                    .map(Manifest::id)
                    .filter(changeSet.deferred()::contains)
                    .collect(Collectors.toUnmodifiableSet());
        }

        Outcome run() {
            List<FailedChange> failed = List.of();
            var failures = new ArrayList<RunFailure>();
            try {
                cancel.check();
                refuse();
                if (!planned.isEmpty() || !deferred.isEmpty()) {
                    inventory.writeAhead();
                }
                failed = applyStages();
                failed.forEach(change -> failures.add(change.why()));
            } catch (RunFailure e) {
                failures.add(e);
            }
            List<String> lines = objects.done().stream().map(Change::line).toList();
            if (!lines.isEmpty()) {
                listener.on(new UnitProgressing(unit.id(), unit.source().revision(), lines));
            }
            return failures.isEmpty() ? becomeReady() : failed(failed, failures);
        }

        /** Before the first write. */
        private void refuse() {
            RunFailure refusal = changeSet.refused().get(unit.id());
            if (refusal != null) {
                throw refusal;
            }
        }

        private List<FailedChange> applyStages() {
            for (Stage stage : Stage.values()) {
                List<Change> changes = changesOf(stage);
                StageWrites.Result result = writes.write(asUnit, changes);
                objects.written(result.done());
                if (!result.failed().isEmpty()) {
                    return result.failed();
                }
                if (!result.complete()) {
                    cancel.check();
                }
                if (stage == Stage.DEFINITIONS || stage == Stage.CLASSES) {
                    awaitStage(stage, result);
                }
            }
            return List.of();
        }

        /** What waited for an earlier stage, or for another unit, is tried now, all of it before the first write. */
        private List<Change> changesOf(Stage stage) {
            var changes = new ArrayList<Change>();
            planned.stream()
                    .filter(change -> order.stage(change.id()) == stage)
                    .filter(change -> !deferred.contains(change.id()))
                    .forEach(changes::add);
            List<ObjectId> again =
                    deferred.stream().filter(id -> order.stage(id) == stage).toList();
            if (!again.isEmpty()) {
                cancel.check();
                UnitPlan plan = planner.planAgain(changeSet, unit, again);
                if (plan.refusal().isPresent()) {
                    throw plan.refusal().get();
                }
                objects.plannedAgain(plan);
                exempt.addAll(plan.exempt());
                changes.addAll(plan.changes());
                changes.sort(Comparator.comparing(Change::id, order.staged()));
            }
            return changes;
        }

        private void awaitStage(Stage stage, StageWrites.Result written) {
            if (!cluster.tellsHealth() || (planned.isEmpty() && deferred.isEmpty())) {
                return;
            }
            var awaited = new ArrayList<Awaited>();
            written.done().forEach((change, live) -> awaited.add(awaited(reference(change), live)));
            awaited.addAll(unchanged(stage));
            Readiness readiness = wait.await(readers.of(unit), asUnit, awaited, STAGE_PATIENCE);
            if (!readiness.isReady()) {
                throw new TimedOut("", diagnosis.explained(readiness.message(), asUnit, readiness));
            }
        }

        /** What an earlier run brought may still not be ready: its time was over. */
        private List<Awaited> unchanged(Stage stage) {
            var unchanged = new ArrayList<Awaited>();
            for (Manifest manifest : unit.manifests()) {
                ObjectId id = manifest.id();
                if (order.stage(id) == stage && !objects.isChanged(id) && !objects.isExempt(id)) {
                    objects.live(id).ifPresent(live -> unchanged.add(awaited(ObjectReference.of(manifest), live)));
                }
            }
            return unchanged;
        }

        private static Awaited awaited(ObjectReference reference, LiveObject live) {
            return new Awaited(reference, Optional.of(live.manifest()), false, false);
        }

        private ObjectReference reference(Change change) {
            return ObjectReference.of(change.desired().orElseThrow());
        }

        private Outcome becomeReady() {
            try {
                if (health.isDue(unit)) {
                    inventory.writeApplied(objects.entries());
                    applied.run();
                    Optional<Outcome> notReady = health.check(unit, objects);
                    if (notReady.isPresent()) {
                        return notReady.get();
                    }
                }
                var held = inventory.writeDone(objects.entries());
                return new UnitApplied(unit.id(), unit.source().revision(), objects.done(), held);
            } catch (RunFailure e) {
                return new UnitFailed(unit.id(), objects.done(), List.of(), List.of(e));
            }
        }

        private Outcome failed(List<FailedChange> failed, List<RunFailure> failures) {
            try {
                if (!objects.done().isEmpty()) {
                    inventory.writeApplied(objects.entries());
                }
            } catch (RunFailure e) {
                // It was written ahead, so no object is lost: only the proofs are, and the next run compares again.
                return new UnitFailed(unit.id(), objects.done(), failed, failures);
            }
            return new UnitFailed(unit.id(), objects.done(), failed, failures);
        }
    }
}
