package dev.sluice.apply;

import static dev.sluice.change.TestRepository.configMap;
import static dev.sluice.change.TestRepository.configMapId;
import static dev.sluice.change.TestRepository.unitId;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.apply.Outcome.UnitApplied;
import dev.sluice.apply.Outcome.UnitBlocked;
import dev.sluice.apply.Outcome.UnitFailed;
import dev.sluice.change.ChangeSet;
import dev.sluice.change.PlanOptions;
import dev.sluice.change.Planner;
import dev.sluice.change.TestRepository;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunEvent.UnitFinished;
import dev.sluice.event.RunEvent.UnitProgressing;
import dev.sluice.event.RunEvent.UnitStarted;
import dev.sluice.event.RunListener;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ApplierTest {

    private static final String REVISION = "main@sha1:1111111111111111111111111111111111111111";

    private final FakeCluster cluster = new FakeCluster();

    private final Planner planner = new Planner(cluster, Runnable::run, new PlanOptions(false, Set.of()));

    private ChangeSet plan(TestRepository repository) {
        return planner.plan(repository.rendered());
    }

    private Applier applier(Executor executor) {
        return new Applier(
                cluster,
                planner,
                new ApplyOptions(false),
                executor,
                RunListener.NONE,
                CancelSignal.never(),
                Clock.systemUTC());
    }

    @Test
    void tellsWhatFluxWouldTell() {
        var run = new TestRun(cluster);

        run.reconcile(new TestRepository().root(root -> root.with(configMap("a", "1"), configMap("b", "1"))));

        assertThat(run.events)
                .containsExactly(
                        new UnitStarted(TestRepository.ROOT, REVISION),
                        new UnitProgressing(
                                TestRepository.ROOT,
                                REVISION,
                                List.of("ConfigMap/shop/a created", "ConfigMap/shop/b created")),
                        new UnitFinished(
                                TestRepository.ROOT,
                                REVISION,
                                true,
                                "ReconciliationSucceeded",
                                "Applied revision: " + REVISION,
                                Duration.ZERO));
    }

    @Test
    void stopsTheUnitThatFailsAndWhatWaitsForItAndNothingElse() {
        cluster.failing(configMapId("b"), new Rejected("ConfigMap/shop/b", "apply failed: quota"));

        Applied applied = TestRun.reconcile(
                cluster,
                new TestRepository()
                        .unit("broken", configMap("a", "1"), configMap("b", "1"), configMap("c", "1"))
                        .unit("after", unit -> unit.with(configMap("d", "1")).after("broken"))
                        .unit("afterThat", unit -> unit.with(configMap("e", "1"))
                                .after("after"))
                        .unit("other", configMap("f", "1")));

        assertThat(cluster.held()).containsExactly(configMapId("a"), configMapId("f"));
        assertThat(applied.outcomes().get(1)).isInstanceOfSatisfying(UnitFailed.class, failed -> {
            assertThat(failed.done()).hasSize(1);
            assertThat(failed.message()).isEqualTo("ConfigMap/shop/b: apply failed: quota");
        });
        assertThat(applied.outcomes().subList(2, 4))
                .containsExactly(
                        new UnitBlocked(unitId("after"), unitId("broken")),
                        new UnitBlocked(unitId("afterThat"), unitId("after")));
        assertThat(applied.outcomes().get(2).message()).isEqualTo("dependency 'flux-system/broken' is not ready");
        assertThat(applied.outcomes().get(4)).isInstanceOf(UnitApplied.class);
        assertThat(applied.failures()).hasSize(1);
    }

    @Test
    void prunesNothingWhereAUnitFailed() {
        TestRun.reconcile(
                cluster,
                new TestRepository()
                        .unit("a", configMap("a", "1"), configMap("old", "1"))
                        .unit("b", configMap("b", "1")));
        cluster.failing(configMapId("b"), new Rejected("ConfigMap/shop/b", "apply failed: quota"));

        TestRun.reconcile(
                cluster, new TestRepository().unit("a", configMap("a", "1")).unit("b", configMap("b", "2")));

        assertThat(cluster.held()).contains(configMapId("old"));
        assertThat(requireNonNull(cluster.inventory(unitId("a"))).objects()).containsKey(configMapId("old"));
    }

    @Test
    void blocksWhatWaitsForAUnitThatCannotBeRendered() {
        Applied applied = TestRun.reconcile(
                cluster, new TestRepository().waiting("later").unit("apps", unit -> unit.with(configMap("a", "1"))
                        .after("later")));

        assertThat(applied.outcomes().get(1)).isEqualTo(new UnitBlocked(unitId("apps"), unitId("later")));
    }

    @Test
    void appliesWhatWaitsForASuspendedUnit() {
        Applied applied = TestRun.reconcile(
                cluster, new TestRepository().suspended("base").unit("apps", unit -> unit.with(configMap("a", "1"))
                        .after("base")));

        assertThat(TestRun.lines(applied)).containsExactly("ConfigMap/shop/a created");
    }

    @Test
    void startsAUnitTheMomentWhatItWaitsForIsApplied() throws InterruptedException {
        // given: "slow" cannot go on before the unit behind "quick" is applied; a barrier would never let it
        var behindQuick = new CountDownLatch(1);
        cluster.beforeWrite(id -> {
            if (id.name().equals("slow")) {
                await(behindQuick);
            }
            if (id.name().equals("behind")) {
                behindQuick.countDown();
            }
        });
        ExecutorService executor = Executors.newFixedThreadPool(2);
        ChangeSet changes = plan(new TestRepository()
                .unit("slow", configMap("slow", "1"))
                .unit("quick", configMap("quick", "1"))
                .unit("behind", unit -> unit.with(configMap("behind", "1")).after("quick")));

        Applied applied = applier(executor).apply(changes);
        executor.shutdown();

        assertThat(applied.succeeded()).isTrue();
        assertThat(cluster.held()).hasSize(3);
        assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void stopsBetweenTwoObjectsWhenCancelledAndKeepsTheInventoryTrue() {
        TestRun.reconcile(cluster, new TestRepository().unit("apps", configMap("old", "1")));
        var run = new TestRun(cluster);
        cluster.beforeWrite(id -> run.cancel.cancel("SIGTERM"));

        Applied applied = run.reconcile(new TestRepository().unit("apps", configMap("a", "1"), configMap("b", "1")));

        assertThat(cluster.held()).containsExactly(configMapId("a"), configMapId("old"));
        assertThat(applied.failures()).allSatisfy(failure -> assertThat(failure)
                .isInstanceOf(TimedOut.class)
                .hasMessageContaining("run cancelled: SIGTERM"));
        assertThat(requireNonNull(cluster.inventory(unitId("apps"))).objects())
                .containsOnlyKeys(configMapId("a"), configMapId("b"), configMapId("old"));
    }

    @Test
    void throwsABugOnlyAfterAllThatIsUnderWayIsDone() {
        cluster.beforeWrite(id -> {
            throw new IllegalStateException("a bug");
        });
        ChangeSet changes = plan(new TestRepository().unit("apps", configMap("a", "1")));

        assertThatThrownBy(() -> applier(Runnable::run).apply(changes))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
    }

    /** Here the bug is in the thread that starts the units, while one of them waits for its turn to write. */
    @Test
    void endsWhatIsUnderWayBeforeItThrowsABugOfAListener() {
        var told = new CountDownLatch(1);
        RunListener listener = event -> {
            if (event instanceof UnitFinished finished && finished.unit().equals(unitId("blocked"))) {
                told.countDown();
                throw new IllegalStateException("a bug");
            }
        };
        cluster.failing(configMapId("a"), new Rejected("ConfigMap/shop/a", "no"))
                .beforeWrite(id -> {
                    if (id.equals(configMapId("slow"))) {
                        await(told);
                    }
                });
        ChangeSet changes = plan(new TestRepository()
                .unit("slow", configMap("slow", "1"))
                .unit("failing", configMap("a", "1"))
                .unit("blocked", unit -> unit.with(configMap("b", "1")).after("failing")));
        var applier = new Applier(
                cluster,
                planner,
                new ApplyOptions(false),
                Runnable::run,
                listener,
                CancelSignal.never(),
                Clock.systemUTC());

        assertThatThrownBy(() -> applier.apply(changes)).isInstanceOf(IllegalStateException.class);

        assertThat(requireNonNull(cluster.inventory(unitId("slow"))).revision()).isEqualTo(REVISION);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("there is a barrier");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
