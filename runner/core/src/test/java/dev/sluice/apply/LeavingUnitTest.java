package dev.sluice.apply;

import static dev.sluice.change.TestRepository.configMap;
import static dev.sluice.change.TestRepository.configMapId;
import static dev.sluice.change.TestRepository.manifest;
import static dev.sluice.change.TestRepository.unitId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.change.Exempt;
import dev.sluice.change.TestRepository;
import dev.sluice.cluster.Cluster;
import dev.sluice.cluster.FakeAccess;
import dev.sluice.cluster.FakeCluster;
import dev.sluice.object.Manifest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the objects of a unit that goes itself. */
class LeavingUnitTest {

    private static final String USER = "system:serviceaccount:flux-system:tenant";
    private static final Manifest ACCOUNT = manifest("""
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: tenant, namespace: flux-system}
            """);

    private final FakeCluster cluster = new FakeCluster();
    private final List<String> deletedByTenant = new ArrayList<>();

    LeavingUnitTest() {
        cluster.seenBy(USER, (Cluster) Proxy.newProxyInstance(
                Cluster.class.getClassLoader(), new Class<?>[] {Cluster.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("delete")) {
                        deletedByTenant.add(arguments[0].toString());
                    }
                    return method.invoke(cluster, arguments);
                }));
    }

    private static TestRepository withTenant() {
        return without().unit("tenant", unit -> unit.with(configMap("web", "1"))
                .specified(spec -> spec.put("serviceAccountName", "tenant")));
    }

    private static TestRepository without() {
        return new TestRepository().unit("x", configMap("x", "1"));
    }

    private static TestRepository waitingForTermination(Manifest... objects) {
        return without().unit("slow", unit -> unit.with(objects).deletionPolicy("WaitForTermination"));
    }

    @Test
    void isPrunedByWhoeverAppliedItsObjects() {
        cluster.apply(ACCOUNT);
        TestRun.reconcile(cluster, withTenant());

        TestRun.reconcile(cluster, without());

        assertThat(deletedByTenant).containsExactly("ConfigMap/shop/web");
    }

    @Test
    void isDeletedByWhoeverAppliedItsObjects() {
        cluster.apply(ACCOUNT);
        TestRun.reconcile(cluster, withTenant());

        new TestRun(cluster).delete();

        assertThat(deletedByTenant).containsExactly("ConfigMap/shop/web");
    }

    @Test
    void leavesItsObjectsWhereItsAccountIsGone() {
        cluster.answering(new FakeAccess("v1.35.4", request -> false));
        TestRun.reconcile(cluster, withTenant());

        Applied applied = TestRun.reconcile(cluster, without());

        assertThat(cluster.held()).contains(configMapId("web"));
        assertThat(cluster.inventory(unitId("tenant"))).isNull();
        assertThat(applied.changeSet().exempt())
                .containsExactly(new Exempt(
                        unitId("tenant"), configMapId("web"), "who applied it is not there any more: " + USER));
    }

    @Test
    void asksForNoAccountWhereThereAreNone() {
        TestRun.reconcile(cluster, withTenant());

        TestRun.reconcile(cluster, without());

        assertThat(cluster.held()).doesNotContain(configMapId("web"));
    }

    @Test
    void waitsForItsObjectsAsLongAsItSaid() {
        TestRun.reconcile(cluster, waitingForTermination(configMap("a", "1")));

        TestRun.reconcile(cluster, without());

        assertThat(cluster.patiences()).containsExactly(Duration.ofMinutes(10));
    }

    @Test
    void waitsForNothingWhereItStays() {
        TestRun.reconcile(cluster, waitingForTermination(configMap("a", "1"), configMap("b", "1")));

        TestRun.reconcile(cluster, waitingForTermination(configMap("a", "1")));

        assertThat(cluster.held()).doesNotContain(configMapId("b"));
        assertThat(cluster.patiences()).isEmpty();
    }
}
