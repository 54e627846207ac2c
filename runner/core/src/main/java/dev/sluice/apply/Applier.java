package dev.sluice.apply;

import static java.util.Objects.requireNonNull;

import dev.sluice.apply.Outcome.UnitApplied;
import dev.sluice.apply.Outcome.UnitBlocked;
import dev.sluice.apply.Outcome.UnitFailed;
import dev.sluice.change.ChangeSet;
import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent.UnitFinished;
import dev.sluice.event.RunListener;
import dev.sluice.failure.Problem;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import dev.sluice.render.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Applies a change set, unit by unit along the graph: each starts the moment what it waits for is applied. */
public final class Applier {

    /** How one unit's task ended; an error is a bug. */
    private record Finished(
            ObjectId unit,
            @Nullable Outcome outcome,
            @Nullable Throwable error) {}

    private final Cluster cluster;
    private final Executor executor;
    private final RunListener listener;
    private final CancelSignal cancel;
    private final Clock clock;

    /** The executor bounds how many units are worked on at once; the caller of {@link #apply} must not occupy it. */
    public Applier(Cluster cluster, Executor executor, RunListener listener, CancelSignal cancel, Clock clock) {
        this.cluster = cluster;
        this.executor = executor;
        this.listener = listener;
        this.cancel = cancel;
        this.clock = clock;
    }

    /** Makes all changes but the deletions. What fails is told in the outcomes, not thrown. */
    public Applied apply(ChangeSet changeSet) {
        var run = new Run(changeSet);
        run.startWhatIsReady();
        while (run.running > 0) {
            run.finish(run.next());
            run.startWhatIsReady();
        }
        return run.result();
    }

    /** One call of {@link #apply}; used by its thread only, but for the queue. */
    private final class Run {
        private final ChangeSet changeSet;
        private final UnitApplication application;
        private final Map<ObjectId, Unit> units;
        private final List<Unit> waiting;
        private final Map<ObjectId, Outcome> outcomes = new HashMap<>();
        private final BlockingQueue<Finished> queue = new LinkedBlockingQueue<>();
        private @Nullable Throwable error;
        private boolean interrupted;
        private int running;

        Run(ChangeSet changeSet) {
            this.changeSet = changeSet;
            this.application = new UnitApplication(cluster, changeSet, listener, cancel, clock);
            this.units = changeSet.rendered().units().stream().collect(Collectors.toMap(Unit::id, Function.identity()));
            this.waiting = new ArrayList<>(changeSet.rendered().units());
            changeSet.rendered().waiting().forEach(unit -> outcomes.put(unit.id(), notRendered(unit)));
        }

        /** What it reads was not there when the run began, and nothing here can bring it while the run is on. */
        private Outcome notRendered(Waiting unit) {
            Problem why = unit.problem();
            var failure = new TimedOut(why.location(), why.what(), why.hint(), null);
            listener.on(new UnitFinished(unit.id(), "", false, "DependencyNotReady", why.what(), Duration.ZERO));
            return new UnitFailed(unit.id(), List.of(), Optional.empty(), failure);
        }

        /** One pass is enough: each unit stands behind all that it waits for. */
        void startWhatIsReady() {
            if (error != null) {
                return;
            }
            for (Unit unit : List.copyOf(waiting)) {
                Optional<ObjectId> failed =
                        unit.waitsFor().stream().filter(this::hasFailed).findFirst();
                if (failed.isPresent()) {
                    waiting.remove(unit);
                    outcomes.put(unit.id(), blocked(unit, failed.get()));
                } else if (unit.waitsFor().stream().allMatch(this::isReady)) {
                    waiting.remove(unit);
                    running++;
                    executor.execute(() -> queue.add(work(unit)));
                }
            }
        }

        private Finished work(Unit unit) {
            try {
                return new Finished(unit.id(), application.apply(unit), null);
            } catch (RuntimeException | Error e) {
                return new Finished(unit.id(), null, e);
            }
        }

        /** A unit that is no part of this run (it is suspended) is as ready as it was left. */
        private boolean isReady(ObjectId unit) {
            Outcome outcome = outcomes.get(unit);
            return outcome == null ? !units.containsKey(unit) : outcome instanceof UnitApplied;
        }

        private boolean hasFailed(ObjectId unit) {
            Outcome outcome = outcomes.get(unit);
            return outcome != null && !(outcome instanceof UnitApplied);
        }

        private Outcome blocked(Unit unit, ObjectId dependency) {
            var outcome = new UnitBlocked(unit.id(), dependency);
            listener.on(new UnitFinished(
                    unit.id(),
                    unit.source().revision(),
                    false,
                    "DependencyNotReady",
                    outcome.message(),
                    Duration.ZERO));
            return outcome;
        }

        /** Units under way are never left alone: an interruption makes them stop at their next safe point. */
        Finished next() {
            while (true) {
                try {
                    return queue.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancel.cancel("interrupted");
                }
            }
        }

        void finish(Finished finished) {
            running--;
            if (finished.outcome() != null) {
                outcomes.put(finished.unit(), finished.outcome());
            } else if (error == null) {
                error = finished.error();
            }
        }

        Applied result() {
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
                ordered.add(requireNonNull(outcomes.get(unit.id()), unit.id()::toString));
            }
            changeSet.rendered().waiting().forEach(unit -> ordered.add(requireNonNull(outcomes.get(unit.id()))));
            return new Applied(changeSet, ordered);
        }
    }
}
