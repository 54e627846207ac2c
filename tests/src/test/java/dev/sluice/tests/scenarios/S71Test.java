package dev.sluice.tests.scenarios;

import static dev.sluice.source.GitRepositories.basic;
import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import dev.sluice.source.GitHttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S71, its source part: a private repository for each environment, each job with the login of its own one only. */
class S71Test {

    private static final Map<String, String> STAGING_JOB =
            Map.of("FLEET_USER", "staging", "FLEET_TOKEN", "token-of-staging");

    private final GitHttpServer server;
    private final Scene scene;

    S71Test(@TempDir Path directory) throws Exception {
        server = GitHttpServer.http();
        String staging = serve(fleet(directory, "staging"), "staging");
        String production = serve(fleet(directory, "production"), "production");
        scene = new Scene(directory)
                .files("""
                        -- sluice.yaml --
                        apiVersion: sluice.dev/v1alpha1
                        kind: Pipeline
                        spec:
                          credentials:
                            - {host: "%s", usernameEnv: FLEET_USER, passwordEnv: FLEET_TOKEN}
                        """.formatted(URI.create(staging).getAuthority()))
                .files(cluster("staging", staging))
                .files(cluster("production", production));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theStagingJobNeverAsksForTheOtherRepository() {
        RunResult result = run("clusters/staging");

        assertDone(result);
        assertThat(scene.objects().values()).anyMatch(content -> content.contains("environment: staging"));
        assertThat(server.requests()).isNotEmpty().allMatch(request -> request.path()
                .startsWith("/private/fleet-staging.git/"));
    }

    @Test
    void theLoginOfOneRepositoryDoesNotOpenTheOther() {
        RunResult result = run("clusters/production");

        assertEnded(result, Verdict.REJECTED, "authentication required|not authorized|unauthorized");
        assertThat(result.report().toString()).doesNotContain("token-of-staging");
        assertThat(scene.objects()).isEmpty();
    }

    /** Serves the repository of an environment to who has its token; answers its URL. */
    private String serve(GitFolder repository, String environment) throws IOException {
        String path = "/private/fleet-" + environment + ".git";
        server.serve(path, repository.gitDirectory(), basic(environment, "token-of-" + environment)::equals);
        return server.url(path);
    }

    private RunResult run(String entry) {
        return scene.run(Command.RECONCILE, entry, request -> request.environment(STAGING_JOB));
    }

    private static GitFolder fleet(Path directory, String environment) {
        return new GitFolder(directory.resolve("fleet-" + environment), "main")
                .commit("""
                -- apps/config.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: fleet
                  namespace: default
                data:
                  environment: %s
                """.formatted(environment), "Add the fleet");
    }

    private static String cluster(String environment, String url) {
        return """
                -- clusters/%1$s/fleet.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: fleet
                  namespace: flux-system
                spec:
                  interval: 1m
                  url: %2$s
                  ref:
                    branch: main
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: fleet
                  namespace: flux-system
                spec:
                  interval: 10m
                  path: ./apps
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: fleet
                """.formatted(environment, url);
    }
}
