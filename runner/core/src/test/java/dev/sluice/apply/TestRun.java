package dev.sluice.apply;

import dev.sluice.change.ChangeSet;
import dev.sluice.change.PlanOptions;
import dev.sluice.change.Planner;
import dev.sluice.change.TestRepository;
import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.EventLines;
import dev.sluice.event.RunEvent;
import dev.sluice.object.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** A whole run over a target; what it tells is kept. Its requests are made one after the other unless a test says else. */
final class TestRun {

    final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
    final TestClock clock = new TestClock();
    final CancelSignal cancel = new CancelSignal(clock, Instant.MAX);
    private final Cluster cluster;
    private Executor executor = Runnable::run;
    private ApplyOptions options = new ApplyOptions(false);

    TestRun(Cluster cluster) {
        this.cluster = cluster;
    }

    TestRun on(Executor other) {
        executor = other;
        return this;
    }

    TestRun waitingForAll() {
        options = new ApplyOptions(true);
        return this;
    }

    static Applied reconcile(Cluster cluster, TestRepository repository) {
        return new TestRun(cluster).reconcile(repository);
    }

    Applied reconcile(TestRepository repository) {
        var planner = new Planner(cluster, executor, new PlanOptions(false, Set.of()));
        ChangeSet changes = planner.plan(repository.rendered());
        Applied applied = new Applier(cluster, planner, options, executor, events::add, cancel, clock).apply(changes);
        return new Pruner(cluster, planner, executor, events::add, cancel, clock).prune(applied);
    }

    /** How the events of one unit read. */
    List<String> told(ObjectId unit) {
        var lines = new EventLines(clock);
        return events.stream()
                .flatMap(event -> lines.text(event).stream())
                .filter(line -> line.contains(unit.toString()))
                .toList();
    }

    Deleted delete() {
        var planner = new Planner(cluster, Runnable::run, new PlanOptions(false, Set.of()));
        return new Deletion(cluster, planner, Runnable::run, events::add, cancel, clock)
                .delete(planner.planDeletion(TestRepository.ROOT));
    }

    /** What was changed, as lines. */
    static List<String> lines(Applied applied) {
        return applied.done().stream().map(change -> change.line()).toList();
    }
}
