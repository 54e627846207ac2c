package dev.sluice.change;

import static dev.sluice.change.TestRepository.configMap;
import static dev.sluice.change.TestRepository.configMapId;
import static dev.sluice.change.TestRepository.manifest;
import static dev.sluice.change.TestRepository.unitId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.change.Change.Create;
import dev.sluice.change.Change.Update;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.render.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DeferralTest {

    private static final Manifest NAMESPACE = manifest("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");
    private static final Manifest CRD = manifest("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec: {group: example.com, names: {kind: Widget}}
            """);
    private static final Manifest WIDGET = manifest(
            "{apiVersion: example.com/v1, kind: Widget, metadata: {name: w, namespace: shop}, spec: {size: 1}}");
    private static final Manifest ROLE =
            manifest("{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: viewer}}");
    private static final String WHEN_DEFINED = "checked when CustomResourceDefinition/widgets.example.com is there";

    private final FakeCluster cluster = new FakeCluster();
    private final Planner planner = new Planner(cluster, Runnable::run, new PlanOptions(false, Set.of()));

    private ChangeSet plan(TestRepository repository) {
        return planner.plan(repository.rendered());
    }

    private static List<String> lines(List<Change> changes) {
        return changes.stream().map(Change::line).toList();
    }

    private UnitPlan again(ChangeSet changes, String unit, ObjectId... objects) {
        Unit found = changes.rendered().units().stream()
                .filter(candidate -> candidate.id().equals(unitId(unit)))
                .findFirst()
                .orElseThrow();
        return planner.planAgain(changes, found, List.of(objects));
    }

    /** Scenario S30 of scenarios.md. */
    @Test
    void assumesTheKindThatAUnitBringsForWhichAnotherWaits() {
        cluster.unknownKind("example.com", "Widget").missingNamespace("shop");
        var repository = new TestRepository()
                .unit("infrastructure", NAMESPACE, CRD)
                .unit("apps", unit -> unit.after("infrastructure").with(WIDGET));

        ChangeSet changes = plan(repository);

        assertThat(lines(changes.changes()))
                .containsExactly(
                        "CustomResourceDefinition/widgets.example.com created",
                        "Namespace/shop created",
                        "Widget/shop/w created");
        assertThat(changes.assumptions()).isEqualTo(Map.of(WIDGET.id(), WHEN_DEFINED));
        assertThat(changes.refused()).isEmpty();
        assertThat(changes.after()).isEmpty();
    }

    /** Scenario S39 of scenarios.md. */
    @Test
    void assumesTheNamespaceOfAnEarlierStageOfTheSameUnit() {
        cluster.missingNamespace("shop");

        ChangeSet changes = plan(new TestRepository().unit("apps", configMap("web", "1"), NAMESPACE));

        assertThat(lines(changes.changes())).containsExactly("Namespace/shop created", "ConfigMap/shop/web created");
        assertThat(changes.assumptions()).isEqualTo(Map.of(configMapId("web"), "checked when Namespace/shop is there"));
    }

    @Test
    void startsAUnitAfterAnIndependentOneThatBringsItsNamespace() {
        cluster.missingNamespace("shop");
        var repository =
                new TestRepository().unit("apps", configMap("web", "1")).unit("namespaces", NAMESPACE);

        ChangeSet changes = plan(repository);

        assertThat(changes.after()).isEqualTo(Map.of(unitId("apps"), Set.of(unitId("namespaces"))));
        assertThat(changes.deferred()).containsExactly(configMapId("web"));
    }

    @Test
    void refusesWhatOnlyAUnitBringsThatComesLater() {
        cluster.missingNamespace("shop");
        var repository = new TestRepository()
                .unit("apps", configMap("web", "1"))
                .unit("namespaces", unit -> unit.after("apps").with(NAMESPACE));

        ChangeSet changes = plan(repository);

        assertThat(changes.after()).isEmpty();
        assertThat(changes.refused().get(unitId("apps")))
                .hasMessage("ConfigMap/shop/web not found: namespaces \"shop\" not found");
    }

    @Test
    void closesNoCircleByWhatItAdds() {
        cluster.missingNamespace("shop").unknownKind("example.com", "Widget");
        var cluster2 = manifest("{apiVersion: example.com/v1, kind: Widget, metadata: {name: global}}");
        var repository =
                new TestRepository().unit("one", configMap("web", "1"), CRD).unit("two", NAMESPACE, cluster2);

        ChangeSet changes = plan(repository);

        assertThat(changes.after()).isEqualTo(Map.of(unitId("one"), Set.of(unitId("two"))));
        assertThat(changes.refused()).containsOnlyKeys(unitId("two"));
    }

    /** Scenario S21 of scenarios.md. */
    @Test
    void refusesANamespaceThatNobodyBrings() {
        cluster.missingNamespace("shop");

        ChangeSet changes = plan(new TestRepository().unit("apps", configMap("web", "1"), configMap("api", "1")));

        assertThat(changes.changes()).isEmpty();
        assertThat(changes.refused().get(unitId("apps")))
                .isInstanceOf(Rejected.class)
                .hasMessage("ConfigMap/shop/api not found: namespaces \"shop\" not found\n"
                        + "ConfigMap/shop/web not found: namespaces \"shop\" not found");
    }

    @Test
    void doesNotCountOnANamespaceThatTheRunLeavesAlone() {
        cluster.missingNamespace("shop");
        Manifest ignored = TestRepository.annotated(NAMESPACE, "kustomize.toolkit.fluxcd.io/ssa", "Ignore");

        ChangeSet changes = plan(new TestRepository().unit("apps", configMap("web", "1"), ignored));

        assertThat(changes.refused()).containsOnlyKeys(unitId("apps"));
    }

    @Test
    void judgesResourcesAgainWhoseDefinitionChanges() {
        cluster.apply(CRD);
        cluster.apply(WIDGET);

        ChangeSet changes = plan(new TestRepository().unit("apps", CRD, WIDGET));

        assertThat(changes.assumptions())
                .isEqualTo(Map.of(WIDGET.id(), "checked when CustomResourceDefinition/widgets.example.com is changed"));
    }

    @Test
    void triesARefusedObjectAgainAfterAnEarlierStageThatChanges() {
        cluster.refusing(configMapId("web"), () -> Optional.of("no role allows it"));

        ChangeSet changes = plan(new TestRepository().unit("apps", ROLE, configMap("web", "1")));

        assertThat(changes.refused()).isEmpty();
        assertThat(changes.assumptions())
                .isEqualTo(Map.of(
                        configMapId("web"),
                        "refused now, tried again after the objects before it:"
                                + " ConfigMap/shop/web dry-run failed (Forbidden): no role allows it"));
    }

    @Test
    void refusesWhatIsImmutableWhateverChangesBefore() {
        cluster.apply(configMap("web", "1"));
        cluster.immutable(configMapId("web"), "data: field is immutable");

        ChangeSet changes = plan(new TestRepository().unit("apps", ROLE, configMap("web", "2")));

        assertThat(changes.refused()).containsOnlyKeys(unitId("apps"));
        assertThat(changes.deferred()).isEmpty();
    }

    @Test
    void triesAnObjectAgainThatItsDefinitionRefusesAndThatChanges() {
        cluster.refusing(WIDGET.id(), () -> Optional.of("spec.size: must be a string"));
        var repository = new TestRepository().unit("apps", WIDGET).unit("definitions", CRD);

        ChangeSet changes = plan(repository);

        assertThat(changes.assumptions())
                .isEqualTo(Map.of(WIDGET.id(), "checked when CustomResourceDefinition/widgets.example.com is changed"));
        assertThat(changes.after()).isEqualTo(Map.of(unitId("apps"), Set.of(unitId("definitions"))));
    }

    @Test
    void triesARefusedObjectAgainAfterAUnitThatChanges() {
        cluster.refusing(configMapId("web"), () -> Optional.of("over quota"));
        var repository = new TestRepository()
                .unit("quotas", configMap("quota", "1"))
                .unit("apps", unit -> unit.after("quotas").with(configMap("web", "1")));

        assertThat(plan(repository).deferred()).containsExactly(configMapId("web"));
    }

    @Test
    void refusesAnObjectWhereNothingBeforeItChanges() {
        cluster.refusing(configMapId("web"), () -> Optional.of("over quota"));
        var repository =
                new TestRepository().unit("quotas", configMap("quota", "1")).unit("apps", configMap("web", "1"));

        ChangeSet changes = plan(repository);

        assertThat(changes.refused()).containsOnlyKeys(unitId("apps"));
        assertThat(lines(changes.changes())).containsExactly("ConfigMap/shop/quota created");
    }

    @Test
    void countsOnAKindThatAnOperatorMayDefineForWhichTheUnitDependsOnIt() {
        cluster.unknownKind("example.com", "Widget");
        var repository = new TestRepository()
                .unit("operator", configMap("operator", "1"))
                .unit("apps", unit -> unit.after("operator").with(WIDGET));

        assertThat(plan(repository).deferred()).containsExactly(WIDGET.id());
    }

    @Test
    void doesNotCountOnAKindBecauseTheUnitThatDefinesThisOneChanges() {
        cluster.unknownKind("example.com", "Widget");
        var repository = new TestRepository()
                .root(root -> root.with(configMap("any", "1")))
                .unit("apps", WIDGET);

        assertThat(plan(repository).refused()).containsOnlyKeys(unitId("apps"));
    }

    /** Scenario S31 of scenarios.md: what waits for it is not tried. */
    @Test
    void refusesAUnitButNotThoseThatWaitForIt() {
        cluster.unknownKind("example.com", "Widget").refusing(CRD.id(), () -> Optional.of("spec.names: Required"));
        var repository = new TestRepository()
                .unit("infrastructure", CRD)
                .unit("apps", unit -> unit.after("infrastructure").with(WIDGET))
                .unit("other", configMap("other", "1"));

        ChangeSet changes = plan(repository);

        assertThat(changes.refused()).containsOnlyKeys(unitId("infrastructure"));
        assertThat(changes.deferred()).containsExactly(WIDGET.id());
    }

    @Test
    void showsWhatWouldBecomeOfALiveObjectThatIsRefusedNow() {
        cluster.apply(configMap("web", "1"));
        cluster.refusing(configMapId("web"), () -> Optional.of("over quota"));

        ChangeSet changes = plan(new TestRepository().unit("apps", ROLE, configMap("web", "2")));

        assertThat(changes.changes()).last().isInstanceOfSatisfying(Update.class, update -> assertThat(update.fields())
                .contains(new FieldDifference("data.value", Optional.of("1"), Optional.of("2"))));
    }

    @Test
    void plansDeferredObjectsAgainOnceWhatTheyNeedIsThere() {
        cluster.unknownKind("example.com", "Widget");
        ChangeSet changes = plan(new TestRepository().unit("apps", CRD, WIDGET));
        cluster.apply(CRD);

        UnitPlan plan = again(changes, "apps", WIDGET.id());

        assertThat(plan.changes()).singleElement().isInstanceOf(Create.class);
        assertThat(plan.refusal()).isEmpty();
        assertThat(plan.entries()).containsOnlyKeys(WIDGET.id());
    }

    @Test
    void refusesInTheSecondPlanWhatIsStillNotThere() {
        cluster.unknownKind("example.com", "Widget");
        ChangeSet changes = plan(new TestRepository().unit("apps", CRD, WIDGET));

        UnitPlan plan = again(changes, "apps", WIDGET.id());

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.refusal()).hasValueSatisfying(refusal -> assertThat(refusal)
                .hasMessage("Widget/shop/w dry-run failed: no matches for kind \"Widget\""));
    }

    @Test
    void findsInTheSecondPlanThatNothingIsToBeDone() {
        var reason = new AtomicReference<>(Optional.of("over quota"));
        cluster.refusing(configMapId("web"), reason::get);
        ChangeSet changes = plan(new TestRepository().unit("apps", ROLE, configMap("web", "1")));
        reason.set(Optional.empty());
        changes.applications().getOrDefault(unitId("apps"), List.of()).forEach(change -> change.carryOut(cluster));

        UnitPlan plan = again(changes, "apps", configMapId("web"));

        assertThat(plan.unchanged()).isOne();
        assertThat(plan.live()).containsOnlyKeys(configMapId("web"));
    }
}
