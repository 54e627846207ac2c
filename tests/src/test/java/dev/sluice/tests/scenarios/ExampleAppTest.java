package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.camel.CamelPipelineRunner;
import dev.sluice.event.RunListener;
import dev.sluice.object.Manifest;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.render.Unit;
import dev.sluice.tests.Checkout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example application's manifests are what its README says. */
class ExampleAppTest {

    private final Path cache;

    ExampleAppTest(@TempDir Path cache) {
        this.cache = cache;
    }

    @Test
    void devRunsOneReplicaWithItsOwnMessage() {
        List<Manifest> manifests = render("dev");

        assertThat(manifests)
                .extracting(manifest -> manifest.id().toString())
                .contains("Namespace/web", "Deployment/web/web", "Service/web/web", "Ingress/web/web");
        assertThat(one(manifests, "Deployment").content().at("/spec/replicas").asInt())
                .isEqualTo(1);
        assertThat(one(manifests, "ConfigMap").content().at("/data/MESSAGE").asText())
                .isEqualTo("Hello from dev");
        assertThat(one(manifests, "Ingress").content().at("/spec/rules/0/host").asText())
                .isEqualTo("web.dev.example.com");
    }

    @Test
    void prodRunsThreeReplicasBehindTls() {
        List<Manifest> manifests = render("prod");

        assertThat(one(manifests, "Deployment").content().at("/spec/replicas").asInt())
                .isEqualTo(3);
        assertThat(one(manifests, "ConfigMap").content().at("/data/MESSAGE").asText())
                .isEqualTo("Hello from production");
        assertThat(one(manifests, "Ingress").content().at("/spec/tls/0/hosts/0").asText())
                .isEqualTo("web.example.com");
        assertThat(one(manifests, "PodDisruptionBudget").id().namespace()).isEqualTo("web");
    }

    @Test
    void aNewMessageIsANewRollout() {
        String name = one(render("dev"), "ConfigMap").id().name();

        assertThat(name).isEqualTo("web-bfhkmkk928");
        assertThat(one(render("dev"), "Deployment")
                        .content()
                        .at("/spec/template/spec/containers/0/envFrom/0/configMapRef/name")
                        .asText())
                .isEqualTo(name);
    }

    private List<Manifest> render(String cluster) {
        var request = RunRequest.builder(Command.RENDER, Checkout.root())
                .entries(List.of("example-app/gitops/clusters/" + cluster))
                .cache(cache)
                .build();
        try (var runner = new CamelPipelineRunner()) {
            RunResult result = runner.run(request, RunListener.NONE);
            assertDone(result);
            return result.rendered()
                    .map(rendered -> rendered.units().stream())
                    .orElse(Stream.empty())
                    .map(Unit::manifests)
                    .flatMap(List::stream)
                    .toList();
        }
    }

    private static Manifest one(List<Manifest> manifests, String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.id().kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
