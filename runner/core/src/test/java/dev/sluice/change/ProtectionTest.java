package dev.sluice.change;

import static dev.sluice.change.TestRepository.configMap;
import static dev.sluice.change.TestRepository.configMapId;
import static dev.sluice.change.TestRepository.manifest;
import static dev.sluice.change.TestRepository.unitId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.change.Change.Delete;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.Inventory.Policy;
import dev.sluice.cluster.Propagation;
import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProtectionTest {

    private static final Manifest NAMESPACE = manifest("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");
    private static final Manifest CLAIM =
            manifest("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: db, namespace: shop}}");

    private final FakeCluster cluster = new FakeCluster();

    /** Something that the unit applied once. */
    private void had(Manifest... objects) {
        var entries = new TreeMap<ObjectId, Entry>();
        for (Manifest owned : new TestRepository()
                .unit("apps", objects)
                .rendered()
                .units()
                .get(1)
                .manifests()) {
            cluster.apply(owned);
            entries.put(owned.id(), Entry.unproved("v1"));
        }
        cluster.write(new Inventory(
                unitId("apps"),
                TestRepository.ROOT,
                Optional.of(TestRepository.ROOT),
                "main@sha1:0",
                new Policy(true, "MirrorPrune", false, false),
                List.of(),
                entries));
        cluster.writes();
    }

    private ChangeSet plan(String... confirmed) {
        return planner(confirmed)
                .plan(new TestRepository().unit("apps", configMap("web", "1")).rendered());
    }

    private Planner planner(String... confirmed) {
        return new Planner(cluster, Runnable::run, new PlanOptions(false, Set.of(confirmed)));
    }

    @Test
    void refusesToPruneWhatTakesDataAlong() {
        cluster.holdingData();
        had(NAMESPACE, CLAIM, configMap("old", "1"));

        assertThatThrownBy(this::plan).isInstanceOfSatisfying(Rejected.class, e -> {
            assertThat(e)
                    .hasMessage("PersistentVolumeClaim/shop/db: is not deleted unless that is confirmed:"
                            + " its data may be lost\n"
                            + "Namespace/shop: is not deleted unless that is confirmed:"
                            + " all that is in the namespace goes with it");
            assertThat(e.hint())
                    .contains("if they are to go, pass --confirm-prune Namespace,PersistentVolumeClaim;"
                            + " if not, annotate them with kustomize.toolkit.fluxcd.io/prune: disabled");
        });
    }

    @Test
    void refusesADeletionAsWell() {
        cluster.holdingData();
        had(NAMESPACE);

        assertThatThrownBy(() -> planner().planDeletion(TestRepository.ROOT)).isInstanceOf(Rejected.class);
    }

    @Test
    void prunesWhatWasConfirmed() {
        cluster.holdingData();
        had(NAMESPACE);

        assertThat(plan("Namespace").deletions()).extracting(Delete::id).containsExactly(NAMESPACE.id());
    }

    @Test
    void prunesEverythingWhereAllWasConfirmed() {
        cluster.holdingData();
        had(NAMESPACE, CLAIM);

        assertThat(plan("all").deletions()).hasSize(2);
    }

    @Test
    void protectsNothingWhereNoDataIsHeld() {
        had(NAMESPACE);

        assertThat(plan().deletions()).hasSize(1);
    }

    @Test
    void saysWhatIsStillToBeDeletedRightBeforeItIs() {
        had(configMap("a", "1"), configMap("b", "1"), configMap("c", "1"), configMap("d", "1"));
        cluster.edit(
                configMapId("d"), content -> content.withObject("/metadata").put("uid", "1"));
        List<Delete> planned = plan().deletions();
        cluster.delete(configMapId("a"), "", Propagation.BACKGROUND, Duration.ZERO);
        cluster.edit(configMapId("b"), content -> content.withObject("/metadata/annotations")
                .put("kustomize.toolkit.fluxcd.io/prune", "disabled"));
        cluster.edit(
                configMapId("d"), content -> content.withObject("/metadata").put("uid", "2"));

        Departed departed = planner().stillToDelete(planned);

        assertThat(departed.deletions())
                .containsExactlyInAnyOrder(
                        new Delete(unitId("apps"), configMapId("d"), "2"),
                        new Delete(unitId("apps"), configMapId("c"), ""));
        assertThat(departed.kept())
                .containsExactly(
                        new Exempt(unitId("apps"), configMapId("b"), "kustomize.toolkit.fluxcd.io/prune: disabled"));
    }

    @Test
    void refusesToRecreateWhatTakesDataAlong() {
        cluster.holdingData();
        had(CLAIM);
        cluster.immutable(CLAIM.id(), "spec is immutable");

        assertThatThrownBy(() -> planner()
                        .plan(new TestRepository()
                                .unit("apps", unit -> unit.with(edited(CLAIM)).force())
                                .rendered()))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("PersistentVolumeClaim/shop/db");
    }

    @Test
    void recreatesWhatAsksForItItself() {
        cluster.holdingData();
        had(CLAIM);
        cluster.immutable(CLAIM.id(), "spec is immutable");
        Manifest forced = manifest("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: db, namespace: shop,"
                + " annotations: {kustomize.toolkit.fluxcd.io/force: enabled}}}");

        ChangeSet changes =
                planner().plan(new TestRepository().unit("apps", forced).rendered());

        assertThat(changes.changes()).extracting(Change::verb).containsExactly("recreated");
    }

    private static Manifest edited(Manifest manifest) {
        ObjectNode content = manifest.content().deepCopy();
        content.putObject("spec").put("storageClassName", "fast");
        return manifest.with(content);
    }
}
