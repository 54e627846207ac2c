package dev.sluice.apply;

import static dev.sluice.apply.HealthCheckTest.deployment;
import static dev.sluice.apply.HealthCheckTest.deploymentId;
import static dev.sluice.change.TestRepository.annotated;
import static dev.sluice.change.TestRepository.configMap;
import static dev.sluice.change.TestRepository.configMapId;
import static dev.sluice.change.TestRepository.manifest;
import static dev.sluice.change.TestRepository.unitId;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.apply.Outcome.UnitFailed;
import dev.sluice.change.Exempt;
import dev.sluice.change.TestRepository;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In which order the objects of one unit are applied, and what of it is done at once. */
@Timeout(60)
class StagesTest {

    private static final Manifest DEFINITION = manifest("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec: {group: example.com, names: {kind: Widget, plural: widgets}}
            """);
    private static final Manifest WIDGET = manifest("""
            apiVersion: example.com/v1
            kind: Widget
            metadata: {name: w, namespace: shop}
            """);
    private static final Manifest NAMESPACE = manifest("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");
    private static final String ESTABLISHED = """
            {"conditions": [{"type": "NamesAccepted", "status": "True"}, {"type": "Established", "status": "True"}]}
            """;

    private final FakeCluster cluster =
            new FakeCluster().unknownKind("example.com", "Widget").missingNamespace("shop");
    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final TestRun run = new TestRun(cluster).on(executor);

    @AfterEach
    void end() throws InterruptedException {
        executor.shutdownNow();
        assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private static Outcome only(Applied applied) {
        return applied.outcomes().get(1);
    }

    private void establishing() {
        cluster.onWatch(ids -> {
            if (ids.contains(DEFINITION.id())) {
                cluster.status(DEFINITION.id(), ESTABLISHED);
            }
        });
    }

    @Test
    void appliesInFluxsOrderWhatStandsInTheWrongOne() {
        establishing();

        Applied applied =
                run.reconcile(new TestRepository().unit("all", WIDGET, configMap("a", "1"), NAMESPACE, DEFINITION));

        assertThat(TestRun.lines(applied))
                .containsExactly(
                        "CustomResourceDefinition/widgets.example.com created",
                        "Namespace/shop created",
                        "ConfigMap/shop/a created",
                        "Widget/shop/w created");
    }

    @Test
    void appliesNothingOfAKindThatIsNotEstablishedInTime() {
        cluster.onWatch(ids -> run.clock.advance(Duration.ofSeconds(61)));

        Applied applied = run.reconcile(new TestRepository().unit("all", WIDGET, NAMESPACE, DEFINITION));

        assertThat(only(applied).message()).isEqualTo("""
                        timeout waiting for: [CustomResourceDefinition/widgets.example.com status: 'InProgress']
                          CustomResourceDefinition/widgets.example.com: InProgress: Install in progress""");
        assertThat(cluster.held()).containsExactlyInAnyOrder(NAMESPACE.id(), DEFINITION.id());
    }

    @Test
    void tellsWhatTurnsOutToOptOutOnlyWhenItsKindIsThere() {
        establishing();
        Manifest ignored = annotated(WIDGET, "kustomize.toolkit.fluxcd.io/ssa", "IfNotPresent");
        cluster.beforeWrite(id -> {
            if (id.equals(NAMESPACE.id())) {
                cluster.appear(WIDGET);
            }
        });

        Applied applied = run.reconcile(new TestRepository().unit("all", ignored, NAMESPACE, DEFINITION));

        assertThat(applied.exempt())
                .containsExactly(
                        new Exempt(unitId("all"), WIDGET.id(), "kustomize.toolkit.fluxcd.io/ssa: IfNotPresent"));
    }

    @Test
    void waitsInTheNextRunForAKindThatWasNotEstablishedInTime() {
        var repository = new TestRepository().unit("all", WIDGET, NAMESPACE, DEFINITION);
        cluster.onWatch(ids -> run.clock.advance(Duration.ofSeconds(61)));
        run.reconcile(repository);
        cluster.watched();
        establishing();

        Applied applied = run.reconcile(repository);

        assertThat(TestRun.lines(applied)).containsExactly("Widget/shop/w created");
        assertThat(cluster.watched()).containsExactly(DEFINITION.id());
    }

    @Test
    void writesNothingOfAStageOfWhichAnObjectIsRefusedAndKeepsTheStagesBefore() {
        establishing();
        cluster.refusing(WIDGET.id(), () -> Optional.of("quota"));

        Applied applied =
                run.reconcile(new TestRepository().unit("all", WIDGET, configMap("a", "1"), NAMESPACE, DEFINITION));

        assertThat(cluster.held()).containsExactlyInAnyOrder(NAMESPACE.id(), DEFINITION.id());
        assertThat(only(applied).message()).isEqualTo("Widget/shop/w dry-run failed (Forbidden): quota");
        assertThat(requireNonNull(cluster.inventory(unitId("all"))).objects())
                .containsKeys(NAMESPACE.id(), DEFINITION.id());
    }

    @Test
    void changesNothingInTheSecondRun() {
        establishing();
        var repository = new TestRepository().unit("all", WIDGET, configMap("a", "1"), NAMESPACE, DEFINITION);
        run.reconcile(repository);
        cluster.writes();
        cluster.watched();

        Applied again = new TestRun(cluster).reconcile(repository);

        assertThat(again.done()).isEmpty();
        assertThat(cluster.writes()).isEmpty();
        assertThat(cluster.watched()).isEmpty();
    }

    @Test
    void appliesTheObjectsOfOneKindAtOnce() {
        var both = new CyclicBarrier(2);
        cluster.beforeWrite(id -> {
            if (id.kind().equals("ConfigMap")) {
                meet(both);
            }
        });

        Applied applied =
                run.reconcile(new TestRepository().unit("all", NAMESPACE, configMap("a", "1"), configMap("b", "1")));

        assertThat(applied.succeeded()).isTrue();
    }

    @Test
    void beginsAKindOnlyWhenTheOneBeforeIsThere() {
        List<ObjectId> before = Collections.synchronizedList(new ArrayList<>());
        cluster.beforeWrite(id -> {
            if (id.kind().equals("Deployment")) {
                before.addAll(cluster.held());
            }
        });

        run.reconcile(
                new TestRepository().unit("all", deployment("d"), NAMESPACE, configMap("a", "1"), configMap("b", "1")));

        assertThat(before).containsExactly(configMapId("a"), configMapId("b"), NAMESPACE.id());
    }

    @Test
    void tellsEveryFailureOfWhatWasUnderWayAndBeginsNothingMore() {
        var both = new CyclicBarrier(2);
        var no = new Rejected("", "ConfigMap/shop/a apply failed: no");
        var neither = new Rejected("", "ConfigMap/shop/b apply failed: no");
        cluster.failing(configMapId("a"), no).failing(configMapId("b"), neither);
        cluster.beforeWrite(id -> {
            if (id.kind().equals("ConfigMap")) {
                meet(both);
            }
        });

        Applied applied = run.reconcile(
                new TestRepository().unit("all", NAMESPACE, configMap("a", "1"), configMap("b", "1"), deployment("d")));

        assertThat(only(applied)).isInstanceOfSatisfying(UnitFailed.class, failed -> {
            assertThat(failed.failures())
                    .flatExtracting(RunFailure::problems)
                    .extracting(Problem::toString)
                    .containsExactly(
                            configMap("a", "1").origin() + ": ConfigMap/shop/a apply failed: no",
                            configMap("b", "1").origin() + ": ConfigMap/shop/b apply failed: no");
            assertThat(failed.failed())
                    .extracting(change -> change.change().id())
                    .containsExactly(configMapId("a"), configMapId("b"));
        });
        assertThat(cluster.object(deploymentId("d"))).isNull();
    }

    @Test
    void provesToTheNextRunWhatWasAppliedBeforeAFailure() {
        cluster.failing(deploymentId("d"), new Rejected("", "Deployment/shop/d apply failed: quota"));
        var repository = new TestRepository().unit("all", NAMESPACE, configMap("a", "1"), deployment("d"));
        run.reconcile(repository);
        cluster.healed().dryRuns();

        Applied next = new TestRun(cluster).reconcile(repository);

        assertThat(TestRun.lines(next)).containsExactly("Deployment/shop/d created");
        assertThat(cluster.dryRuns()).containsExactly(deploymentId("d"));
    }

    @Test
    void appliesInTheNameOfTheUnitsAccountAndRemembersInItsOwn() {
        var seenByTeam = new FakeCluster();
        cluster.seenBy("system:serviceaccount:flux-system:team", seenByTeam);

        run.reconcile(new TestRepository().unit("all", unit -> unit.with(configMap("a", "1"))
                .specified(spec -> spec.put("serviceAccountName", "team"))));

        assertThat(seenByTeam.held()).containsExactly(configMapId("a"));
        assertThat(cluster.held()).isEmpty();
        assertThat(cluster.inventory(unitId("all"))).isNotNull();
    }

    @Test
    void appliesOtherUnitsWhereOneIsRefused() {
        cluster.refusing(configMapId("a"), () -> Optional.of("policy"));

        Applied applied = run.reconcile(new TestRepository()
                .root(root -> root.with(NAMESPACE))
                .unit("refused", configMap("a", "1"), configMap("b", "1"))
                .unit("other", configMap("c", "1")));

        assertThat(cluster.held()).containsExactly(configMapId("c"), NAMESPACE.id());
        assertThat(applied.failures())
                .extracting(RunFailure::getMessage)
                .containsExactly("ConfigMap/shop/a dry-run failed (Forbidden): policy");
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("one after the other", e);
        }
    }
}
