package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.kubernetes.ServedApi.Reply;
import dev.sluice.object.Manifest;
import dev.sluice.object.Manifests;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KubernetesInspectionTest {

    private static final Manifest WEB = Manifests.read("""
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: web, namespace: shop, uid: u1}
                    spec:
                      selector:
                        matchLabels: {app: web}
                        matchExpressions: [{key: tier, operator: In, values: [a, b]}]
                    """, "web.yaml").get(0);

    @Test
    void tellsTheEventsAboutAnObjectInTheirOrder() throws IOException {
        try (var server = ServedApi.answering(Reply.ok("""
                        {"items": [
                          {"metadata": {"name": "b"}, "lastTimestamp": "2026-11-21T10:00:02Z"},
                          {"metadata": {"name": "c"}, "lastTimestamp": null, "eventTime": "2026-11-21T10:00:03.5Z"},
                          {"metadata": {"name": "a"}, "lastTimestamp": "2026-11-21T10:00:01Z"}]}
                        """));
                Api api = server.connect()) {

            assertThat(new KubernetesInspection(api, new Kinds()).events(WEB))
                    .extracting(event -> event.id().name())
                    .containsExactly("a", "b", "c");
            assertThat(server.lines())
                    .containsExactly("GET /api/v1/namespaces/shop/event?fieldSelector=involvedObject.uid%3Du1");
        }
    }

    @Test
    void findsWhatAnObjectControls() throws IOException {
        try (var server = ServedApi.answering(Reply.ok("""
                        {"items": [
                          {"metadata": {"name": "old", "creationTimestamp": "2026-11-21T10:00:01Z",
                            "ownerReferences": [{"uid": "u1", "controller": true}]}},
                          {"metadata": {"name": "new", "creationTimestamp": "2026-11-21T10:00:02Z",
                            "ownerReferences": [{"uid": "u1", "controller": true}]}},
                          {"metadata": {"name": "other", "ownerReferences": [{"uid": "u2", "controller": true}]}},
                          {"metadata": {"name": "loose", "ownerReferences": [{"uid": "u1"}]}}]}
                        """));
                Api api = server.connect()) {

            assertThat(new KubernetesInspection(api, new Kinds()).owned(WEB))
                    .extracting(object -> object.id().toString())
                    .containsExactly("ReplicaSet/new", "ReplicaSet/old");
            assertThat(server.lines())
                    .containsExactly("GET /apis/apps/v1/namespaces/shop/replicaset"
                            + "?labelSelector=app%3Dweb%2Ctier+in+%28a%2Cb%29");
        }
    }

    @Test
    void readsTheEndOfALog() throws IOException {
        try (var server = ServedApi.answering(Reply.ok("one\ntwo\n"));
                Api api = server.connect()) {

            assertThat(new KubernetesInspection(api, new Kinds()).logTail(WEB, "main", 2, true))
                    .containsExactly("one", "two");
            assertThat(server.lines())
                    .containsExactly(
                            "GET /api/v1/namespaces/shop/pods/web/log?container=main&tailLines=2&previous=true");
        }
    }

    @Test
    void whatIsForbiddenIsNothing() throws IOException {
        try (var server = ServedApi.answering(Reply.of(403, "{}"));
                Api api = server.connect()) {
            var inspection = new KubernetesInspection(api, new Kinds());

            assertThat(inspection.events(WEB)).isEmpty();
            assertThat(inspection.owned(WEB)).isEmpty();
            assertThat(inspection.logTail(WEB, "main", 2, false)).isEmpty();
        }
    }

    /** A server that serves every kind under its own name. */
    private static final class Kinds implements Resources {

        @Override
        public Optional<Resource> find(String group, String version, String kind) {
            return Optional.of(new Resource(group, "v1", kind, kind.toLowerCase(Locale.ROOT), true, Set.of()));
        }

        @Override
        public void refresh() {
            // They do not change.
        }
    }
}
