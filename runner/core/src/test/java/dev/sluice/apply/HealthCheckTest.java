package dev.sluice.apply;

import static dev.sluice.change.TestRepository.annotated;
import static dev.sluice.change.TestRepository.configMap;
import static dev.sluice.change.TestRepository.configMapId;
import static dev.sluice.change.TestRepository.manifest;
import static dev.sluice.change.TestRepository.unitId;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.apply.Outcome.UnitApplied;
import dev.sluice.apply.Outcome.UnitUnhealthy;
import dev.sluice.change.TestRepository;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a unit is ready, and what is told where it is not. */
@Timeout(60)
class HealthCheckTest {

    static final String AVAILABLE = """
            {"observedGeneration": 1, "replicas": 1, "updatedReplicas": 1, "readyReplicas": 1, "availableReplicas": 1,
             "conditions": [{"type": "Available", "status": "True"}]}
            """;
    static final String STALLED = """
            {"observedGeneration": 1, "replicas": 1, "updatedReplicas": 1, "unavailableReplicas": 1,
             "conditions": [{"type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded"}]}
            """;

    private static final ObjectId WEB = deploymentId("web");
    private static final String REVISION = "main@sha1:1111111111111111111111111111111111111111";

    private final FakeCluster cluster = new FakeCluster();
    private final TestRun run = new TestRun(cluster);

    static ObjectId deploymentId(String name) {
        return new ObjectId("apps", "Deployment", "shop", name);
    }

    static Manifest deployment(String name) {
        return manifest("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: shop, generation: 1}
                spec: {replicas: 1}
                """.formatted(name));
    }

    private static TestRepository backend(Manifest... objects) {
        return new TestRepository().unit("backend", unit -> unit.with(objects).waits());
    }

    private Inventory inventory() {
        return requireNonNull(cluster.inventory(unitId("backend")));
    }

    private static Outcome backendOf(Applied applied) {
        return applied.outcomes().get(1);
    }

    @Test
    void isDoneOnceWhatItAppliedIsReady() {
        cluster.onWatch(ids -> cluster.status(WEB, AVAILABLE));

        Applied applied = run.reconcile(backend(configMap("web", "1"), deployment("web")));

        assertThat(backendOf(applied)).isInstanceOf(UnitApplied.class);
        assertThat(cluster.watched()).containsExactly(WEB);
        assertThat(inventory().revision()).isEqualTo(REVISION);
    }

    @Test
    void tellsThatItWaitsAndThatAllIsReady() {
        cluster.onWatch(ids -> {
            run.clock.advance(Duration.ofSeconds(3));
            cluster.status(WEB, AVAILABLE);
        });

        run.reconcile(backend(deployment("web")));

        assertThat(run.told(unitId("backend")))
                .containsExactly(
                        "► Kustomization/flux-system/backend: main@sha1:11111111",
                        "◎ Kustomization/flux-system/backend: waits until all is ready, for up to 10m0s",
                        "✔ Kustomization/flux-system/backend: Health check passed in 3s",
                        "✔ Kustomization/flux-system/backend: Applied revision: main@sha1:11111111");
    }

    @Test
    void saysInFluxsWordsWhatWasNotReadyInTime() {
        cluster.onWatch(ids -> run.clock.advance(Duration.ofMinutes(10).plusMillis(100)));

        Applied applied = run.reconcile(backend(configMap("web", "1"), deployment("web")));

        assertThat(backendOf(applied)).isInstanceOfSatisfying(UnitUnhealthy.class, unhealthy -> {
            assertThat(unhealthy.message())
                    .isEqualTo("health check failed after 10m0.1s: timeout waiting for: "
                            + "[Deployment/shop/web status: 'InProgress']");
            assertThat(unhealthy.reason()).isEqualTo("HealthCheckFailed");
            assertThat(unhealthy.why()).isInstanceOf(TimedOut.class);
        });
    }

    @Test
    void keepsWhatIsNotReadyInTheInventoryWithoutItsRevision() {
        cluster.onWatch(ids -> run.clock.advance(Duration.ofMinutes(11)));

        run.reconcile(backend(configMap("web", "1"), deployment("web")));

        assertThat(inventory().objects()).containsOnlyKeys(configMapId("web"), WEB);
        assertThat(inventory().revision()).isEmpty();
        assertThat(cluster.held()).containsExactly(configMapId("web"), WEB);
    }

    @Test
    void endsEarlyWhereSomethingHasFailed() {
        cluster.onWatch(ids -> cluster.status(WEB, STALLED));

        Applied applied = run.reconcile(backend(deployment("api"), deployment("web")));

        assertThat(backendOf(applied).message())
                .isEqualTo("health check failed after 0s: failed early due to stalled resources: "
                        + "[Deployment/shop/web status: 'Failed']");
    }

    @Test
    void asksForNothingThatIsKnownToBeReady() {
        cluster.onWatch(ids -> cluster.status(WEB, AVAILABLE));
        run.reconcile(backend(deployment("web")));
        cluster.watched();

        Applied again = new TestRun(cluster).reconcile(backend(deployment("web")));

        assertThat(backendOf(again)).isInstanceOf(UnitApplied.class);
        assertThat(cluster.watched()).isEmpty();
    }

    @Test
    void isStillUnhealthyWhenItIsRunAgain() {
        cluster.onWatch(ids -> cluster.status(WEB, STALLED));
        run.reconcile(backend(deployment("web")));

        Applied again = new TestRun(cluster).reconcile(backend(deployment("web")));

        assertThat(again.done()).isEmpty();
        assertThat(backendOf(again)).isInstanceOf(UnitUnhealthy.class);
    }

    @Test
    void givesTimeToWhatHadFailedBeforeTheRunThatBringsWhatItLacked() {
        cluster.onWatch(ids -> cluster.status(WEB, STALLED));
        run.reconcile(backend(deployment("web")));
        cluster.onWatch(ids -> cluster.status(WEB, AVAILABLE));

        Applied fixed = new TestRun(cluster).reconcile(backend(configMap("web", "1"), deployment("web")));

        assertThat(backendOf(fixed)).isInstanceOf(UnitApplied.class);
    }

    @Test
    void doesNotTakeAStateFromBeforeTheApplicationForItsOwn() {
        Manifest changed = deployment("web");
        changed.content().withObject("/metadata").put("generation", 2);
        cluster.onWatch(ids -> {
            cluster.edit(WEB, content -> content.withObject("/metadata").put("generation", 1));
            cluster.status(WEB, AVAILABLE);
            run.clock.advance(Duration.ofMinutes(11));
        });

        Applied applied = run.reconcile(backend(changed));

        assertThat(backendOf(applied).message()).contains("timeout waiting for: [Deployment/shop/web");
    }

    @Test
    void checksOnlyWhatHealthChecksName() {
        cluster.onWatch(ids -> cluster.status(WEB, AVAILABLE));

        run.reconcile(new TestRepository().unit("backend", unit -> unit.with(deployment("api"), deployment("web"))
                .healthChecks(WEB)));

        assertThat(cluster.watched()).containsExactly(WEB);
    }

    @Test
    void waitsForWhatHealthChecksNameThoughNoUnitBringsIt() {
        cluster.onWatch(ids -> run.clock.advance(Duration.ofMinutes(11)));

        Applied applied = run.reconcile(new TestRepository()
                .unit("backend", unit -> unit.with(configMap("a", "1")).healthChecks(deploymentId("elsewhere"))));

        assertThat(backendOf(applied).message()).endsWith("[Deployment/shop/elsewhere status: 'NotFound']");
    }

    @Test
    void checksNothingThatOptsOut() {
        Applied applied = run.reconcile(
                backend(annotated(deployment("web"), "kustomize.toolkit.fluxcd.io/reconcile", "disabled")));

        assertThat(backendOf(applied)).isInstanceOf(UnitApplied.class);
        assertThat(cluster.watched()).isEmpty();
    }

    @Test
    void takesAJobThatWasDeletedAfterItsCompletionForASuccess() {
        Manifest job = manifest("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate, namespace: shop}
                spec: {ttlSecondsAfterFinished: 0}
                """);
        cluster.onWatch(ids -> cluster.vanish(job.id()));

        Applied applied = run.reconcile(backend(job));

        assertThat(backendOf(applied)).isInstanceOf(UnitApplied.class);
    }

    @Test
    void waitsForUnitsThatDoNotAskForItWhereTheRunDoes() {
        cluster.onWatch(ids -> cluster.status(WEB, AVAILABLE));

        run.waitingForAll().reconcile(new TestRepository().unit("backend", deployment("web")));

        assertThat(cluster.watched()).containsExactly(WEB);
    }

    @Test
    void takesEverythingForReadyWhereNoControllersWork() {
        cluster.withoutControllers();

        Applied applied = run.reconcile(backend(deployment("web")));

        assertThat(applied.succeeded()).isTrue();
        assertThat(cluster.watched()).isEmpty();
    }

    @Test
    void endsWithWhyTheTargetCannotBeWatched() {
        var forbidden = new Rejected("", "deployments.apps is forbidden: cannot watch");
        cluster.breakingWatches(forbidden);

        Applied applied = run.reconcile(backend(deployment("web")));

        assertThat(applied.failures()).containsExactly(forbidden);
        assertThat(backendOf(applied).message())
                .isEqualTo("health check failed after 0s: deployments.apps is forbidden: cannot watch");
    }

    @Test
    void saysWhatItWaitedForWhenTheRunIsStopped() {
        cluster.onWatch(ids -> run.cancel.cancel("SIGTERM"));

        Applied applied = run.reconcile(backend(deployment("web")));

        assertThat(backendOf(applied).message())
                .isEqualTo("health check failed after 0s: run cancelled: SIGTERM, timeout waiting for: "
                        + "[Deployment/shop/web status: 'InProgress']");
    }

    @Test
    void prunesNothingWhereAUnitIsNotReady() {
        run.reconcile(new TestRepository().unit("backend", configMap("old", "1")));
        cluster.onWatch(ids -> cluster.status(WEB, STALLED));

        new TestRun(cluster).reconcile(backend(deployment("web")));

        assertThat(cluster.held()).contains(configMapId("old"));
    }

    private static TestRepository things(String expressions) {
        return new TestRepository()
                .unit("backend", unit -> unit.with(thing()).waits().spec("healthCheckExprs", "[" + expressions + "]"));
    }

    private static Manifest thing() {
        return manifest("{apiVersion: example.com/v1, kind: Thing, metadata: {name: a, namespace: shop}}");
    }

    private static final ObjectId THING = new ObjectId("example.com", "Thing", "shop", "a");

    @Test
    void waitsUntilAnExpressionIsTrueWhereKstatusWouldBeContent() {
        cluster.onWatch(ids -> cluster.status(THING, "{\"phase\": \"Up\"}"));

        Applied applied = run.reconcile(things(
                "{apiVersion: example.com/v1, kind: Thing, current: \"has(status.phase) && status.phase == 'Up'\"}"));

        assertThat(backendOf(applied)).isInstanceOf(UnitApplied.class);
        assertThat(cluster.watched()).containsExactly(THING);
    }

    @Test
    void endsEarlyWhereAnExpressionSaysThatAnObjectHasFailed() {
        cluster.onWatch(ids -> cluster.status(THING, "{\"phase\": \"Lost\"}"));

        Applied applied = run.reconcile(things("{apiVersion: example.com/v1, kind: Thing, "
                + "failed: \"status.phase == 'Lost'\", current: \"status.phase == 'Up'\"}"));

        assertThat(backendOf(applied)).isInstanceOfSatisfying(UnitUnhealthy.class, unhealthy -> {
            assertThat(unhealthy.message())
                    .isEqualTo("health check failed after 0s: failed early due to stalled resources: "
                            + "[Thing/shop/a status: 'Failed']");
            assertThat(unhealthy.why().getMessage())
                    .contains("Thing/shop/a: Failed: failed is true: status.phase == 'Lost'");
        });
    }

    /** Flux's poller goes on, too: a field that is missing may come. */
    @Test
    void goesOnWaitingWhereAnExpressionHasNoValue() {
        cluster.onWatch(ids -> run.clock.advance(Duration.ofMinutes(11)));

        Applied applied =
                run.reconcile(things("{apiVersion: example.com/v1, kind: Thing, current: \"status.phase == 'Up'\"}"));

        assertThat(backendOf(applied).message())
                .isEqualTo("health check failed after 11m0s: timeout waiting for: [Thing/shop/a status: 'Unknown': "
                        + "failed to evaluate the CEL expression 'status.phase == 'Up'': "
                        + "no such attribute(s): status.phase]");
    }

    @Test
    void trap22IgnoresHealthChecksWhereWaitIsSet() {
        cluster.onWatch(ids -> cluster.status(WEB, AVAILABLE));

        Applied applied = run.reconcile(new TestRepository()
                .unit("backend", unit -> unit.with(deployment("web")).waits().healthChecks(deploymentId("nowhere"))));

        assertThat(backendOf(applied)).isInstanceOf(UnitApplied.class);
        assertThat(cluster.watched()).containsExactly(WEB);
    }

    private static final ObjectId JOB = new ObjectId("batch", "Job", "shop", "migration");

    private static TestRepository job(String spec) {
        return backend(manifest("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migration, namespace: shop}
                spec: %s
                """.formatted(spec)));
    }

    @Test
    void trap22TakesAJobForReadyOnlyWhenItIsComplete() {
        cluster.onWatch(ids -> {
            cluster.status(JOB, "{\"startTime\": \"2026-01-01T00:00:00Z\", \"active\": 1}");
            run.clock.advance(Duration.ofMinutes(11));
        });

        Applied applied = run.reconcile(job("{}"));

        assertThat(backendOf(applied).message())
                .isEqualTo("health check failed after 11m0s: timeout waiting for: "
                        + "[Job/shop/migration status: 'InProgress']");
    }

    @Test
    void trap22TakesAJobThatIsDeletedAfterItsCompletionForReady() {
        cluster.onWatch(ids -> cluster.vanish(JOB));

        Applied applied = run.reconcile(job("{ttlSecondsAfterFinished: 0}"));

        assertThat(backendOf(applied)).isInstanceOf(UnitApplied.class);
    }

    @Test
    void trap22EndsWithTheFirstFailure() {
        cluster.onWatch(ids -> cluster.status(WEB, STALLED));

        Applied applied = run.reconcile(backend(deployment("web"), deployment("slow")));

        assertThat(backendOf(applied).message())
                .isEqualTo("health check failed after 0s: failed early due to stalled resources: "
                        + "[Deployment/shop/web status: 'Failed']");
    }

    @Test
    void checksWhatHealthChecksNameInTheGroupOfWorkloadsWhereTheyNameNone() {
        var unit = new TestRepository()
                .unit(
                        "backend",
                        definition -> definition.specified(spec -> spec.putArray("healthChecks")
                                .addObject()
                                .put("kind", "Deployment")
                                .put("namespace", "shop")
                                .put("name", "web")))
                .rendered()
                .units()
                .get(1);

        assertThat(unit.spec().healthChecks().get(0).id()).isEqualTo(WEB);
        assertThat(List.of(unit.spec().healthChecks().get(0).version())).containsExactly("v1");
    }
}
