package dev.sluice.apply;

import static dev.sluice.apply.HealthCheckTest.AVAILABLE;
import static dev.sluice.apply.HealthCheckTest.deployment;
import static dev.sluice.apply.HealthCheckTest.deploymentId;
import static dev.sluice.change.TestRepository.annotated;
import static dev.sluice.change.TestRepository.configMap;
import static dev.sluice.change.TestRepository.configMapId;
import static dev.sluice.change.TestRepository.manifest;
import static dev.sluice.change.TestRepository.unitId;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.apply.Outcome.UnitFailed;
import dev.sluice.change.TestRepository;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.cluster.Inventory;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a naive reimplementation of kustomize-controller gets wrong, numbered as in flux-semantics.md. Where our rule is
 * another one, Flux's stands beside it.
 */
@Timeout(60)
class FluxTrapsTest {

    private final FakeCluster cluster = new FakeCluster();
    private final TestRun run = new TestRun(cluster);

    private List<String> reconcile(TestRepository repository) {
        return TestRun.lines(run.reconcile(repository));
    }

    private Inventory inventory(String unit) {
        return requireNonNull(cluster.inventory(unitId(unit)));
    }

    private static TestRepository apps(Manifest... objects) {
        return new TestRepository().unit("apps", objects);
    }

    private static Manifest service(String name) {
        return manifest("{apiVersion: v1, kind: Service, metadata: {name: %s, namespace: shop}}".formatted(name));
    }

    @Test
    void trap6HeedsOptOutsInAnyCaseAsLabelOrAnnotationOfTheLiveObject() {
        reconcile(apps(configMap("a", "1"), configMap("b", "1")));
        cluster.edit(configMapId("a"), live -> live.withObject("/metadata/labels")
                .put("kustomize.toolkit.fluxcd.io/reconcile", "DISABLED"));
        cluster.edit(configMapId("b"), live -> live.withObject("/metadata/annotations")
                .put("kustomize.toolkit.fluxcd.io/ssa", "ignore"));

        List<String> lines = reconcile(apps(configMap("a", "2"), configMap("b", "2")));

        assertThat(lines).isEmpty();
    }

    /** Flux: the empty build is Ready, and prunes everything. */
    @Test
    void trap8RefusesAnEmptyBuild() {
        reconcile(apps(configMap("a", "1")));
        cluster.writes();

        assertThatThrownBy(() -> reconcile(apps()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("Kustomization/flux-system/apps: the build is empty");

        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void trap13WritesNothingWhereOneObjectIsRefused() {
        cluster.refusing(configMapId("b"), () -> Optional.of("no"));

        Applied applied = run.reconcile(apps(configMap("a", "1"), configMap("b", "1"), configMap("c", "1")));

        assertThat(applied.outcomes().get(1)).isInstanceOf(UnitFailed.class);
        assertThat(cluster.held()).isEmpty();
    }

    @Test
    void trap14AppliesKindsInFluxsOrderWebhooksLast() {
        Manifest webhook = manifest("""
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: guard}
                """);
        Manifest ingress = manifest("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, namespace: shop}
                """);

        List<String> lines = reconcile(apps(webhook, ingress, deployment("web"), service("web"), configMap("a", "1")));

        assertThat(lines)
                .containsExactly(
                        "ConfigMap/shop/a created",
                        "Service/shop/web created",
                        "Deployment/shop/web created",
                        "Ingress/shop/web created",
                        "ValidatingWebhookConfiguration/guard created");
    }

    @Test
    void trap15TakesOverWhatKubectlOwnsUnlessTheObjectIsToBeMerged() {
        reconcile(apps(configMap("a", "1"), configMap("b", "1")));
        cluster.ownedByKubectl(configMapId("a"), without -> without)
                .ownedByKubectl(configMapId("b"), without -> without)
                .writes();

        reconcile(
                apps(configMap("a", "2"), annotated(configMap("b", "2"), "kustomize.toolkit.fluxcd.io/ssa", "merge")));

        assertThat(cluster.writes())
                .contains("take over ConfigMap/shop/a", "apply ConfigMap/shop/a", "apply ConfigMap/shop/b")
                .doesNotContain("take over ConfigMap/shop/b");
    }

    /** Flux deletes while it is still trying the others, and loses the object where one of those is refused. */
    @Test
    void trap16RecreatesByForceOnlyWhenNothingOfTheUnitIsRefused() {
        reconcile(apps(configMap("a", "1"), configMap("b", "1")));
        cluster.immutable(configMapId("a"), "field is immutable")
                .refusing(configMapId("b"), () -> Optional.of("no"))
                .writes();

        reconcile(new TestRepository().unit("apps", unit -> unit.with(configMap("a", "2"), configMap("b", "2"))
                .force()));

        assertThat(cluster.writes()).isEmpty();
        assertThat(cluster.held()).contains(configMapId("a"));
    }

    /** A recreation that dies between its two requests: the object is remembered, and comes back. */
    @Test
    void trap16CreatesInTheNextRunWhatWasDeletedToBeRecreated() {
        reconcile(apps(configMap("a", "1")));
        cluster.immutable(configMapId("a"), "field is immutable").beforeWrite(id -> {
            if (cluster.object(id) == null) {
                throw new Rejected(id.toString(), "apply failed: no");
            }
        });
        TestRepository forced = new TestRepository()
                .unit("apps", unit -> unit.with(configMap("a", "2")).force());
        reconcile(forced);
        cluster.beforeWrite(id -> {});

        assertThat(inventory("apps").objects()).containsOnlyKeys(configMapId("a"));
        assertThat(reconcile(forced)).containsExactly("ConfigMap/shop/a created");
    }

    @Test
    void trap17DoesNotAskTheLiveObjectWhetherItIsAppliedOnlyOnce() {
        reconcile(apps(configMap("a", "1")));
        cluster.edit(configMapId("a"), live -> live.withObject("/metadata/annotations")
                .put("kustomize.toolkit.fluxcd.io/ssa", "IfNotPresent"));

        assertThat(reconcile(apps(configMap("a", "2")))).containsExactly("ConfigMap/shop/a configured");
    }

    @Test
    void trap17KeepsWhatItSkipsInTheInventoryAndPrunesItUnlessItIsIgnored() {
        Manifest once = annotated(configMap("once", "1"), "kustomize.toolkit.fluxcd.io/ssa", "IfNotPresent");
        reconcile(apps(configMap("a", "1"), once, configMap("ignored", "1")));
        cluster.edit(configMapId("ignored"), live -> live.withObject("/metadata/annotations")
                .put("kustomize.toolkit.fluxcd.io/ssa", "Ignore"));
        reconcile(apps(configMap("a", "1"), once, configMap("ignored", "1")));

        assertThat(inventory("apps").objects()).containsKeys(configMapId("once"), configMapId("ignored"));
        assertThat(reconcile(apps(configMap("a", "1")))).containsExactly("ConfigMap/shop/once deleted");
    }

    /** Flux: a failed apply leaves the old inventory, and nobody prunes what it had created. */
    @Test
    void trap18RemembersWhatAFailedRunCreated() {
        cluster.failing(new ObjectId("", "Service", "shop", "web"), new Rejected("", "apply failed: no"));
        reconcile(apps(configMap("a", "1"), service("web")));
        cluster.healed();

        assertThat(inventory("apps").objects()).containsKey(configMapId("a"));
        assertThat(reconcile(apps(service("web"))))
                .containsExactly("Service/shop/web created", "ConfigMap/shop/a deleted");
    }

    /** Flux prunes each Kustomization before it looks at health, and before another one could take an object over. */
    @Test
    void trap19PrunesWhenTheWholeGraphIsReady() {
        reconcile(apps(configMap("a", "1"), configMap("b", "1")));
        cluster.onWatch(ids -> {
            assertThat(cluster.held()).contains(configMapId("b"));
            cluster.status(deploymentId("web"), AVAILABLE);
        });

        List<String> lines = reconcile(apps(configMap("a", "1"))
                .unit("web", unit -> unit.with(deployment("web")).waits()));

        assertThat(lines).containsExactly("Deployment/shop/web created", "ConfigMap/shop/b deleted");
    }

    @Test
    void trap20ForgetsForGoodWhatLeavesWhileNothingIsPruned() {
        reconcile(apps(configMap("a", "1"), configMap("b", "1")));
        reconcile(new TestRepository()
                .unit("apps", unit -> unit.with(configMap("a", "1")).prune(false)));

        assertThat(reconcile(apps(configMap("a", "1")))).isEmpty();
        assertThat(cluster.held()).contains(configMapId("b"));
    }

    @Test
    void trap23BeginsOnlyWhenItsDependencyIsAppliedAtThisRevision() {
        TestRepository first = apps(configMap("a", "1"))
                .unit("later", unit -> unit.with(configMap("b", "1")).after("apps"));
        reconcile(first);
        cluster.failing(configMapId("a"), new Rejected("", "apply failed: no"));

        List<String> lines = reconcile(apps(configMap("a", "2"))
                .unit("later", unit -> unit.with(configMap("b", "2")).after("apps"))
                .revision("main@sha1:2222222222222222222222222222222222222222"));

        assertThat(lines).isEmpty();
        assertThat(inventory("later").revision()).isEqualTo("main@sha1:1111111111111111111111111111111111111111");
    }
}
