package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cluster.Propagation;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.ObjectId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ObjectDeletionTest {

    private static final Resource CONFIG_MAPS = new Resource("", "v1", "ConfigMap", "configmaps", true, Set.of());
    private static final Resource NAMESPACES = new Resource("", "v1", "Namespace", "namespaces", false, Set.of());
    private static final ObjectId SETTINGS = new ObjectId("", "ConfigMap", "shop", "settings");
    private static final ObjectId SHOP = new ObjectId("", "Namespace", "", "shop");
    private static final String ADDRESS = "/api/v1/namespaces/shop/configmaps/settings";
    private static final ApiAnswer DELETED =
            ScriptedApi.ok("{kind: Status, apiVersion: v1, status: Success, details: {uid: u1}}");

    @Test
    void deletesOnlyTheObjectThatWasSeen() {
        var api = new ScriptedApi(call -> DELETED);

        deletion(api).delete(SETTINGS, "u1", Propagation.BACKGROUND, Duration.ZERO);

        assertThat(api.asked()).containsExactly("DELETE " + ADDRESS);
        assertThat(api.body(0))
                .isEqualTo(ScriptedApi.yaml("{apiVersion: v1, kind: DeleteOptions, propagationPolicy: Background,"
                        + " preconditions: {uid: u1}}"));
    }

    @Test
    void waitsUntilItIsGone() {
        var reads = new AtomicInteger();
        var api = new ScriptedApi(call -> {
            if (call.verb() == ApiCall.Verb.DELETE) {
                return DELETED;
            }
            return reads.incrementAndGet() < 3
                    ? ScriptedApi.ok("{metadata: {name: settings, uid: u1}}")
                    : ScriptedApi.notFound();
        });

        deletion(api).delete(SETTINGS, "", Propagation.FOREGROUND, Duration.ofMinutes(1));

        assertThat(api.asked())
                .containsExactly("DELETE " + ADDRESS, "GET " + ADDRESS, "GET " + ADDRESS, "GET " + ADDRESS);
    }

    @Test
    void doesNotWaitForAnotherObjectOfTheSameName() {
        var api = new ScriptedApi(call ->
                call.verb() == ApiCall.Verb.DELETE ? DELETED : ScriptedApi.ok("{metadata: {name: settings, uid: u2}}"));

        deletion(api).delete(SETTINGS, "", Propagation.BACKGROUND, Duration.ofMinutes(1));

        assertThat(api.asked()).containsExactly("DELETE " + ADDRESS, "GET " + ADDRESS);
    }

    @Test
    void saysWhatItWaitedForWhenTheRunIsStopped() {
        var cancel = CancelSignal.never();
        var reads = new AtomicInteger();
        var api = new ScriptedApi(call -> {
            if (call.verb() == ApiCall.Verb.DELETE) {
                return DELETED;
            }
            if (reads.incrementAndGet() == 2) {
                cancel.cancel("told to stop");
            }
            return ScriptedApi.ok("{metadata: {name: settings, uid: u1, finalizers: [a.test/keep]}}");
        });

        assertThatThrownBy(() ->
                        deletion(api, cancel).delete(SETTINGS, "u1", Propagation.BACKGROUND, Duration.ofMinutes(1)))
                .isInstanceOf(TimedOut.class)
                .hasMessage("ConfigMap/shop/settings: still there 0 s after its deletion: finalizer a.test/keep;"
                        + " run cancelled: told to stop");
    }

    @Test
    void namesTheFinalizersOfWhatDoesNotGo() {
        var api = new ScriptedApi(call -> call.verb() == ApiCall.Verb.DELETE
                ? DELETED
                : ScriptedApi.ok("{metadata: {name: settings, uid: u1, finalizers: [a.test/keep, b.test/hold]}}"));

        assertThatThrownBy(() -> deletion(api).delete(SETTINGS, "", Propagation.BACKGROUND, Duration.ofMillis(1)))
                .isInstanceOf(TimedOut.class)
                .hasMessage("ConfigMap/shop/settings: still there 0 s after its deletion: finalizer a.test/keep,"
                        + " finalizer b.test/hold");
    }

    @Test
    void saysWhatRemainsInANamespace() {
        var api = new ScriptedApi(call -> call.verb() == ApiCall.Verb.DELETE ? DELETED : ScriptedApi.ok("""
                                metadata: {name: shop, uid: u1}
                                spec: {finalizers: [kubernetes]}
                                status:
                                  conditions:
                                    - {type: NamespaceDeletionDiscoveryFailure, status: "False", message: all fine}
                                    - {type: NamespaceContentRemaining, status: "True", message: configmaps. has 1}
                                """));

        assertThatThrownBy(() -> deletion(api).delete(SHOP, "", Propagation.BACKGROUND, Duration.ofMillis(1)))
                .hasMessage("Namespace/shop: still there 0 s after its deletion: configmaps. has 1");
    }

    @Test
    void succeedsWhereAnotherObjectHasTheName() {
        var api = new ScriptedApi(call -> call.verb() == ApiCall.Verb.DELETE
                ? ScriptedApi.no(409, "Conflict", "the UID in the precondition (u1) does not match")
                : ScriptedApi.ok("{metadata: {name: settings, uid: u2}}"));

        deletion(api).delete(SETTINGS, "u1", Propagation.BACKGROUND, Duration.ofMinutes(1));

        assertThat(api.asked()).containsExactly("DELETE " + ADDRESS, "GET " + ADDRESS);
    }

    @Test
    void succeedsWhereNothingIsThere() {
        var api = new ScriptedApi(call -> ScriptedApi.notFound());

        deletion(api).delete(SETTINGS, "", Propagation.BACKGROUND, Duration.ofMinutes(1));

        assertThat(api.asked()).containsExactly("DELETE " + ADDRESS);
    }

    @Test
    void succeedsWhereTheKindIsGone() {
        var api = new ScriptedApi(call -> ScriptedApi.notFound());

        deletion(api).delete(new ObjectId("toys.test", "Toy", "shop", "t"), "", Propagation.BACKGROUND, Duration.ZERO);

        assertThat(api.asked()).isEmpty();
    }

    @Test
    void tellsWhatTheServerRefuses() {
        var api = new ScriptedApi(call -> ScriptedApi.no(403, "Forbidden", "not you"));

        assertThatThrownBy(() -> deletion(api).delete(SETTINGS, "", Propagation.BACKGROUND, Duration.ZERO))
                .isInstanceOf(Rejected.class)
                .hasMessage("ConfigMap/shop/settings delete failed (Forbidden): not you");
    }

    private ObjectDeletion deletion(ScriptedApi api) {
        return deletion(api, CancelSignal.never());
    }

    private ObjectDeletion deletion(ScriptedApi api, CancelSignal cancel) {
        var kinds = new Kinds(new FixedResources(List.of(CONFIG_MAPS, NAMESPACES)));
        var reads = new ObjectReads(api, kinds, 500);
        return new ObjectDeletion(api, kinds, reads, cancel, Clock.systemUTC());
    }
}
