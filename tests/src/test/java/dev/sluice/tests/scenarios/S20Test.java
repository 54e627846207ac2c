package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.object.Manifest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.render.Rendered;
import dev.sluice.render.Unit;
import dev.sluice.source.GitHttpServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S20, its render part: one application from two branches of a repository, in two namespaces. */
class S20Test {

    @Test
    void rendersEachEnvironmentFromItsBranch(@TempDir Path directory) throws Exception {
        try (var server = GitHttpServer.http()) {
            server.serve(
                    "/chuck-norris-app.git",
                    application(directory.resolve("app")).gitDirectory(),
                    login -> true);
            String url = server.url("/chuck-norris-app.git");
            var scene =
                    new Scene(directory).files(environment("dev", "dev", url)).files(environment("prod", "main", url));

            RunResult result = scene.render("clusters/cluster01");

            assertDone(result);
            Rendered rendered = result.rendered().orElseThrow();
            assertThat(objects(rendered, "dev"))
                    .containsExactlyInAnyOrder("Deployment/dev/chuck-norris-app", "Service/dev/chuck-norris-app");
            assertThat(objects(rendered, "prod"))
                    .containsExactlyInAnyOrder("Deployment/prod/chuck-norris-app", "Service/prod/chuck-norris-app");
            assertThat(unit(rendered, "dev").source().revision()).matches("dev@sha1:[0-9a-f]{40}");
            assertThat(unit(rendered, "prod").source().revision()).matches("main@sha1:[0-9a-f]{40}");
        }
    }

    private static GitFolder application(Path directory) {
        return new GitFolder(directory, "main")
                .commit(manifests("prod"), "Deploy v1 in prod")
                .branch("dev")
                .commit(manifests("dev"), "Deploy v1 in dev");
    }

    private static List<String> objects(Rendered rendered, String name) {
        return unit(rendered, name).manifests().stream()
                .map(Manifest::id)
                .map(Object::toString)
                .toList();
    }

    private static Unit unit(Rendered rendered, String name) {
        return rendered.units().stream()
                .filter(unit -> unit.id().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What {@code flux create source git} and {@code flux create kustomization} export. */
    private static String environment(String name, String branch, String url) {
        return """
                -- clusters/cluster01/apps/%1$s.yaml --
                ---
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: %1$s
                  namespace: flux-system
                spec:
                  interval: 30s
                  ref:
                    branch: %2$s
                  url: %3$s
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: %1$s
                  namespace: flux-system
                spec:
                  interval: 1m0s
                  path: ./env/%1$s
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: %1$s
                  targetNamespace: %1$s
                """.formatted(name, branch, url);
    }

    private static String manifests(String environment) {
        return """
                -- env/%1$s/deployment.yaml --
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: chuck-norris-app
                  namespace: %1$s
                spec:
                  replicas: 1
                  selector:
                    matchLabels:
                      app: chuck-norris-app
                  template:
                    metadata:
                      labels:
                        app: chuck-norris-app
                    spec:
                      containers:
                      - image: registry.test/chuck-norris-app:v1
                        name: chuck-norris-app
                        imagePullPolicy: Always
                        ports:
                        - containerPort: 8080
                      restartPolicy: Always
                -- env/%1$s/service.yaml --
                apiVersion: v1
                kind: Service
                metadata:
                  name: chuck-norris-app
                  namespace: %1$s
                spec:
                  ports:
                  - port: 8080
                    protocol: TCP
                  selector:
                    app: chuck-norris-app
                  type: ClusterIP
                """.formatted(environment);
    }
}
