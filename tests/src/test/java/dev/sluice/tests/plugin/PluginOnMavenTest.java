package dev.sluice.tests.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin in builds of every Maven that it is for, as a user's project has it: installed, named in the POM. */
@Execution(ExecutionMode.SAME_THREAD)
class PluginOnMavenTest {

    private static final String GIT_OPS = "Sluice Maven plugin";

    private static final String APPS = """
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata:
              name: apps
              namespace: flux-system
            spec:
              interval: 10m
              path: ./apps
              prune: true
              sourceRef:
                kind: GitRepository
                name: flux-system
            """;

    private static final String SETTINGS = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              namespace: shop
            data:
              message: hello
            """;

    private static Optional<MavenBuilds> builds = Optional.empty();

    @TempDir
    private Path project;

    @BeforeAll
    static void installThePlugin() throws IOException {
        builds = MavenBuilds.withThePlugin();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.8", "3.9.16", "4.0.0-rc-4"})
    void rendersAndReconcilesARepository(String maven) throws Exception {
        project();

        MavenBuilds.Build build = maven(
                maven,
                "gitops:help",
                "gitops:render",
                "gitops:reconcile",
                "-Dsluice.output=out",
                "-Dsluice.target=dir:live");

        assertThat(build.output()).contains(GIT_OPS, "BUILD SUCCESS", "ConfigMap/shop/settings created");
        assertThat(build.exitCode()).isZero();
        assertThat(yaml("out")).anySatisfy(text -> assertThat(text).contains("message: hello"));
        assertThat(yaml("live")).anySatisfy(text -> assertThat(text).contains("message: hello"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.8", "3.9.16", "4.0.0-rc-4"})
    void failsTheBuildWithTheMessageOfTheCommandLine(String maven) throws Exception {
        project();
        Files.writeString(project.resolve("apps/settings.yaml"), "kind: ConfigMap\nkind: Secret\n");

        MavenBuilds.Build build = maven(maven, "gitops:render", "-Dsluice.report=target/report.json");

        assertThat(build.exitCode()).isNotZero();
        assertThat(build.output()).contains("BUILD FAILURE", "settings.yaml:2", "✗ invalid");
        assertThat(project.resolve("target/report.json")).content().contains("\"exitCode\" : 3");
    }

    @Test
    void rendersSeveralRoots() throws Exception {
        project();
        write("pom.xml", MavenBuilds.project("<roots><root>clusters/dev</root><root>clusters/prod</root></roots>"));
        write("clusters/prod/apps.yaml", APPS);

        MavenBuilds.Build build = maven("3.9.16", "gitops:render", "-Dsluice.report=target/report.json");

        assertThat(build.output())
                .contains(
                        "# root: clusters/dev\n",
                        "---\n# root: clusters/prod\n",
                        "✔ clusters/prod: 1 object rendered",
                        "BUILD SUCCESS");
        assertThat(project.resolve("target/report.json")).content().contains("\"entry\" : \"clusters/prod\"");
    }

    @Test
    void rendersADirectoryThatKnowsNothingOfFlux() throws Exception {
        write("pom.xml", MavenBuilds.project("<output>${project.build.directory}/${sluice.name}</output>"));
        write("base/settings.yaml", SETTINGS);
        write("base/kustomization.yaml", "resources: [settings.yaml]\n");
        write("overlays/dev/kustomization.yaml", "namePrefix: dev-\nresources: [../../base]\n");
        write("plain/settings.yaml", SETTINGS);

        MavenBuilds.Build overlay = render("overlays/dev", "shop-dev");
        MavenBuilds.Build plain = render("plain", "shop");

        assertThat(overlay.output()).contains("1 object rendered", "BUILD SUCCESS");
        assertThat(project.resolve("target/shop-dev/shops/shop-dev/shop_configmap_dev-settings.yaml"))
                .hasContent(owned("dev-settings", "shop-dev"));
        assertThat(plain.output()).contains("1 object rendered", "BUILD SUCCESS");
        assertThat(project.resolve("target/shop/shops/shop/shop_configmap_settings.yaml"))
                .hasContent(owned("settings", "shop"));
    }

    private MavenBuilds.Build render(String entry, String name) throws IOException, InterruptedException {
        return maven(
                "3.9.16",
                "gitops:render",
                "-Dsluice.workspace=.",
                "-Dsluice.entries=" + entry,
                "-Dsluice.name=" + name,
                "-Dsluice.namespace=shops");
    }

    private static String owned(String name, String owner) {
        return """
                apiVersion: v1
                data:
                  message: hello
                kind: ConfigMap
                metadata:
                  labels:
                    kustomize.toolkit.fluxcd.io/name: %s
                    kustomize.toolkit.fluxcd.io/namespace: shops
                  name: %s
                  namespace: shop
                """.formatted(owner, name);
    }

    private void project() throws IOException, GitAPIException {
        Git.init().setDirectory(project.toFile()).call().close();
        write("pom.xml", MavenBuilds.project("<entries>clusters/dev</entries>"));
        write("clusters/dev/apps.yaml", APPS);
        write("apps/settings.yaml", SETTINGS);
    }

    private void write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> yaml(String directory) throws IOException {
        var texts = new ArrayList<String>();
        try (var files = Files.walk(project.resolve(directory))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".yaml")).toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }

    private MavenBuilds.Build maven(String version, String... arguments) throws IOException, InterruptedException {
        assumeTrue(builds.isPresent(), "the plugin is packaged");
        return builds.orElseThrow().run(version, project, arguments);
    }
}
