package dev.sluice.change;

import static dev.sluice.change.TestRepository.configMap;
import static dev.sluice.change.TestRepository.configMapId;
import static dev.sluice.change.TestRepository.unitId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.change.Change.Create;
import dev.sluice.change.Change.HandOver;
import dev.sluice.change.Change.Update;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.Inventory.Policy;
import dev.sluice.failure.TransientFailure;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Rendered;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final String USER = "system:serviceaccount:flux-system:deployer";

    private final FakeCluster cluster = new FakeCluster();
    private final Planner planner = new Planner(cluster, Runnable::run, new PlanOptions(false, Set.of()));

    private ChangeSet plan(TestRepository repository) {
        return planner.plan(repository.rendered());
    }

    /** The object as the unit would apply it, held by the cluster. */
    private Manifest applied(TestRepository repository, ObjectId id) {
        Manifest desired = repository.rendered().units().stream()
                .flatMap(unit -> unit.manifests().stream())
                .filter(manifest -> manifest.id().equals(id))
                .findFirst()
                .orElseThrow();
        cluster.apply(desired);
        cluster.writes();
        return desired;
    }

    private void remember(String unit, SortedMap<ObjectId, Entry> objects) {
        cluster.write(new Inventory(
                unitId(unit),
                TestRepository.ROOT,
                Optional.of(TestRepository.ROOT),
                "main@sha1:0",
                new Policy(true, "MirrorPrune", false, false),
                List.of(),
                objects));
    }

    @Test
    void triesTheObjectsOfAllUnitsAtOnceAndAnswersInOrder() {
        var together = new CyclicBarrier(3);
        cluster.beforeDryRun(id -> meet(together));
        var executor = Executors.newFixedThreadPool(3);
        try {
            var parallel = new Planner(cluster, executor, new PlanOptions(false, Set.of()));

            ChangeSet changes = parallel.plan(new TestRepository()
                    .unit("apps", configMap("b", "1"), configMap("a", "1"))
                    .unit("other", configMap("c", "1"))
                    .rendered());

            assertThat(changes.changes())
                    .extracting(Change::id)
                    .containsExactly(configMapId("a"), configMapId("b"), configMapId("c"));
        } finally {
            executor.shutdownNow();
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void endsWithTheFailureOfARequest() {
        cluster.beforeDryRun(id -> {
            throw new TransientFailure("", "the server is too busy", null);
        });

        assertThatThrownBy(() -> plan(new TestRepository().unit("apps", configMap("a", "1"))))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("the server is too busy");
    }

    @Test
    void triesNothingThatTheInventoryProves() {
        var repository = new TestRepository().unit("apps", configMap("a", "1"));
        Manifest desired = applied(repository, configMapId("a"));
        var entry = new Entry("v1", cluster.digest(desired), cluster.digest(desired));
        remember("apps", new TreeMap<>(Map.of(configMapId("a"), entry)));

        ChangeSet changes = plan(repository);

        assertThat(changes.unchanged()).isOne();
        assertThat(cluster.dryRuns()).isEmpty();
    }

    @Test
    void findsAnObjectThatNoUnitOwned() {
        cluster.apply(configMap("a", "1"));
        cluster.unlisted(configMapId("a"));

        ChangeSet changes = plan(new TestRepository().unit("apps", configMap("a", "2")));

        assertThat(changes.changes()).singleElement().isInstanceOf(Update.class);
        assertThat(changes.live()).containsOnlyKeys(configMapId("a"));
    }

    @Test
    void leavesAnObjectAloneThatIsThereAlthoughNoUnitOwnedIt() {
        cluster.apply(configMap("a", "1"));
        cluster.unlisted(configMapId("a"));
        Manifest ifAbsent =
                TestRepository.annotated(configMap("a", "2"), "kustomize.toolkit.fluxcd.io/ssa", "IfNotPresent");

        ChangeSet changes = plan(new TestRepository().unit("apps", ifAbsent));

        assertThat(changes.changes()).isEmpty();
        assertThat(changes.exempt()).extracting(Exempt::id).containsExactly(configMapId("a"));
    }

    /** Trap 14 of flux-semantics.md: Flux applies what it takes over, even if no field differs. */
    @Test
    void takesOverWhatKubectlOwnsEvenIfNothingDiffers() {
        var repository = new TestRepository().unit("apps", configMap("a", "1"));
        applied(repository, configMapId("a"));
        cluster.ownedByKubectl(configMapId("a"), accepted -> accepted);

        assertThat(plan(repository).changes()).singleElement().isInstanceOfSatisfying(Update.class, update -> {
            assertThat(update.takesOver()).isTrue();
            assertThat(update.fields()).isEmpty();
        });
    }

    @Test
    void showsWhatGoesWithATakeOver() {
        var repository = new TestRepository().unit("apps", configMap("a", "1"));
        applied(repository, configMapId("a"));
        cluster.ownedByKubectl(configMapId("a"), accepted -> {
            var content = accepted.content().deepCopy();
            content.withObject("/data").remove("value");
            return accepted.with(content);
        });

        assertThat(plan(repository).changes()).singleElement().satisfies(change -> assertThat(change.fields())
                .extracting(FieldDifference::path)
                .containsExactly("data.value"));
    }

    @Test
    void leavesKubectlItsFieldsWhereTheObjectIsToBeMerged() {
        var repository = new TestRepository()
                .unit(
                        "apps",
                        TestRepository.annotated(configMap("a", "1"), "kustomize.toolkit.fluxcd.io/ssa", "merge"));
        applied(repository, configMapId("a"));
        cluster.ownedByKubectl(configMapId("a"), accepted -> accepted);

        assertThat(plan(repository).isEmpty()).isTrue();
    }

    @Test
    void handsOverWhatLeftAnotherUnit() {
        var before = new TestRepository().unit("old", configMap("a", "1"));
        applied(before, configMapId("a"));
        remember("old", new TreeMap<>(Map.of(configMapId("a"), Entry.unproved("v1"))));

        ChangeSet changes =
                plan(new TestRepository().unit("old", configMap("b", "1")).unit("new", configMap("a", "1")));

        assertThat(changes.changes())
                .filteredOn(HandOver.class::isInstance)
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.unit()).isEqualTo(unitId("new"));
                    assertThat(((HandOver) change).from()).isEqualTo(unitId("old"));
                });
    }

    @Test
    void comparesAUnitInTheNameOfItsServiceAccount() {
        var seen = new FakeCluster();
        cluster.seenBy(USER, seen);
        var repository = new TestRepository()
                .unit("apps", unit -> unit.spec("serviceAccountName", "deployer")
                        .with(configMap("a", "1")))
                .unit("other", configMap("b", "1"));

        plan(repository);

        assertThat(seen.dryRuns()).containsExactly(configMapId("a"));
        assertThat(cluster.dryRuns()).containsExactly(configMapId("b"));
    }

    @Test
    void putsOffWhatAServiceAccountMayNotSeeBeforeItsRoleIsThere() {
        cluster.seenBy(USER, new FakeCluster().blind("configmaps is forbidden"));
        var repository = new TestRepository()
                .root(root -> root.with(configMap("role", "1")))
                .unit("apps", unit -> unit.spec("serviceAccountName", "deployer")
                        .with(configMap("a", "1")));

        ChangeSet changes = plan(repository);

        assertThat(changes.refused()).isEmpty();
        assertThat(changes.assumptions())
                .isEqualTo(Map.of(
                        configMapId("a"),
                        "refused now, tried again after Kustomization/flux-system/flux-system:"
                                + " configmaps is forbidden"));
    }

    @Test
    void refusesTheUnitsOfAServiceAccountThatMayNotSee() {
        cluster.seenBy(USER, new FakeCluster().blind("configmaps is forbidden"));
        var repository = new TestRepository()
                .unit("apps", unit -> unit.spec("serviceAccountName", "deployer")
                        .with(configMap("a", "1"), configMap("b", "1")))
                .unit("other", configMap("c", "1"));

        ChangeSet changes = plan(repository);

        assertThat(changes.refused()).containsOnlyKeys(unitId("apps"));
        assertThat(changes.refused().get(unitId("apps"))).hasMessage("configmaps is forbidden");
    }

    @Test
    void takesFluxsOwnAccountsForItself() {
        cluster.seenBy("system:serviceaccount:flux-system:kustomize-controller", new FakeCluster());
        var repository = new TestRepository()
                .unit("apps", unit -> unit.spec("serviceAccountName", "kustomize-controller")
                        .with(configMap("a", "1")));

        plan(repository);

        assertThat(cluster.dryRuns()).containsExactly(configMapId("a"));
    }

    @Test
    void assumesThatWhatItPutsOffIsCreated() {
        cluster.missingNamespace("shop");
        Manifest namespace = TestRepository.manifest("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");

        ChangeSet changes = plan(new TestRepository().unit("apps", namespace, configMap("a", "1")));

        assertThat(changes.changes()).hasOnlyElementsOfType(Create.class);
    }

    @Test
    void leavesUnselectedUnitsAloneAndWhatMovedThere() {
        var before = new TestRepository().unit("one", configMap("a", "1")).unit("two", configMap("b", "1"));
        applied(before, configMapId("a"));
        applied(before, configMapId("b"));
        remember("one", new TreeMap<>(Map.of(configMapId("a"), Entry.unproved("v1"))));
        remember("two", new TreeMap<>(Map.of(configMapId("b"), Entry.unproved("v1"))));
        Rendered moved = new TestRepository()
                .unit("one", configMap("c", "1"))
                .unit("two", configMap("a", "1"))
                .rendered()
                .only(Set.of(TestRepository.ROOT, unitId("one")));

        ChangeSet changes = planner.plan(moved);

        assertThat(changes.changes()).extracting(Change::line).containsExactly("ConfigMap/shop/c created");
        assertThat(changes.inventory(unitId("one")).target().orElseThrow().objects())
                .containsOnlyKeys(configMapId("a"), configMapId("c"));
        assertThat(changes.inventory(unitId("two")).target().orElseThrow().objects())
                .containsOnlyKeys(configMapId("b"));
    }

    /** Else it would be in no inventory until its new unit is selected. */
    @Test
    void letsAUnitThatIsGoneRememberWhatMovedToAnUnselectedOne() {
        var before = new TestRepository().unit("gone", configMap("a", "1"), configMap("b", "1"));
        applied(before, configMapId("a"));
        applied(before, configMapId("b"));
        remember(
                "gone",
                new TreeMap<>(Map.of(configMapId("a"), Entry.unproved("v1"), configMapId("b"), Entry.unproved("v1"))));
        Rendered moved =
                new TestRepository().unit("two", configMap("a", "1")).rendered().only(Set.of(TestRepository.ROOT));

        ChangeSet changes = planner.plan(moved);

        assertThat(changes.inventory(unitId("gone")).target().orElseThrow().objects())
                .containsOnlyKeys(configMapId("a"));
    }

    @Test
    void prunesNothingWhereAKustomizationWasLeftOut() {
        var before = new TestRepository().unit("one", configMap("a", "1"));
        applied(before, configMapId("a"));
        remember("one", new TreeMap<>(Map.of(configMapId("a"), Entry.unproved("v1"))));

        ChangeSet changes = plan(
                new TestRepository().unit("one", configMap("b", "1")).skipped(unitId("two"), "clusters/dev/two.yaml"));

        assertThat(changes.deletions()).isEmpty();
    }

    @Test
    void knowsTheParentOfASelectedUnitThatIsNotSelectedItself() {
        Rendered rendered =
                new TestRepository().unit("one", configMap("a", "1")).rendered().only(Set.of(unitId("one")));

        ChangeSet changes = planner.plan(rendered);

        assertThat(changes.inventory(unitId("one")).target().orElseThrow().definedBy())
                .contains(TestRepository.ROOT);
    }
}
