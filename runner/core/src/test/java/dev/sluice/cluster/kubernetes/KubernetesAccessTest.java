package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.AccessCheck.AccessRequest;
import dev.sluice.cluster.AccessCheck.Denial;
import dev.sluice.cluster.kubernetes.ServedApi.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class KubernetesAccessTest {

    private static final AccessRequest READ = new AccessRequest("get", "", "Pod", "log", "shop");

    @Test
    void tellsTheVersionOfTheServer() throws IOException {
        try (var server = ServedApi.answering(Reply.ok("{\"gitVersion\":\"v1.35.4\"}"));
                Api api = server.connect()) {

            assertThat(new KubernetesAccess(api, new NoKinds()).version()).isEqualTo("v1.35.4");
        }
    }

    @Test
    void asksWhetherARequestIsAllowed() throws IOException {
        try (var server = ServedApi.answering(Reply.of(201, "{\"status\":{\"allowed\":true}}"));
                Api api = server.connect()) {

            assertThat(new KubernetesAccess(api, new NoKinds()).denied(List.of(READ)))
                    .isEmpty();
            assertThat(server.asked().get(0).body())
                    .isEqualTo("{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":\"SelfSubjectAccessReview\","
                            + "\"spec\":{\"resourceAttributes\":{\"verb\":\"get\",\"group\":\"\",\"resource\":\"pods\","
                            + "\"subresource\":\"log\",\"namespace\":\"shop\"}}}");
        }
    }

    @Test
    void asksForTheSameOnce() throws IOException {
        try (var server = ServedApi.answering(Reply.of(201, "{\"status\":{\"allowed\":true}}"));
                Api api = server.connect()) {

            new KubernetesAccess(api, new NoKinds()).denied(List.of(READ, READ));

            assertThat(server.asked()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"Policy, policies", "Cart, carts", "Ingress, ingresses", "Endpoints, endpoints"})
    void guessesTheResourceOfAKindThatIsNotThereYet(String kind, String resource) throws IOException {
        var request = new AccessRequest("create", "x.example", kind, "", "");
        try (var server =
                        ServedApi.answering(Reply.of(201, "{\"status\":{\"allowed\":false,\"reason\":\"RBAC: no\"}}"));
                Api api = server.connect()) {

            assertThat(new KubernetesAccess(api, new NoKinds()).denied(List.of(request)))
                    .containsExactly(new Denial(request, resource, "RBAC: no"));
        }
    }

    /** A server that serves nothing. */
    private static final class NoKinds implements Resources {

        @Override
        public Optional<Resource> find(String group, String version, String kind) {
            return Optional.empty();
        }

        @Override
        public void refresh() {
            // They do not change.
        }
    }
}
