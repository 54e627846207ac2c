package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizeCommandTest {

    private static final String NAMESPACE = """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: shop
            """;
    private static final String SETTINGS = """
            apiVersion: v1
            data:
              password: s3cret
            kind: ConfigMap
            metadata:
              name: dev-settings
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void anOverlay() throws IOException {
        write("base/kustomization.yaml", "resources: [settings.yaml, namespace.yaml]\n");
        write("base/settings.yaml", SETTINGS.replace("dev-", ""));
        write("base/namespace.yaml", NAMESPACE);
        write("dev/kustomization.yaml", "namePrefix: dev-\nresources: [../base]\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev",
                "dev/",
                "build dev",
                "build dev --reorder legacy",
                "--reorder=legacy build dev",
                "dev --load-restrictor LoadRestrictionsNone --enable-managedby-label=false",
                "dev --network=false --as-current-user=false --output="
            })
    void printsWhatKustomizePrints(String arguments) {
        Shelled shelled = kustomize(arguments.split(" "));

        assertThat(shelled.out()).isEqualTo(NAMESPACE + "---\n" + SETTINGS);
        assertThat(shelled.exitCode()).isZero();
    }

    @Test
    void keepsTheOrderOnDemand() {
        assertThat(kustomize("dev", "--reorder", "none").out()).isEqualTo(SETTINGS + "---\n" + NAMESPACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "build", ".", "build ."})
    void buildsTheCurrentDirectoryWithoutAnother(String arguments) throws IOException {
        write("kustomization.yaml", "resources: [dev]\n");

        assertThat(kustomize(arguments.isEmpty() ? new String[0] : arguments.split(" "))
                        .out())
                .isEqualTo(NAMESPACE + "---\n" + SETTINGS);
    }

    @Test
    void takesTheNameOfACommandForADirectoryThatIsThere() throws IOException {
        write("build/kustomization.yaml", "resources: [../dev]\n");
        write("edit/kustomization.yaml", "resources: [../base]\n");

        assertThat(kustomize("build").out()).contains("dev-settings");
        assertThat(kustomize("build", "edit").out()).contains("name: settings");
        assertThat(kustomize("edit").out()).contains("name: settings");
    }

    @Test
    void labelsByOptionAndByKustomizesVariable() {
        Shelled option = kustomize("dev", "--enable-managedby-label");
        Shelled variable = kustomize(Map.of("KUSTOMIZE_ENABLE_MANAGEDBY_LABEL", "on"), "dev");

        assertThat(option.out()).contains("app.kubernetes.io/managed-by: kustomize-v5.7.1");
        assertThat(variable.out()).isEqualTo(option.out());
        assertThat(variable.err()).isEmpty();
    }

    @Test
    void writesAFileAndNothingElse() {
        Shelled shelled = kustomize("dev", "-o", "out.yaml");

        assertThat(shelled).isEqualTo(new Shelled(0, "", ""));
        assertThat(directory.resolve("out.yaml")).hasContent(NAMESPACE + "---\n" + SETTINGS);
    }

    @Test
    void writesAFileAnObjectIntoADirectory() throws IOException {
        Files.createDirectory(directory.resolve("out"));

        Shelled shelled = kustomize("dev", "--output", "out");

        assertThat(shelled).isEqualTo(new Shelled(0, "", ""));
        assertThat(directory.resolve("out/v1_namespace_shop.yaml")).hasContent(NAMESPACE);
        assertThat(directory.resolve("out/v1_configmap_dev-settings.yaml")).hasContent(SETTINGS);
    }

    @Test
    void writesNothingWhereABuildFails() throws IOException {
        write("base/namespace.yaml", "kind: Namespace\n");

        Shelled shelled = kustomize("dev", "-o", "out.yaml");

        assertThat(shelled.exitCode()).isEqualTo(3);
        assertThat(shelled.err()).startsWith("sluice: base/namespace.yaml:1: ");
        assertThat(directory.resolve("out.yaml")).doesNotExist();
    }

    @Test
    void warnsOfWhatIsDeprecatedAndOfAnOrderThatDoesNotCount() throws IOException {
        write("dev/kustomization.yaml", "sortOptions: {order: fifo}\ncommonLabels: {}\nresources: [../base]\n");

        Shelled shelled = kustomize("dev", "--reorder", "legacy");

        assertThat(shelled.out()).startsWith("apiVersion: v1\ndata:");
        assertThat(shelled.err()).isEqualTo("""
                sluice: warning: --reorder: deprecated, use 'sortOptions' in the kustomization
                sluice: warning: dev/kustomization.yaml:2: 'commonLabels' is deprecated, use 'labels'
                sluice: warning: dev/kustomization.yaml:1: sortOptions count, and not the order that the build was asked \
                for (--reorder)
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--enable-alpha-plugins",
                "--enable-exec",
                "--enable-star",
                "--network",
                "--network-name=bridge",
                "--mount type=bind",
                "--env A=b",
                "-e A=b",
                "--as-current-user"
            })
    void refusesToRunProgramsByTheNameOfTheOption(String option) {
        Shelled shelled = kustomize(("dev " + option).split(" "));

        assertThat(shelled.exitCode()).isEqualTo(2);
        assertThat(shelled.out()).isEmpty();
        assertThat(shelled.err())
                .startsWith("sluice: -")
                .contains(
                        option.replaceFirst("[= ].*", ""),
                        ": Sluice runs no plugins: no programs, no containers, no scripts\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version | 'build' alone, not 'version': its builds are those of kustomize v5.7.1",
                "edit set image x | 'build' alone, not 'edit': Sluice builds kustomizations, it does not edit them",
                "cfg cat | 'build' alone, not 'cfg'",
                "dev base | one directory can be built, not 2",
                "build dev base | one directory can be built, not 2",
                "dev --load-restrictor none | 'none' is none of LoadRestrictionsRootOnly, LoadRestrictionsNone",
                "dev --reorder fifo | 'fifo' is none of legacy, none",
                "dev --helm-command helm | it renders charts itself",
                "dev --load-restictor x | --load-restrictor"
            })
    void refusesAMistakeInTheArguments(String arguments, String message) {
        Shelled shelled = kustomize(arguments.split(" "));

        assertThat(shelled.exitCode()).isEqualTo(2);
        assertThat(shelled.out()).isEmpty();
        assertThat(shelled.err()).startsWith("sluice: ").contains(message, "Usage: sluice kustomize [OPTIONS] [DIR]");
    }

    @Test
    void refusesAnEmptyName() {
        assertThat(kustomize("").err()).startsWith("sluice: the directory's name is empty\n");
    }

    @Test
    void refusesADirectoryThatCannotBeBuilt() throws IOException {
        write("base/Kustomization", "resources: []\n");

        Shelled missing = kustomize("nowhere");
        Shelled without = kustomize(".");
        Shelled two = kustomize("base");

        assertThat(missing).isEqualTo(new Shelled(3, "", "sluice: nowhere: no such directory\n"));
        assertThat(without.err()).startsWith("sluice: .: unable to find one of 'kustomization.yaml'");
        assertThat(two.err()).startsWith("sluice: base: found multiple kustomization files: ");
    }

    @Test
    void showsTheStackOfAFailureOnDemand() {
        assertThat(kustomize("nowhere", "--stack-trace").err()).contains("\tat dev.sluice.");
    }

    @Test
    void asksForChartsOnlyWhenToldTo() throws IOException {
        write("chart/kustomization.yaml", "helmCharts:\n- name: podinfo\n  repo: https://charts.example\n");

        Shelled without = kustomize("chart");
        Shelled with = kustomize(
                "chart", "--enable-helm", "--helm-kube-version=1.33", "--helm-api-versions=a/v1", "--helm-debug=false");

        assertThat(without.exitCode()).isEqualTo(3);
        assertThat(without.err()).contains("chart/kustomization.yaml:2: must specify --enable-helm");
        assertThat(with.exitCode()).isEqualTo(3);
        assertThat(with.err())
                .contains("chart/kustomization.yaml:2: Helm charts cannot be rendered yet: chart podinfo");
    }

    @Test
    void buildsARepositoryOnlyWhereBasesMayBeFetched() throws Exception {
        write("repository/dev/kustomization.yaml", "resources: [settings.yaml]\n");
        write("repository/dev/settings.yaml", SETTINGS);
        Path repository = directory.resolve("repository");
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            git.add().addFilepattern(".").call();
            git.commit().setMessage("Settings").setSign(false).call();
        }
        String url = "file://" + repository + "//dev";

        Shelled fetched = kustomize("build", url, "--cache", "cache");
        Shelled refused = kustomize(url, "--no-remote-bases");

        assertThat(fetched.out()).isEqualTo(SETTINGS);
        assertThat(directory.resolve("cache")).isNotEmptyDirectory();
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).startsWith("sluice: " + url).contains("remote bases are not allowed");
    }

    @Test
    void tellsNoSecretBesideTheResult() throws IOException {
        write("dev/kustomization.yaml", """
                resources: [../base]
                secretGenerator:
                - name: token
                  literals: [password=s3cret]
                  type: [Opaque]
                """);

        assertThat(kustomize("dev").err()).contains("dev/kustomization.yaml:5").doesNotContain("s3cret");
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Shelled kustomize(String... arguments) {
        return kustomize(Map.of(), arguments);
    }

    private Shelled kustomize(Map<String, String> environment, String... arguments) {
        var runner = RecordingRunner.throwing(new IllegalStateException("a build needs no runner"));
        String[] all =
                Stream.concat(Stream.of("kustomize"), Stream.of(arguments)).toArray(String[]::new);
        return Shelled.run(runner, directory, false, environment, all);
    }
}
