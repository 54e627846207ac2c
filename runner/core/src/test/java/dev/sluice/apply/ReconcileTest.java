package dev.sluice.apply;

import static dev.sluice.change.TestRepository.annotated;
import static dev.sluice.change.TestRepository.configMap;
import static dev.sluice.change.TestRepository.configMapId;
import static dev.sluice.change.TestRepository.unitId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.change.Change.HandOver;
import dev.sluice.change.TestRepository;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Propagation;
import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a run makes of a target, whatever the target is. */
class ReconcileTest {

    private final FakeCluster cluster = new FakeCluster();

    private List<String> reconcile(TestRepository repository) {
        return TestRun.lines(TestRun.reconcile(cluster, repository));
    }

    private Inventory inventory(String unit) {
        return Objects.requireNonNull(cluster.inventory(unitId(unit)));
    }

    private static TestRepository repository() {
        return new TestRepository();
    }

    @Test
    void createsWhatIsNotThere() {
        List<String> lines = reconcile(repository().unit("apps", configMap("web", "1"), configMap("api", "1")));

        assertThat(lines).containsExactly("ConfigMap/shop/api created", "ConfigMap/shop/web created");
        assertThat(inventory("apps").objects().keySet()).containsExactly(configMapId("api"), configMapId("web"));
    }

    @Test
    void writesAndReadsNothingWhereNothingChanged() {
        reconcile(repository().unit("apps", configMap("web", "1")));
        cluster.writes();
        cluster.reads();

        Applied second = TestRun.reconcile(cluster, repository().unit("apps", configMap("web", "1")));

        assertThat(second.done()).isEmpty();
        assertThat(second.changeSet().unchanged()).isEqualTo(1);
        assertThat(cluster.writes()).isEmpty();
        assertThat(cluster.reads()).isEmpty();
    }

    @Test
    void repairsWhatWasChangedByHandAndNothingElse() {
        reconcile(repository().unit("apps", configMap("web", "1"), configMap("api", "1")));
        cluster.edit(configMapId("web"), content -> content.withObject("/data").put("value", "2"));

        List<String> lines = reconcile(repository().unit("apps", configMap("web", "1"), configMap("api", "1")));

        assertThat(lines).containsExactly("ConfigMap/shop/web configured");
    }

    @Test
    void createsAgainWhatWasDeletedByHand() {
        reconcile(repository().unit("apps", configMap("web", "1")));
        cluster.delete(configMapId("web"), "", Propagation.BACKGROUND, Duration.ZERO);

        assertThat(reconcile(repository().unit("apps", configMap("web", "1"))))
                .containsExactly("ConfigMap/shop/web created");
    }

    @Test
    void prunesWhatLeftItsUnit() {
        reconcile(repository().unit("apps", configMap("web", "1"), configMap("old", "1")));

        List<String> lines = reconcile(repository().unit("apps", configMap("web", "1")));

        assertThat(lines).containsExactly("ConfigMap/shop/old deleted");
        assertThat(cluster.held()).containsExactly(configMapId("web"));
        assertThat(inventory("apps").objects()).containsOnlyKeys(configMapId("web"));
    }

    @Test
    void writesTheInventoryBeforeTheFirstObjectAndKeepsWhatIsStillToBePruned() {
        reconcile(repository().unit("apps", configMap("old", "1")));
        cluster.writes();

        reconcile(repository().unit("apps", configMap("new", "1")));

        assertThat(cluster.writes())
                .containsExactly(
                        "inventory apps [new, old]",
                        "apply ConfigMap/shop/new",
                        "inventory apps [new, old]",
                        "delete ConfigMap/shop/old",
                        "inventory apps [new]");
    }

    @Test
    void handsOverWhatLeftOneUnitAndEnteredAnother() {
        reconcile(repository()
                .unit("a", configMap("web", "1"), configMap("stays", "1"))
                .unit("b", configMap("x", "1")));

        Applied applied = TestRun.reconcile(
                cluster,
                repository().unit("a", configMap("stays", "1")).unit("b", configMap("x", "1"), configMap("web", "1")));

        assertThat(TestRun.lines(applied)).containsExactly("ConfigMap/shop/web handed over");
        assertThat(applied.done().get(0)).isInstanceOfSatisfying(HandOver.class, change -> {
            assertThat(change.from()).isEqualTo(unitId("a"));
            assertThat(change.fields().get(0).path()).isEqualTo("metadata.labels.kustomize.toolkit.fluxcd.io/name");
        });
        assertThat(inventory("a").objects()).containsOnlyKeys(configMapId("stays"));
        assertThat(inventory("b").objects()).containsOnlyKeys(configMapId("web"), configMapId("x"));
    }

    @Test
    void handsOverWhatAUnitHadThatIsGone() {
        reconcile(repository().unit("a", configMap("web", "1")));

        List<String> lines = reconcile(repository().unit("b", configMap("web", "1")));

        assertThat(lines).containsExactly("ConfigMap/shop/web handed over");
        assertThat(cluster.inventory(unitId("a"))).isNull();
    }

    @Test
    void deletesWhatAUnitHadThatIsGone() {
        reconcile(repository().unit("a", configMap("web", "1")).unit("b", configMap("x", "1")));

        List<String> lines = reconcile(repository().unit("b", configMap("x", "1")));

        assertThat(lines).containsExactly("ConfigMap/shop/web deleted");
        assertThat(cluster.inventory(unitId("a"))).isNull();
    }

    @Test
    void keepsWhatAGoneUnitDidNotWantDeleted() {
        reconcile(repository()
                .unit("pruneFalse", unit -> unit.with(configMap("a", "1")).prune(false))
                .unit("orphan", unit -> unit.with(configMap("b", "1")).deletionPolicy("Orphan"))
                .unit("kept", unit -> unit.with(configMap("c", "1"))
                        .annotated("kustomize.toolkit.fluxcd.io/prune", "Disabled"))
                .unit(
                        "deletes",
                        unit -> unit.with(configMap("d", "1")).prune(false).deletionPolicy("Delete"))
                .unit("x", configMap("x", "1")));

        List<String> lines = reconcile(repository().unit("x", configMap("x", "1")));

        assertThat(lines).containsExactly("ConfigMap/shop/d deleted");
        assertThat(cluster.inventory(unitId("pruneFalse"))).isNull();
        assertThat(cluster.inventory(unitId("orphan"))).isNull();
    }

    @Test
    void keepsTheObjectsOfAGoneUnitWhoseParentDoesNotPrune() {
        reconcile(repository().root(root -> root.prune(false)).unit("a", configMap("web", "1")));

        List<String> lines = TestRun.lines(new TestRun(cluster)
                .reconcile(repository().root(root -> root.prune(false).with(configMap("x", "1")))));

        assertThat(lines).containsExactly("ConfigMap/shop/x created");
        assertThat(cluster.held()).contains(configMapId("web"));
    }

    @Test
    void touchesNothingOfASuspendedUnitNorOfWhatItDefines() {
        reconcile(repository()
                .unit("apps", configMap("web", "1"))
                .unit("child", unit -> unit.with(configMap("below", "1")).definedBy("apps"))
                .unit("x", configMap("x", "1")));
        Inventory child = inventory("child");

        List<String> lines = reconcile(repository().suspended("apps").unit("x", configMap("x", "1")));

        assertThat(lines).isEmpty();
        assertThat(cluster.held()).contains(configMapId("web"), configMapId("below"));
        assertThat(inventory("child")).isEqualTo(child);
        assertThat(inventory("apps").policy().suspended()).isTrue();
    }

    @Test
    void keepsTheObjectsOfAUnitThatWasSuspendedWhenItLeft() {
        TestRepository other = repository().unit("x", configMap("x", "1"));
        reconcile(repository().unit("apps", configMap("web", "1")).unit("x", configMap("x", "1")));
        reconcile(repository().suspended("apps").unit("x", configMap("x", "1")));

        assertThat(reconcile(other)).isEmpty();
        assertThat(cluster.held()).contains(configMapId("web"));
    }

    @Test
    void forgetsWithoutDeletingWhereAUnitDoesNotPrune() {
        reconcile(repository().unit("apps", unit -> unit.with(configMap("a", "1"), configMap("b", "1"))
                .prune(false)));

        List<String> lines = reconcile(
                repository().unit("apps", unit -> unit.with(configMap("a", "1")).prune(false)));
        List<String> later = reconcile(repository().unit("apps", configMap("a", "1")));

        assertThat(lines).isEmpty();
        assertThat(later).isEmpty();
        assertThat(inventory("apps").objects()).containsOnlyKeys(configMapId("a"));
        assertThat(cluster.held()).contains(configMapId("b"));
    }

    @Test
    void keepsWhatARunLeavesOutOnPurpose() {
        reconcile(repository().unit("apps", configMap("web", "1"), configMap("later", "1")));

        List<String> lines = reconcile(
                repository().unit("apps", configMap("web", "1")).skipped(configMapId("later"), "apps/later.yaml"));

        assertThat(lines).isEmpty();
        assertThat(inventory("apps").objects()).containsKey(configMapId("later"));
    }

    @Test
    void prunesNothingWhileAUnitCannotBeRendered() {
        reconcile(repository().unit("apps", configMap("web", "1"), configMap("old", "1")));

        List<String> lines =
                reconcile(repository().unit("apps", configMap("web", "1")).waiting("later"));

        assertThat(lines).isEmpty();
        assertThat(inventory("apps").objects()).containsKey(configMapId("old"));
    }

    /** What left one unit may be in the one that was left out; both must find it in the next run. */
    @Test
    void forgetsNothingWhereAKustomizationWasLeftOut() {
        reconcile(repository()
                .unit("apps", configMap("a", "1"), configMap("b", "1"))
                .unit("gone", configMap("c", "1")));

        List<String> lines = reconcile(
                repository().unit("apps", configMap("a", "1")).skipped(unitId("later"), "clusters/dev/later.yaml"));

        assertThat(lines).isEmpty();
        assertThat(inventory("apps").objects()).containsOnlyKeys(configMapId("a"), configMapId("b"));
        assertThat(inventory("gone").objects()).containsOnlyKeys(configMapId("c"));
    }

    @Test
    void deletesOnlyWhatStillCarriesBothOwnerLabels() {
        reconcile(repository().unit("apps", configMap("web", "1"), configMap("taken", "1")));
        cluster.edit(configMapId("taken"), content -> content.withObject("/metadata/labels")
                .put("kustomize.toolkit.fluxcd.io/namespace", "elsewhere"));

        Applied applied = TestRun.reconcile(cluster, repository().unit("apps", configMap("web", "1")));

        assertThat(applied.done()).isEmpty();
        assertThat(applied.changeSet().exempt())
                .extracting(exempt -> exempt.reason())
                .containsExactly("its owner labels do not name Kustomization/flux-system/apps");
    }

    /** Trap 6 of flux-semantics.md: the value's case does not matter, and the live object has a say. */
    @Test
    void heedsOptOutsFromDeletionOnTheLiveObject() {
        reconcile(repository()
                .unit(
                        "apps",
                        configMap("web", "1"),
                        annotated(configMap("a", "1"), "kustomize.toolkit.fluxcd.io/prune", "DISABLED"),
                        annotated(configMap("b", "1"), "kustomize.toolkit.fluxcd.io/ssa", "ifNotPresent")));

        List<String> lines = reconcile(repository().unit("apps", configMap("web", "1")));

        assertThat(lines).containsExactly("ConfigMap/shop/b deleted");
        assertThat(cluster.held()).contains(configMapId("a"));
    }

    @Test
    void appliesNothingThatOptsOut() {
        reconcile(repository().unit("apps", configMap("live", "1"), configMap("once", "1")));
        cluster.edit(configMapId("live"), content -> content.withObject("/metadata/annotations")
                .put("kustomize.toolkit.fluxcd.io/reconcile", "Disabled"));

        Applied applied = TestRun.reconcile(
                cluster,
                repository()
                        .unit(
                                "apps",
                                configMap("live", "2"),
                                annotated(configMap("never", "1"), "kustomize.toolkit.fluxcd.io/ssa", "ignore"),
                                annotated(configMap("once", "2"), "kustomize.toolkit.fluxcd.io/ssa", "IfNotPresent"),
                                annotated(configMap("first", "1"), "kustomize.toolkit.fluxcd.io/ssa", "IfNotPresent"),
                                annotated(configMap("merge", "1"), "kustomize.toolkit.fluxcd.io/ssa", "Merge")));

        assertThat(TestRun.lines(applied))
                .containsExactly("ConfigMap/shop/first created", "ConfigMap/shop/merge created");
        assertThat(applied.changeSet().exempt())
                .extracting(exempt -> exempt.id().name() + " " + exempt.reason())
                .containsExactly(
                        "live kustomize.toolkit.fluxcd.io/reconcile: disabled",
                        "never kustomize.toolkit.fluxcd.io/ssa: Ignore",
                        "once kustomize.toolkit.fluxcd.io/ssa: IfNotPresent");
        assertThat(inventory("apps").objects()).containsKeys(configMapId("live"), configMapId("never"));
    }

    @Test
    void recreatesWhatCannotBeChangedWhereItIsForced() {
        reconcile(repository().unit("apps", configMap("web", "1")));
        cluster.immutable(configMapId("web"), "data is immutable").writes();

        List<String> lines = reconcile(repository()
                .unit("apps", unit -> unit.with(configMap("web", "2")).force()));

        assertThat(lines).containsExactly("ConfigMap/shop/web recreated");
        assertThat(cluster.writes()).containsSubsequence("delete ConfigMap/shop/web", "apply ConfigMap/shop/web");
    }

    @Test
    void keepsInTheInventoryWhatCannotBeDeletedAndTriesAgain() {
        reconcile(repository().unit("apps", configMap("a", "1"), configMap("b", "1"), configMap("c", "1")));
        cluster.failing(configMapId("b"), new Rejected("ConfigMap/shop/b", "delete failed: no"));

        Applied failed = TestRun.reconcile(cluster, repository().unit("apps", configMap("a", "1")));
        Inventory between = inventory("apps");
        cluster.healed();
        List<String> lines = reconcile(repository().unit("apps", configMap("a", "1")));

        assertThat(failed.succeeded()).isFalse();
        assertThat(TestRun.lines(failed)).containsExactly("ConfigMap/shop/c deleted");
        assertThat(between.objects()).containsOnlyKeys(configMapId("a"), configMapId("b"));
        assertThat(lines).containsExactly("ConfigMap/shop/b deleted");
    }

    @Test
    void remembersAGoneUnitAsLongAsAnObjectOfItIsThere() {
        reconcile(repository()
                .unit("gone", configMap("a", "1"), configMap("b", "1"))
                .unit("x", configMap("x", "1")));
        cluster.failing(configMapId("b"), new Rejected("ConfigMap/shop/b", "delete failed: no"));

        TestRun.reconcile(cluster, repository().unit("x", configMap("x", "1")));

        assertThat(inventory("gone").objects()).containsOnlyKeys(configMapId("b"));
    }

    @Test
    void prunesInReverseOrderOfUnitsAndObjects() {
        var service =
                TestRepository.manifest("{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}}");
        reconcile(repository()
                .unit("first", configMap("a", "1"), service)
                .unit("second", unit -> unit.with(configMap("b", "1")).after("first"))
                .unit("x", configMap("x", "1")));

        List<String> lines = reconcile(repository().unit("x", configMap("x", "1")));

        assertThat(lines)
                .containsExactly("ConfigMap/shop/b deleted", "Service/shop/web deleted", "ConfigMap/shop/a deleted");
    }

    @Test
    void remembersANewRevisionWithoutTouchingAnObject() {
        reconcile(repository().unit("apps", configMap("web", "1")));
        cluster.writes();

        reconcile(repository().revision("main@sha1:2").unit("apps", configMap("web", "1")));

        assertThat(cluster.writes()).containsExactly("inventory flux-system []", "inventory apps [web]");
    }

    @Test
    void deletesEverythingOfARoot() {
        reconcile(repository()
                .unit("a", configMap("a", "1"))
                .unit("b", unit -> unit.with(configMap("b", "1")).after("a"))
                .unit("stays", unit -> unit.with(configMap("c", "1")).prune(false)));

        Deleted deleted = new TestRun(cluster).delete();

        assertThat(deleted.done())
                .extracting(change -> change.line())
                .containsExactly("ConfigMap/shop/b deleted", "ConfigMap/shop/a deleted");
        assertThat(deleted.plan().kept())
                .extracting(exempt -> exempt.reason())
                .containsExactly("Kustomization/flux-system/stays has prune: false");
        assertThat(cluster.inventories(TestRepository.ROOT)).isEmpty();
    }

    @Test
    void takesUpWhatAFailedRunCreated() {
        TestRepository repository =
                repository().unit("apps", configMap("a", "1"), configMap("b", "1"), configMap("c", "1"));
        cluster.failing(configMapId("b"), new Rejected("ConfigMap/shop/b", "apply failed: quota"));
        TestRun.reconcile(cluster, repository);
        cluster.healed();

        List<String> lines = reconcile(repository().unit("apps", configMap("c", "1")));

        assertThat(lines).containsExactly("ConfigMap/shop/c created", "ConfigMap/shop/a deleted");
        assertThat(cluster.held()).containsExactly(configMapId("c"));
    }

    @Test
    void heedsTheOrderOfKindsInAUnit() {
        ObjectId unit = unitId("apps");
        var applied = TestRun.reconcile(
                cluster,
                repository()
                        .unit(
                                "apps",
                                TestRepository.manifest(
                                        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: shop}}"),
                                configMap("c", "1"),
                                TestRepository.manifest("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}"),
                                TestRepository.manifest(
                                        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: s}}")));

        assertThat(TestRun.lines(applied))
                .containsExactly(
                        "Namespace/shop created",
                        "StorageClass/s created",
                        "ConfigMap/shop/c created",
                        "Deployment/shop/d created");
        assertThat(applied.done()).allMatch(change -> change.unit().equals(unit));
    }
}
