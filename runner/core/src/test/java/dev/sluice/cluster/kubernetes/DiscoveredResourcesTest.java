package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cluster.kubernetes.ServedApi.Asked;
import dev.sluice.cluster.kubernetes.ServedApi.Reply;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DiscoveredResourcesTest {

    private static final String CORE = """
            {"kind": "APIGroupDiscoveryList", "items": [{"metadata": {}, "versions": [{"version": "v1", "resources": [
              {"resource": "pods", "responseKind": {"kind": "Pod"}, "scope": "Namespaced", "verbs": ["get", "list"]}
            ]}]}]}
            """;
    private static final String GROUPS = """
            {"kind": "APIGroupDiscoveryList", "items": [{"metadata": {"name": "shop.example"}, "versions": [
              {"version": "v2", "resources": [
                {"resource": "carts", "responseKind": {"kind": "Cart"}, "scope": "Cluster", "verbs": ["get"]}]},
              {"version": "v1", "resources": [
                {"resource": "carts", "responseKind": {"kind": "Cart"}, "scope": "Cluster", "verbs": ["get"]},
                {"resource": "tills", "responseKind": {"kind": "Till"}, "scope": "Namespaced", "verbs": ["get"]}]}
            ]}]}
            """;
    private static final Resource CART = new Resource("shop.example", "v2", "Cart", "carts", false, Set.of("get"));

    @Test
    void findsAKind() throws IOException {
        try (var server = ServedApi.answering(DiscoveredResourcesTest::aggregated);
                Api api = server.connect()) {

            assertThat(new DiscoveredResources(api).find("", "v1", "Pod"))
                    .contains(new Resource("", "v1", "Pod", "pods", true, Set.of("get", "list")));
        }
    }

    @Test
    void prefersTheFirstVersion() throws IOException {
        try (var server = ServedApi.answering(DiscoveredResourcesTest::aggregated);
                Api api = server.connect()) {

            assertThat(new DiscoveredResources(api).find("shop.example", "", "Cart"))
                    .contains(CART);
        }
    }

    @Test
    void prefersTheFirstVersionThatHasTheKind() throws IOException {
        try (var server = ServedApi.answering(DiscoveredResourcesTest::aggregated);
                Api api = server.connect()) {

            assertThat(new DiscoveredResources(api).find("shop.example", "", "Till"))
                    .map(Resource::version)
                    .contains("v1");
        }
    }

    @Test
    void doesNotKnowWhatIsNotServed() throws IOException {
        try (var server = ServedApi.answering(DiscoveredResourcesTest::aggregated);
                Api api = server.connect()) {

            assertThat(new DiscoveredResources(api).find("shop.example", "v3", "Cart"))
                    .isEmpty();
        }
    }

    @Test
    void asksForEverythingInTwoRequests() throws IOException {
        try (var server = ServedApi.answering(DiscoveredResourcesTest::aggregated);
                Api api = server.connect()) {
            var resources = new DiscoveredResources(api);
            resources.find("", "v1", "Pod");
            resources.find("shop.example", "", "Cart");

            assertThat(server.lines()).containsExactlyInAnyOrder("GET /api", "GET /apis");
        }
    }

    @Test
    void asksAgainWhenItIsTold() throws IOException {
        try (var server = ServedApi.answering(DiscoveredResourcesTest::aggregated);
                Api api = server.connect()) {
            var resources = new DiscoveredResources(api);
            resources.find("", "v1", "Pod");

            resources.refresh();

            assertThat(server.asked()).hasSize(4);
        }
    }

    @Test
    void asksAnOldServerForAGroupThatIsWanted() throws IOException {
        try (var server = ServedApi.answering(DiscoveredResourcesTest::old);
                Api api = server.connect()) {

            assertThat(new DiscoveredResources(api).find("shop.example", "", "Cart"))
                    .contains(CART);
            assertThat(server.lines()).containsExactlyInAnyOrder("GET /api", "GET /apis", "GET /apis/shop.example/v2");
        }
    }

    @Test
    void aServerThatDoesNotTellIsRejected() throws IOException {
        try (var server = ServedApi.answering(Reply.of(403, "{\"message\":\"no\"}"));
                Api api = server.connect()) {
            var resources = new DiscoveredResources(api);

            assertThatThrownBy(() -> resources.find("", "v1", "Pod"))
                    .isInstanceOf(Rejected.class)
                    .hasMessage(server.uri() + ": it does not say what it serves: no");
        }
    }

    @Test
    void doesNotTakeTheKindsOfAnApiThatDoesNotAnswerForNone() throws IOException {
        try (var server = ServedApi.answering(DiscoveredResourcesTest::stale);
                Api api = server.connect()) {
            var resources = new DiscoveredResources(api);

            assertThatThrownBy(() -> resources.find("shop.example", "", "Cart"))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageStartingWith("shop.example/v1: it is not known which kinds it has: ");
            assertThat(resources.find("", "v1", "Pod")).isPresent();
        }
    }

    @Test
    void anApiThatIsForbiddenIsNotTakenForAnEmptyOne() throws IOException {
        try (var server = ServedApi.answering(asked ->
                        asked.target().startsWith("/apis/") ? Reply.of(403, "{\"message\":\"no\"}") : stale(asked));
                Api api = server.connect()) {
            var resources = new DiscoveredResources(api);

            assertThatThrownBy(() -> resources.find("shop.example", "", "Cart"))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("shop.example/v1: it is not known which kinds it has: no");
        }
    }

    /** As an API server answers for an APIService whose Service is not there. */
    private static Reply stale(Asked asked) {
        return switch (asked.target()) {
            case "/api" -> Reply.ok(CORE);
            case "/apis" -> Reply.ok("""
                    {"kind": "APIGroupDiscoveryList", "items": [{"metadata": {"name": "shop.example"},
                      "versions": [{"version": "v1", "freshness": "Stale"}]}]}
                    """);
            default -> Reply.of(503, "service unavailable");
        };
    }

    private static Reply aggregated(Asked asked) {
        return Reply.ok(asked.target().equals("/api") ? CORE : GROUPS);
    }

    private static Reply old(Asked asked) {
        return Reply.ok(
                switch (asked.target()) {
                    case "/api" -> "{\"kind\": \"APIVersions\", \"versions\": [\"v1\"]}";
                    case "/apis" -> """
                        {"kind": "APIGroupList", "groups": [{"name": "shop.example",
                          "versions": [{"version": "v1"}, {"version": "v2"}],
                          "preferredVersion": {"version": "v2"}}]}
                        """;
                    default -> """
                        {"kind": "APIResourceList", "resources": [
                          {"name": "carts", "kind": "Cart", "namespaced": false, "verbs": ["get"]},
                          {"name": "carts/status", "kind": "Cart", "namespaced": false, "verbs": ["patch"]}]}
                        """;
                });
    }
}
