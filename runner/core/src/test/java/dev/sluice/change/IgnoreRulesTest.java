package dev.sluice.change;

import static dev.sluice.change.TestRepository.manifest;
import static dev.sluice.change.TestRepository.unitId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.change.Change.Update;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.failure.InvalidInput;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IgnoreRulesTest {

    private static final ObjectId WEB = new ObjectId("apps", "Deployment", "shop", "web");
    private static final String OWNED_BY_AUTOSCALER =
            "[{manager: vpa, operation: Apply, fieldsV1: {'f:spec': {'f:replicas': {}}}}]";
    private static final String OWNED_BY_US =
            "[{manager: kustomize-controller, operation: Apply, fieldsV1: {'f:spec': {'f:replicas': {}}}}]";

    private final FakeCluster cluster = new FakeCluster();
    private final Planner planner = new Planner(cluster, Runnable::run, new PlanOptions(false, Set.of()));

    private static Manifest web(int replicas, boolean paused) {
        return manifest("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec: {replicas: %d, paused: %s}
                """.formatted(replicas, paused));
    }

    private static TestRepository repository(Manifest web, String rules) {
        return new TestRepository()
                .unit("apps", unit -> unit.spec("ignore", rules).with(web));
    }

    /** The object as the unit applies it, with owners of its fields. */
    private void holds(Manifest web, String managedFields) {
        cluster.apply(
                repository(web, "[]").rendered().units().get(1).manifests().get(0));
        cluster.edit(WEB, content -> content.withObject("/metadata")
                .set(
                        "managedFields",
                        manifest("{apiVersion: v1, kind: X, metadata: {name: x}, fields: " + managedFields + "}")
                                .content()
                                .path("fields")));
    }

    private ChangeSet plan(Manifest web, String rules) {
        return planner.plan(repository(web, rules).rendered());
    }

    @Test
    void seesNoDifferenceInWhatIsIgnored() {
        holds(web(5, false), OWNED_BY_AUTOSCALER);

        ChangeSet changes = plan(web(1, false), "[{paths: [/spec/replicas]}]");

        assertThat(changes.isEmpty()).isTrue();
    }

    @Test
    void ignoresOnlyWhatTheTargetSelects() {
        holds(web(5, false), OWNED_BY_AUTOSCALER);

        ChangeSet changes = plan(web(1, false), "[{paths: [/spec/replicas], target: {kind: 'State.*'}}]");

        assertThat(changes.changes()).singleElement().satisfies(change -> assertThat(change.fields())
                .extracting(FieldDifference::path)
                .containsExactly("spec.replicas"));
    }

    @Test
    void sendsNoFieldThatAnotherManagerApplies() {
        holds(web(5, false), OWNED_BY_AUTOSCALER);

        ChangeSet changes = plan(web(1, true), "[{paths: [/spec/replicas], target: {name: w.*, namespace: shop}}]");

        assertThat(sent(changes).at("/spec").toString()).isEqualTo("{\"paused\":true}");
    }

    @Test
    void sendsTheLiveValueOfAFieldThatNobodyElseApplies() {
        holds(web(5, false), OWNED_BY_US);

        ChangeSet changes = plan(web(1, true), "[{paths: [/spec/replicas]}]");

        assertThat(sent(changes).at("/spec").toString()).isEqualTo("{\"replicas\":5,\"paused\":true}");
    }

    @Test
    void createsAnObjectWithWhatIsIgnored() {
        ChangeSet changes = plan(web(1, true), "[{paths: [/spec/replicas]}]");

        assertThat(sent(changes).at("/spec/replicas").asInt()).isOne();
    }

    @Test
    void refusesRulesThatMeanNothing() {
        assertThatThrownBy(() -> plan(web(1, true), "[{paths: [/spec/replicas], target: {kind: '('}}]"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("clusters/dev/apps.yaml:1: " + unitId("apps") + ": spec.ignore[0]: ");
    }

    private static JsonNode sent(ChangeSet changes) {
        assertThat(changes.changes()).singleElement().isInstanceOfAny(Update.class, Change.Create.class);
        return changes.changes().get(0).desired().orElseThrow().content();
    }
}
