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
}
