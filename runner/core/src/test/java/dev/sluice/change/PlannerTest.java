package dev.sluice.change;

import static dev.sluice.change.TestRepository.configMap;
import static dev.sluice.change.TestRepository.configMapId;
import static dev.sluice.change.TestRepository.unitId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.change.Change.Create;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.Inventory.Policy;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifests;
import dev.sluice.object.ObjectId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private final FakeCluster cluster = new FakeCluster();
    private final Planner planner = new Planner(cluster, Runnable::run, new PlanOptions(false, Set.of()));

    private void remember(String unit, String... names) {
        var objects = new TreeMap<ObjectId, Entry>();
        for (String name : names) {
            objects.put(configMapId(name), Entry.unproved("v1"));
        }
        cluster.write(new Inventory(
                unitId(unit),
                TestRepository.ROOT,
                Optional.of(TestRepository.ROOT),
                "main@sha1:0",
                new Policy(true, "MirrorPrune", false, false),
                List.of(),
                objects));
        cluster.writes();
    }

    @Test
    void writesNothing() {
        ChangeSet changes = planner.plan(
                new TestRepository().unit("apps", configMap("web", "1")).rendered());

        assertThat(changes.changes()).singleElement().isInstanceOf(Create.class);
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void refusesEveryObjectThatStandsTwiceWithBothPlaces() {
        var twice = Manifests.read("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: web, namespace: shop}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: web, namespace: shop}
                """, "apps/web.yaml");
        var repository = new TestRepository()
                .unit("apps", twice.get(0), twice.get(1), configMap("api", "1"))
                .unit("other", configMap("api", "2"));

        assertThatThrownBy(() -> planner.plan(repository.rendered()))
                .isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(e.problems())
                        .extracting(problem -> problem.toString())
                        .containsExactly(
                                "apps/web.yaml:5: ConfigMap/shop/web stands twice in Kustomization/flux-system/apps,"
                                        + " first at apps/web.yaml:1",
                                "apps/objects.yaml:1: ConfigMap/shop/api is applied by"
                                        + " Kustomization/flux-system/other and by Kustomization/flux-system/apps"
                                        + " (at apps/objects.yaml:1)"));
    }

    /** Trap 8 of flux-semantics.md: Flux is ready with an empty build, and prunes everything. */
    @Test
    void refusesAnEmptyUnitThatWouldPruneAllItHas() {
        remember("apps", "web", "api");

        assertThatThrownBy(() -> planner.plan(new TestRepository().unit("apps").rendered()))
                .isInstanceOfSatisfying(InvalidInput.class, e -> {
                    assertThat(e)
                            .hasMessage(
                                    "clusters/dev/apps.yaml:1: Kustomization/flux-system/apps: the build is empty,"
                                            + " it renders no object from ./apps, and prune would delete all it has (2): ConfigMap/shop/api, ConfigMap/shop/web");
                    assertThat(e.hint())
                            .hasValueSatisfying(hint -> assertThat(hint).contains("--allow-empty"));
                });
    }

    @Test
    void refusesAnEmptyUnitThatHasNothingYet() {
        assertThatThrownBy(() -> planner.plan(new TestRepository().unit("apps").rendered()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("the build is empty, it renders no object from ./apps");
    }

    @Test
    void takesAnEmptyUnitWhereItIsAllowedOrDoesNotPruneOrIsLeftOut() {
        var allowed = new TestRepository().unit("apps");
        var notPruning = new TestRepository().unit("apps", unit -> unit.prune(false));
        var leftOut = new TestRepository().unit("apps").skipped(configMapId("x"), "apps/release.yaml");

        assertThat(new Planner(cluster, Runnable::run, new PlanOptions(true, Set.of()))
                        .plan(allowed.rendered())
                        .isEmpty())
                .isTrue();
        assertThat(planner.plan(notPruning.rendered()).isEmpty()).isTrue();
        assertThat(planner.plan(leftOut.rendered()).isEmpty()).isTrue();
    }

    @Test
    void namesEveryObjectThatCannotBeChanged() {
        cluster.apply(configMap("a", "1"));
        cluster.apply(configMap("b", "1"));
        cluster.immutable(configMapId("a"), "data is immutable").immutable(configMapId("b"), "so is this");
        var repository = new TestRepository().unit("apps", configMap("a", "2"), configMap("b", "2"));

        ChangeSet changes = planner.plan(repository.rendered());

        assertThat(changes.refused()).containsOnlyKeys(unitId("apps"));
        assertThat(changes.refused().get(unitId("apps")))
                .isInstanceOf(Rejected.class)
                .hasMessage("ConfigMap/shop/a dry-run failed (Invalid): data is immutable\n"
                        + "ConfigMap/shop/b dry-run failed (Invalid): so is this");
    }

    @Test
    void takesOverWhatIsThereWithoutAnInventory() {
        cluster.apply(configMap("web", "1"));

        ChangeSet changes = planner.plan(
                new TestRepository().unit("apps", configMap("web", "1")).rendered());

        assertThat(changes.changes()).singleElement().satisfies(change -> assertThat(change.fields())
                .extracting(FieldDifference::path)
                .containsExactly("metadata.labels"));
    }
}
