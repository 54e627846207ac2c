package dev.sluice.apply;

import static java.util.Objects.requireNonNull;

import dev.sluice.apply.Outcome.UnitApplied;
import dev.sluice.apply.Outcome.UnitBlocked;
import dev.sluice.apply.Outcome.UnitWaiting;
import dev.sluice.apply.ReadyGates.Gate;
import dev.sluice.apply.UnitState.Phase;
import dev.sluice.change.ChangeSet;
import dev.sluice.change.Planner;
import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent.UnitFinished;
import dev.sluice.event.RunListener;
import dev.sluice.failure.Problem;
import dev.sluice.failure.TimedOut;
import dev.sluice.flux.KustomizationSpec;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import dev.sluice.render.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Applies a change set, unit by unit along the graph: each starts the moment what it waits for is there. */
public final class Applier {

    private final Cluster cluster;
    private final Planner planner;
    private final ApplyOptions options;
    private final Requests requests;
    private final RunListener listener;
    private final CancelSignal cancel;
    private final Clock clock;

    /**
     * @param planner plans what could not be planned before something else was applied
     * @param executor makes the requests, and bounds them; the caller of {@link #apply} must not occupy it
     */
    public Applier(
            Cluster cluster,
            Planner planner,
            ApplyOptions options,
            Executor executor,
            RunListener listener,
            CancelSignal cancel,
            Clock clock) {
        this.cluster = cluster;
        this.planner = planner;
        this.options = options;
        this.requests = new Requests(executor);
        this.listener = listener;
        this.cancel = cancel;
        this.clock = clock;
    }

    /** Makes all changes but the deletions. What fails is told in the outcomes, not thrown. */
    public Applied apply(ChangeSet changeSet) {
        // A unit may wait for its objects for minutes: it must not keep a thread from those that have something to do.
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "sluice-unit");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return new Run(changeSet, threads).toTheEnd();
        } finally {
            threads.shutdown();
        }
    }

    /** One call of {@link #apply}; used by its thread only, which does what the units' threads put into the queue. */
    private final class Run {
        private final ChangeSet changeSet;
        private final Executor threads;
        private final UnitOutcomes outcomes;
        private final UnitDependencies dependencies;
        private final UnitApplication application;
        private final HealthCheck health;
        private final ReadyGates gates;
        private final List<Unit> waiting;
        private final Set<ObjectId> applied = new HashSet<>();
        private final BlockingQueue<Runnable> news = new LinkedBlockingQueue<>();
        private @Nullable Throwable error;
        private boolean interrupted;
        private int running;

        Run(ChangeSet changeSet, Executor threads) {
            this.changeSet = changeSet;
            this.threads = threads;
            List<Unit> units = changeSet.rendered().units();
            List<Waiting> notRendered = changeSet.rendered().waiting();
            this.waiting = new ArrayList<>(units);
            this.outcomes = new UnitOutcomes(
                    Stream.concat(
                                    units.stream().map(Unit::id),
                                    notRendered.stream().map(Waiting::id))
                            .toList(),
                    cancel);
            this.dependencies = new UnitDependencies(changeSet, cluster.tellsHealth());
            var wait = new ReadinessWait(cancel, clock);
            var diagnosis = new Diagnosis(requests, clock);
            var readers = new StatusReaders(clock);
            this.health = new HealthCheck(
                    cluster, options, dependencies, outcomes, wait, readers, diagnosis, listener, clock);
            this.gates = new ReadyGates(this::state);
            this.application = new UnitApplication(
                    cluster,
                    changeSet,
                    planner,
                    new StageWrites(requests, cancel),
                    wait,
                    readers,
                    health,
                    diagnosis,
                    listener,
                    cancel,
                    clock);
            notRendered.forEach(unit -> outcomes.put(notRendered(unit)));
        }

        Applied toTheEnd() {
            startWhatCan();
            while (running > 0) {
                next().run();
                startWhatCan();
            }
            return result();
        }

        /** What it reads was not there when the run began, and nothing here can bring it while the run is on. */
        private Outcome notRendered(Waiting unit) {
            Problem why = unit.problem();
            var failure = new TimedOut(why.location(), why.what(), why.hint(), null);
            var outcome = new UnitWaiting(unit.id(), failure);
            listener.on(new UnitFinished(unit.id(), "", false, outcome.reason(), why.what(), Duration.ZERO));
            return outcome;
        }

        /** A unit that is blocked may be what another one came after: until a pass finds nothing. */
        private void startWhatCan() {
            try {
                while (error == null && startSome()) {
                    // Once more.
                }
            } catch (RuntimeException | Error e) {
                breakOff(e);
            }
        }

        private boolean startSome() {
            boolean blockedOne = false;
            for (Unit unit : List.copyOf(waiting)) {
                UnitDependencies.Before before = dependencies.of(unit);
                Optional<ObjectId> missing = Stream.concat(
                                before.ready().stream().filter(this::hasFailed),
                                before.applied().stream().filter(id -> !applied.contains(id) && hasFailed(id)))
                        .findFirst();
                Optional<Outcome> shut = missing.map(id -> (Outcome) new UnitBlocked(unit.id(), id))
                        .or(() -> shut(unit, before));
                if (shut.isPresent()) {
                    outcomes.put(blocked(unit, shut.get()));
                    waiting.remove(unit);
                    blockedOne = true;
                } else if (isDue(before) && isOpen(unit, before)) {
                    threads.execute(() -> work(unit));
                    waiting.remove(unit);
                    running++;
                }
            }
            return blockedOne;
        }

        private boolean isOpen(Unit unit, UnitDependencies.Before before) {
            return before.conditions().stream().allMatch(condition -> gates.ask(unit, condition) == Gate.OPEN);
        }

        /** A dependency that failed tells so itself. */
        private Optional<Outcome> shut(Unit unit, UnitDependencies.Before before) {
            return before.conditions().stream()
                    .filter(condition -> gates.ask(unit, condition) == Gate.SHUT)
                    .map(condition -> condition.dependency().id())
                    .map(id -> hasFailed(id)
                            ? new UnitBlocked(unit.id(), id)
                            : (Outcome) UnitBlocked.byExpression(unit.id(), id))
                    .findFirst();
        }

        /** How a unit is now; empty where it is no part of this run. */
        private Optional<UnitState> state(ObjectId id) {
            Optional<Unit> unit = changeSet.rendered().units().stream()
                    .filter(candidate -> candidate.id().equals(id))
                    .findFirst();
            Optional<KustomizationSpec> spec = unit.map(Unit::spec).or(() -> changeSet.rendered().waiting().stream()
                    .map(Waiting::spec)
                    .filter(candidate -> candidate.id().equals(id))
                    .findFirst());
            return spec.map(known -> new UnitState(
                    known,
                    unit.orElse(null),
                    phase(id),
                    unit.isPresent() && health.isDue(unit.get()),
                    outcomes.of(id),
                    clock.instant()));
        }

        private Phase phase(ObjectId id) {
            if (outcomes.of(id) != null) {
                return Phase.OVER;
            }
            if (applied.contains(id)) {
                return Phase.APPLIED;
            }
            return waiting.stream().anyMatch(unit -> unit.id().equals(id)) ? Phase.NOT_BEGUN : Phase.BEGUN;
        }

        private boolean isDue(UnitDependencies.Before before) {
            return before.ready().stream().allMatch(id -> outcomes.of(id) instanceof UnitApplied)
                    && applied.containsAll(before.applied())
                    && before.over().stream().allMatch(id -> applied.contains(id) || outcomes.of(id) != null);
        }

        private boolean hasFailed(ObjectId unit) {
            Outcome outcome = outcomes.of(unit);
            return outcome != null && !(outcome instanceof UnitApplied);
        }

        private Outcome blocked(Unit unit, Outcome outcome) {
            listener.on(new UnitFinished(
                    unit.id(), unit.source().revision(), false, outcome.reason(), outcome.message(), Duration.ZERO));
            return outcome;
        }

        /** On a thread of the unit's own. */
        private void work(Unit unit) {
            try {
                Outcome outcome = application.apply(unit, () -> news.add(() -> applied.add(unit.id())));
                news.add(() -> finish(outcome));
            } catch (RuntimeException | Error e) {
                news.add(() -> {
                    running--;
                    outcomes.abandon(unit.id());
                    breakOff(e);
                });
            }
        }

        /** Units under way are never left alone: an interruption makes them stop at their next safe point. */
        private Runnable next() {
            while (true) {
                try {
                    return news.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancel.cancel("interrupted");
                }
            }
        }

        private void finish(Outcome outcome) {
            running--;
            if (outcome instanceof UnitApplied) {
                applied.add(outcome.unit());
            }
            outcomes.put(outcome);
        }

        /** A bug: nothing more is begun, and what is under way comes to its end. */
        private void breakOff(Throwable bug) {
            waiting.forEach(other -> outcomes.abandon(other.id()));
            if (error == null) {
                error = bug;
            }
        }

        private Applied result() {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (error instanceof Error serious) {
                throw serious;
            }
            if (error instanceof RuntimeException bug) {
                throw bug;
            }
            var ordered = new ArrayList<Outcome>();
            for (Unit unit : changeSet.rendered().units()) {
                ordered.add(requireNonNull(outcomes.of(unit.id()), unit.id()::toString));
            }
            changeSet.rendered().waiting().forEach(unit -> ordered.add(requireNonNull(outcomes.of(unit.id()))));
            var exempt = new ArrayList<>(changeSet.exempt());
            exempt.addAll(application.exempt());
            return new Applied(changeSet, ordered, exempt);
        }
    }
}
