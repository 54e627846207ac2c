package dev.sluice.apply;

import static dev.sluice.apply.HealthCheckTest.AVAILABLE;
import static dev.sluice.apply.HealthCheckTest.STALLED;
import static dev.sluice.apply.HealthCheckTest.deployment;
import static dev.sluice.apply.HealthCheckTest.deploymentId;
import static dev.sluice.change.TestRepository.configMap;
import static dev.sluice.change.TestRepository.configMapId;
import static dev.sluice.change.TestRepository.manifest;
import static dev.sluice.change.TestRepository.unitId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.apply.Outcome.UnitApplied;
import dev.sluice.apply.Outcome.UnitBlocked;
import dev.sluice.apply.Outcome.UnitUnhealthy;
import dev.sluice.change.TestRepository;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a unit waits for before it begins, and before it is ready. */
@Timeout(20)
class UnitDependenciesTest {

    private static final ObjectId DATABASE = deploymentId("database");

    private final FakeCluster cluster = new FakeCluster();
    private final TestRun run = new TestRun(cluster);

    private static TestRepository.Definition infrastructure(TestRepository.Definition unit) {
        return unit.with(deployment("database")).waits();
    }

    @Test
    void beginsOnlyWhenWhatItDependsOnIsReady() {
        List<ObjectId> heldBeforeReady = Collections.synchronizedList(new ArrayList<>());
        cluster.onWatch(ids -> {
            heldBeforeReady.addAll(cluster.held());
            cluster.status(DATABASE, AVAILABLE);
        });

        Applied applied = run.reconcile(new TestRepository()
                .unit("infrastructure", UnitDependenciesTest::infrastructure)
                .unit("apps", unit -> unit.with(configMap("a", "1")).after("infrastructure")));

        assertThat(heldBeforeReady).containsExactly(DATABASE);
        assertThat(applied.succeeded()).isTrue();
    }

    /** The database becomes ready only by what its reader applies: one that waited for it would wait for ever. */
    @Test
    void beginsWhenWhatItReadsIsAppliedThoughItIsNotReady() {
        cluster.beforeWrite(id -> {
            if (id.equals(configMapId("a"))) {
                cluster.status(DATABASE, AVAILABLE);
            }
        });

        Applied applied = run.reconcile(new TestRepository()
                .unit("infrastructure", UnitDependenciesTest::infrastructure)
                .unit("apps", unit -> unit.with(configMap("a", "1")).reading("infrastructure")));

        assertThat(applied.succeeded()).isTrue();
    }

    @Test
    void isBlockedOnceByADependencyThatIsNotReady() {
        cluster.onWatch(ids -> cluster.status(DATABASE, STALLED));

        Applied applied = run.reconcile(new TestRepository()
                .unit("infrastructure", UnitDependenciesTest::infrastructure)
                .unit("apps", unit -> unit.with(configMap("a", "1")).after("infrastructure"))
                .unit("other", configMap("b", "1")));

        assertThat(applied.outcomes().get(2)).isEqualTo(new UnitBlocked(unitId("apps"), unitId("infrastructure")));
        assertThat(applied.outcomes().get(3)).isInstanceOf(UnitApplied.class);
        assertThat(run.told(unitId("apps")))
                .containsExactly(
                        "✗ Kustomization/flux-system/apps: dependency 'flux-system/infrastructure' is not ready");
    }

    @Test
    void isReadyOnlyWhenTheUnitsThatItDefinesAre() {
        List<ObjectId> heldBeforeReady = Collections.synchronizedList(new ArrayList<>());
        cluster.onWatch(ids -> {
            heldBeforeReady.addAll(cluster.held());
            cluster.status(DATABASE, AVAILABLE);
        });

        Applied applied = run.reconcile(new TestRepository()
                .unit("parent", unit -> unit.with(configMap("p", "1")).waits())
                .unit("child", unit -> infrastructure(unit).definedBy("parent"))
                .unit("apps", unit -> unit.with(configMap("a", "1")).after("parent")));

        assertThat(heldBeforeReady).containsExactly(configMapId("p"), DATABASE);
        assertThat(applied.succeeded()).isTrue();
    }

    @Test
    void isNotReadyWhereAUnitThatItDefinesIsNot() {
        cluster.onWatch(ids -> cluster.status(DATABASE, STALLED));

        Applied applied = run.reconcile(new TestRepository()
                .unit("parent", unit -> unit.with(configMap("p", "1")).waits())
                .unit("child", unit -> infrastructure(unit).definedBy("parent")));

        assertThat(applied.outcomes().get(1)).isInstanceOf(UnitUnhealthy.class);
        assertThat(applied.outcomes().get(1).message())
                .isEqualTo("health check failed after 0s: failed early due to stalled resources: "
                        + "[Kustomization/flux-system/child status: 'Failed']");
    }

    /** What it reads may come while the run is on: the next application finds the parent proven. */
    @Test
    void isBlockedAndNotUnhealthyWhereAUnitThatItDefinesCannotBeRenderedYet() {
        var repository = new TestRepository()
                .unit("parent", unit -> unit.with(configMap("p", "1")).healthChecks(unitId("later")))
                .waiting("later");

        Applied applied = run.reconcile(repository);

        assertThat(applied.outcomes().get(1))
                .isEqualTo(new UnitBlocked(
                        unitId("parent"),
                        unitId("later"),
                        applied.outcomes().get(1).done()));
        assertThat(applied.outcomes().get(1).done()).hasSize(1);
    }

    @Test
    void waitsForTheUnitsThatItsHealthChecksName() {
        cluster.onWatch(ids -> cluster.status(DATABASE, AVAILABLE));

        Applied applied = run.reconcile(new TestRepository()
                .unit("gate", unit -> unit.with(configMap("g", "1")).healthChecks(unitId("infrastructure")))
                .unit("infrastructure", UnitDependenciesTest::infrastructure));

        assertThat(applied.succeeded()).isTrue();
        assertThat(cluster.watched()).containsExactly(DATABASE);
    }

    /** Under Flux the two would wait for each other until the parent's timeout. */
    @Test
    void doesNotWaitForTheUnitThatWaitsForIt() {
        Applied applied = run.reconcile(new TestRepository()
                .unit("parent", unit -> unit.with(configMap("p", "1")).waits())
                .unit("child", unit -> unit.with(configMap("c", "1"))
                        .definedBy("parent")
                        .after("parent")));

        assertThat(applied.succeeded()).isTrue();
    }

    /** Nobody would ever be ready: under Flux the parent's timeout ends it, every time again. */
    @Test
    void doesNotWaitForTheUnitThatWaitsForItByWayOfAnother() {
        Applied applied = run.reconcile(new TestRepository()
                .unit("parent", unit -> unit.with(configMap("p", "1")).waits())
                .unit("other", unit -> unit.with(configMap("o", "1")).after("parent"))
                .unit("child", unit -> unit.with(configMap("c", "1"))
                        .definedBy("parent")
                        .after("other")));

        assertThat(applied.succeeded()).isTrue();
    }

    @Test
    void doesNotWaitForTheUnitThatBringsWhatItsMemberNeeds() {
        cluster.missingNamespace("shop");
        Manifest shop = manifest("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop}
                status: {phase: Active}
                """);

        Applied applied = run.reconcile(new TestRepository()
                .unit("parent", unit -> unit.waits())
                .unit("namespaces", unit -> unit.with(shop).after("parent"))
                .unit("child", unit -> unit.with(configMap("c", "1")).definedBy("parent")));

        assertThat(applied.succeeded()).isTrue();
    }

    @Test
    void isReadyThoughItsHealthChecksNameAUnitThatNamesIt() {
        Applied applied = run.reconcile(new TestRepository()
                .unit("one", unit -> unit.with(configMap("a", "1")).healthChecks(unitId("two")))
                .unit("two", unit -> unit.with(configMap("b", "1")).healthChecks(unitId("one"))));

        assertThat(applied.succeeded()).isTrue();
    }

    /** Requests are made by one thread here, and every unit waits until the last one is applied. */
    @Test
    void keepsNoThreadOfTheOthersWhileItWaits() {
        var repository = new TestRepository();
        for (int i = 0; i < 20; i++) {
            String name = "unit-" + i;
            repository.unit(name, unit -> unit.with(deployment(name)).waits());
        }
        cluster.beforeWrite(id -> {
            if (id.equals(configMapId("last"))) {
                cluster.held().forEach(held -> cluster.status(held, AVAILABLE));
            }
        });
        repository.unit("last", unit -> {
            for (int i = 0; i < 20; i++) {
                unit.reading("unit-" + i);
            }
            return unit.with(configMap("last", "1"));
        });

        Applied applied = run.reconcile(repository);

        assertThat(applied.succeeded()).isTrue();
    }

    private static final String READY = "dep.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')"
            + " && dep.status.observedGeneration == dep.metadata.generation";

    private Applied reconcileWith(String readyExpr) {
        return run.reconcile(new TestRepository()
                .unit("infrastructure", UnitDependenciesTest::infrastructure)
                .unit("apps", unit -> unit.with(configMap("a", "1")).after("infrastructure", readyExpr)));
    }

    @Test
    void beginsWhenAnExpressionFindsItsDependencyReady() {
        List<ObjectId> heldBeforeReady = Collections.synchronizedList(new ArrayList<>());
        cluster.onWatch(ids -> {
            heldBeforeReady.addAll(cluster.held());
            cluster.status(DATABASE, AVAILABLE);
        });

        Applied applied = reconcileWith(READY);

        assertThat(heldBeforeReady).containsExactly(DATABASE);
        assertThat(applied.succeeded()).isTrue();
    }

    /** Under Flux the built-in check is left out, too, unless AdditiveCELDependencyCheck is on. */
    @Test
    void trap23AsksAnExpressionInThePlaceOfTheBuiltInCheck() {
        cluster.onWatch(ids -> cluster.status(DATABASE, STALLED));

        Applied applied = reconcileWith("dep.spec.path == './infrastructure' && self.metadata.name == 'apps'");

        assertThat(applied.outcomes().get(1)).isInstanceOf(UnitUnhealthy.class);
        assertThat(applied.outcomes().get(2)).isInstanceOf(UnitApplied.class);
    }

    @Test
    void beginsWhenAnExpressionFindsItsDependencyAppliedThoughItIsNotReady() {
        cluster.beforeWrite(id -> {
            if (id.equals(configMapId("a"))) {
                cluster.status(DATABASE, AVAILABLE);
            }
        });

        Applied applied = reconcileWith(
                "dep.status.inventory.entries.exists(e, e.id == 'shop_database_apps_Deployment' && e.v == 'v1')");

        assertThat(applied.succeeded()).isTrue();
    }

    @Test
    void isBlockedByAnExpressionThatDoesNotBecomeTrue() {
        cluster.onWatch(ids -> cluster.status(DATABASE, AVAILABLE));

        Applied applied = reconcileWith("dep.metadata.annotations.approved == 'yes'");

        String message = "dependency 'flux-system/infrastructure' is not ready according to readyExpr eval";
        assertThat(applied.outcomes().get(2)).isInstanceOfSatisfying(UnitBlocked.class, blocked -> {
            assertThat(blocked.message()).isEqualTo(message);
            assertThat(blocked.failures())
                    .extracting(Throwable::getMessage)
                    .containsExactly("Kustomization/flux-system/apps: " + message);
        });
        assertThat(applied.succeeded()).isFalse();
    }

    /** Flux asks for the status that is there; a run would let a unit begin before this commit of its dependency. */
    @Test
    void doesNotTakeWhatAnEarlierRunDidForReady() {
        cluster.onWatch(ids -> cluster.status(DATABASE, AVAILABLE));
        assertThat(reconcileWith(READY).succeeded()).isTrue();

        cluster.onWatch(ids -> cluster.status(deploymentId("more"), STALLED));
        Applied second = new TestRun(cluster)
                .reconcile(new TestRepository()
                        .unit("infrastructure", unit -> unit.with(deployment("database"), deployment("more"))
                                .waits())
                        .unit("apps", unit -> unit.with(configMap("a", "2")).after("infrastructure", READY)));

        assertThat(second.outcomes().get(2)).isInstanceOf(UnitBlocked.class);
    }

    @Test
    void tellsAnExpressionWhyItsDependencyFailed() {
        cluster.onWatch(ids -> cluster.status(DATABASE, STALLED));

        Applied applied = reconcileWith("dep.status.conditions.exists(c, c.type == 'Ready' && c.status == 'False'"
                + " && c.reason == 'HealthCheckFailed' && c.message.startsWith('health check failed after'))");

        assertThat(applied.outcomes().get(2)).isInstanceOf(UnitApplied.class);
    }

    /** A parent that waits for the unit cannot be ready before it. */
    @Test
    void isNotLeftWaitingForAParentThatWaitsForIt() {
        Applied applied = run.reconcile(new TestRepository()
                .unit("parent", unit -> unit.with(configMap("p", "1")).waits())
                .unit("child", unit -> unit.with(configMap("c", "1"))
                        .definedBy("parent")
                        .after("parent", READY)));

        assertThat(applied.outcomes().get(2)).isInstanceOf(UnitBlocked.class);
    }
}
