package dev.sluice.tests.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.junit.TestCluster;
import dev.sluice.junit.TestNamespace;
import dev.sluice.junit.WithCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvn gitops:reconcile} of a project's own manifests on a real cluster. */
@WithCluster
class PluginOnClusterTest {

    private static final String CONFIGURATION = """
            <entries>manifests</entries>
            <namespace>%s</namespace>
            <kubeconfig>%s</kubeconfig>
            <wait>true</wait>
            """;

    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              namespace: %s
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: "registry.test/web:1"}]}
            """;

    private static Optional<MavenBuilds> builds = Optional.empty();

    @TempDir
    private Path project;

    @BeforeAll
    static void installThePlugin() throws IOException {
        builds = MavenBuilds.withThePlugin();
    }

    @Test
    void theBuildEndsWhenTheDeploymentIsReadyAndTheNextOneChangesNothing(TestCluster cluster, TestNamespace namespace)
            throws Exception {
        assumeTrue(builds.isPresent(), "the plugin is packaged");
        Git.init().setDirectory(project.toFile()).call().close();
        Files.writeString(
                project.resolve("pom.xml"),
                MavenBuilds.project(CONFIGURATION.formatted(namespace.name(), cluster.kubeconfig())));
        Files.createDirectories(project.resolve("manifests"));
        Files.writeString(project.resolve("manifests/web.yaml"), WEB.formatted(namespace.name()));

        MavenBuilds.Build first = builds.orElseThrow().run("3.9.16", project, "gitops:reconcile");
        MavenBuilds.Build second = builds.orElseThrow().run("3.9.16", project, "gitops:reconcile");

        assertThat(first.output())
                .contains("BUILD SUCCESS", "Deployment/" + namespace.name() + "/web created", "Health check passed");
        assertThat(second.output()).contains("BUILD SUCCESS", "Nothing changed");
        assertThat(namespace.kubectl("get", "deploy/web", "-o=jsonpath={.status.readyReplicas}"))
                .isEqualTo("1");
    }
}
