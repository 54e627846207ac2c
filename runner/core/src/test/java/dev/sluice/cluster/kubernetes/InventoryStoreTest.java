package dev.sluice.cluster.kubernetes;

import static dev.sluice.cluster.kubernetes.InventoryObjectTest.inventory;
import static dev.sluice.cluster.kubernetes.InventoryObjectTest.kustomization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.Inventory;
import dev.sluice.cluster.Inventory.Entry;
import dev.sluice.cluster.Inventory.Policy;
import dev.sluice.cluster.kubernetes.ApiCall.Verb;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import dev.sluice.object.ObjectId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered of units in a cluster, whoever else writes there. */
class InventoryStoreTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/flux-system/configmaps";
    private static final String APPS = CONFIG_MAPS + "/sluice-kustomization-apps";
    private static final ObjectId ROOT = kustomization("flux-system");
    private static final ObjectId SERVICE = new ObjectId("", "Service", "shop", "web");

    private final MemoryApi api = new MemoryApi("flux-system", "shop");
    private final KubernetesState state = newState();

    /** A run of its own. */
    private KubernetesState newState() {
        return new KubernetesState(api, "flux-system", CancelSignal.never(), Clock.systemUTC());
    }

    private static Inventory apps(String digest) {
        return inventory(kustomization("apps"), Map.of(SERVICE, new Entry("v1", digest, "2b")));
    }

    private static Inventory release(String namespace) {
        var unit = new ObjectId("helm.toolkit.fluxcd.io", "HelmRelease", namespace, "web");
        return inventory(unit, Map.of(SERVICE, Entry.unproved("v1")));
    }

    private static Inventory ofRoot(ObjectId root, Inventory inventory) {
        return new Inventory(
                inventory.unit(),
                root,
                Optional.empty(),
                "",
                new Policy(true, "MirrorPrune", false, false),
                List.of(),
                inventory.objects());
    }

    private List<Inventory> read() {
        return newState().inventories(ROOT);
    }

    @Test
    void remembersWhatWasWritten() {
        state.write(release("shop"));
        state.write(apps("1a"));

        List<Inventory> read = read();

        assertThat(read).containsExactly(release("shop"), apps("1a"));
    }

    @Test
    void replacesWhatItWroteBefore() {
        state.write(apps("1a"));
        state.write(apps("3c"));

        assertThat(read()).containsExactly(apps("3c"));
    }

    @Test
    void replacesWhatItHasRead() {
        state.write(apps("1a"));
        KubernetesState next = newState();
        next.inventories(ROOT);

        next.write(apps("3c"));

        assertThat(read()).containsExactly(apps("3c"));
    }

    @Test
    void whatIsNoLongerInAnInventoryIsGone() {
        state.write(apps("1a"));
        Inventory root = ofRoot(ROOT, apps("1a")).withObjects(new TreeMap<>());

        state.write(root);

        assertThat(read()).containsExactly(root);
    }

    @Test
    void doesNotWriteWhatIsThereAlready() {
        state.write(apps("1a"));
        KubernetesState next = newState();
        next.inventories(ROOT);
        api.calls();

        next.write(apps("1a"));

        assertThat(api.calls()).isEmpty();
    }

    @Test
    void anotherRootsInventoriesAreNotItsOwn() {
        state.write(ofRoot(kustomization("other"), apps("1a")));

        assertThat(read()).isEmpty();
    }

    @Test
    void aUnitOfAnotherRootIsNotTaken() {
        state.write(ofRoot(kustomization("other"), apps("1a")));

        assertThatThrownBy(() -> newState().write(apps("1a")))
                .isInstanceOf(Rejected.class)
                .hasMessage("ConfigMap/flux-system/sluice-kustomization-apps: Kustomization/flux-system/apps belongs to"
                        + " another root: Kustomization/flux-system/other");
    }

    @Test
    void makesTheNamespaceThatIsMissing() {
        state.write(release("new"));

        ObjectNode namespace = api.object("/api/v1/namespaces/new").deepCopy();
        assertThat(namespace.at("/metadata/labels").toString())
                .isEqualTo("{\"app.kubernetes.io/managed-by\":\"sluice\"}");
        assertThat(read()).containsExactly(release("new"));
    }

    @Test
    void aChangeOfAnotherRunIsNotLost() {
        state.write(apps("1a"));
        KubernetesState other = newState();
        other.inventories(ROOT);
        other.write(apps("3c"));

        assertThatThrownBy(() -> state.write(apps("5e")))
                .isInstanceOf(Rejected.class)
                .hasMessage("ConfigMap/flux-system/sluice-kustomization-apps: the inventory was changed by another run"
                        + " (sluice at 2026-01-01T00:00:00Z)");
        assertThat(read()).containsExactly(apps("3c"));
    }

    @Test
    void whatAnotherRunHasMadeMeanwhileIsNotLost() {
        state.inventories(ROOT);
        newState().write(apps("3c"));

        assertThatThrownBy(() -> state.write(apps("5e"))).isInstanceOf(Rejected.class);
        assertThat(read()).containsExactly(apps("3c"));
    }

    @Test
    void aLabelOfSomebodyElseIsNoOtherRun() {
        state.write(apps("1a"));
        api.edit(APPS, object -> object.withObject("/metadata/labels").put("team", "shop"));

        state.write(apps("3c"));

        assertThat(read()).containsExactly(apps("3c"));
        assertThat(api.object(APPS).at("/metadata/labels/team").asText()).isEqualTo("shop");
    }

    @Test
    void whatSomebodyHasDeletedIsWrittenAgain() {
        state.write(apps("1a"));
        api.remove(APPS);

        state.write(apps("3c"));

        assertThat(read()).containsExactly(apps("3c"));
    }

    @Test
    void knowsItsOwnWritesWhoseAnswersWereLost() {
        api.losingAnswers();
        state.write(apps("1a"));

        state.write(apps("3c"));

        assertThat(read()).containsExactly(apps("3c"));
    }

    @Test
    void knowsItsOwnDeletionWhoseAnswerWasLost() {
        state.write(apps("1a"));
        api.losingAnswers();

        state.remove(apps("1a"));

        assertThat(read()).isEmpty();
    }

    @Test
    void forgetsAUnit() {
        state.write(apps("1a"));
        state.write(release("shop"));

        state.remove(apps("1a"));

        assertThat(read()).containsExactly(release("shop"));
    }

    @Test
    void forgetsAUnitThatItHasNotRead() {
        state.write(apps("1a"));

        newState().remove(apps("1a"));

        assertThat(read()).isEmpty();
    }

    @Test
    void toForgetWhatIsNotKnownIsASuccess() {
        state.remove(apps("1a"));

        assertThat(read()).isEmpty();
    }

    @Test
    void doesNotForgetAUnitOfAnotherRoot() {
        Inventory other = ofRoot(kustomization("other"), apps("1a"));
        newState().write(other);

        state.remove(apps("1a"));

        assertThat(newState().inventories(other.root())).containsExactly(other);
    }

    @Test
    void doesNotForgetWhatAnotherRunHasChanged() {
        state.write(apps("1a"));
        KubernetesState other = newState();
        other.inventories(ROOT);
        other.write(apps("3c"));

        assertThatThrownBy(() -> state.remove(apps("1a"))).isInstanceOf(Rejected.class);
        assertThat(read()).containsExactly(apps("3c"));
    }

    @Test
    void readsAllPages() {
        List<Inventory> many = IntStream.range(100, 350)
                .mapToObj(i -> inventory(kustomization("unit-" + i), Map.of()))
                .toList();
        many.forEach(state::write);

        assertThat(read()).isEqualTo(many);
    }

    @Test
    void startsAnewWhenAPageIsTooOld() {
        List<Inventory> many = IntStream.range(100, 250)
                .mapToObj(i -> inventory(kustomization("unit-" + i), Map.of()))
                .toList();
        many.forEach(state::write);
        var first = new ArrayList<>(List.of("expired"));
        api.answering(call -> call.query().containsKey("continue") && first.remove("expired")
                ? Optional.of(MemoryApi.status(410, "Expired", "too old"))
                : Optional.empty());

        assertThat(read()).isEqualTo(many);
    }

    @Test
    void aRoleForItsNamespacesIsEnough() {
        state.write(apps("1a"));
        state.write(release("shop"));
        state.write(release("new"));
        api.refusing(Verb.GET, "/api/v1/configmaps", 403, "Forbidden", "no");

        assertThat(read()).containsExactly(release("new"), release("shop"), apps("1a"));
    }

    @Test
    void saysWhichRightIsMissing() {
        api.refusing(Verb.GET, "/api/v1/configmaps", 403, "Forbidden", "no")
                .refusing(Verb.GET, CONFIG_MAPS, 403, "Forbidden", "User \"x\" cannot list");

        assertThatThrownBy(() -> state.inventories(ROOT))
                .isInstanceOfSatisfying(Rejected.class, refusal -> assertThat(refusal.hint())
                        .contains(
                                "the run needs the right to list configmaps in the namespace flux-system: it keeps its"
                                        + " state there"))
                .hasMessage("ConfigMap/flux-system: User \"x\" cannot list");
    }
}
