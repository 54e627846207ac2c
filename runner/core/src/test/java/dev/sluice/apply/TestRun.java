package dev.sluice.apply;

import dev.sluice.change.ChangeSet;
import dev.sluice.change.PlanOptions;
import dev.sluice.change.Planner;
import dev.sluice.change.TestRepository;
import dev.sluice.cluster.Cluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** A whole run over a target, on one thread; what it tells is kept. */
final class TestRun {

    final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
    final CancelSignal cancel = CancelSignal.never();
    private final Cluster cluster;
    private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    TestRun(Cluster cluster) {
        this.cluster = cluster;
    }

    static Applied reconcile(Cluster cluster, TestRepository repository) {
        return new TestRun(cluster).reconcile(repository);
    }

    Applied reconcile(TestRepository repository) {
        var planner = new Planner(cluster, Runnable::run, new PlanOptions(false, Set.of()));
        ChangeSet changes = planner.plan(repository.rendered());
        Applied applied = new Applier(
                        cluster, planner, new ApplyOptions(false), Runnable::run, events::add, cancel, clock)
                .apply(changes);
        return new Pruner(cluster, events::add, cancel).prune(applied);
    }

    Deleted delete() {
        return new Deletion(cluster, events::add, cancel)
                .delete(new Planner(cluster, Runnable::run, new PlanOptions(false, Set.of()))
                        .planDeletion(TestRepository.ROOT));
    }

    /** What was changed, as lines. */
    static List<String> lines(Applied applied) {
        return applied.done().stream().map(change -> change.line()).toList();
    }
}
