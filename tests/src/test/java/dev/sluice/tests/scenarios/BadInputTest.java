package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static dev.sluice.tests.scenarios.RunAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are wrong: each is refused before the first write, as {@code file:line: what}. */
class BadInputTest {

    /** A workspace with nothing wrong: one unit, {@code apps}, that applies one ConfigMap. */
    private static final String GOOD = """
            -- clusters/dev/apps.yaml --
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
            -- apps/config.yaml --
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              namespace: default
            data:
              color: blue
            """;

    private final Path directory;
    private final Scene scene;

    BadInputTest(@TempDir Path directory) {
        this.directory = directory;
        this.scene = new Scene(directory).files(GOOD);
    }

    @Test
    void nothingIsWrongWithoutTheMistakesBelow() {
        RunResult result = scene.reconcile("clusters/dev");

        assertDone(result);
        assertThat(scene.objects()).hasSize(1);
    }

    @Test
    void malformedYaml() {
        scene.files("""
                -- apps/config.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings: more
                """);

        assertRefused(scene, scene.reconcile("clusters/dev"), "^apps/config\\.yaml:4: ");
    }

    @Test
    void duplicateKey() {
        scene.files("""
                -- apps/config.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                data:
                  color: blue
                  size: big
                  color: red
                """);

        assertRefused(scene, scene.reconcile("clusters/dev"), "^apps/config\\.yaml:8: .*\"color\".*\\b6\\b");
    }

    @Test
    void sameObjectTwiceInAUnit() {
        scene.files("""
                -- apps/other.yaml --
                # the same as config.yaml
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                  namespace: default
                """);

        RunResult result = scene.reconcile("clusters/dev");

        assertRefused(scene, result, "^apps/other\\.yaml:1: .*apps/other\\.yaml:2\\b.*apps/config\\.yaml:1\\b");
    }

    @Test
    void sameObjectInTwoUnits() {
        scene.files("""
                -- clusters/dev/more.yaml --
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: more
                  namespace: flux-system
                spec:
                  interval: 10m
                  path: ./more
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: flux-system
                -- more/config.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                  namespace: default
                """);

        RunResult result = scene.reconcile("clusters/dev");

        assertRefused(
                scene, result, "apps/config\\.yaml:1\\b", "more/config\\.yaml:1\\b", "ConfigMap/default/settings");
    }

    @Test
    void missingPath() {
        scene.files(GOOD.replace("path: ./apps", "path: ./aps"));

        assertRefused(
                scene,
                scene.reconcile("clusters/dev"),
                "^clusters/dev/apps\\.yaml:8: .*\\baps\\b.*not found|"
                        + "^clusters/dev/apps\\.yaml:8: .*not found.*\\baps\\b");
    }

    @Test
    void missingDependency() {
        scene.files(GOOD.replace("  prune: true\n", "  prune: true\n  dependsOn:\n    - name: database\n"));

        assertRefused(scene, scene.reconcile("clusters/dev"), "^clusters/dev/apps\\.yaml:11: .*flux-system/database");
    }

    @Test
    void undefinedVariable() {
        scene.files(GOOD.replace("  prune: true\n", "  prune: true\n  postBuild:\n    substitute:\n      a: b\n")
                .replace("color: blue", "color: ${favourite_color}\n  size: ${favourite_size}"));

        RunResult result = scene.reconcile("clusters/dev");

        assertRefused(
                scene, result, "^apps/config\\.yaml:7: .*favourite_color", "^apps/config\\.yaml:8: .*favourite_size");
    }

    @Test
    void everyWrongFieldOfAFluxObjectAtOnce() {
        scene.files(GOOD.replace("interval: 10m", "interval: 10 minutes")
                .replace("prune: true", "prun: true\n  deletionPolicy: Keep"));

        RunResult result = scene.reconcile("clusters/dev");

        assertRefused(
                scene,
                result,
                "^clusters/dev/apps\\.yaml:7: .*spec\\.interval.*10 minutes",
                "^clusters/dev/apps\\.yaml:9: .*prun\\b",
                "^clusters/dev/apps\\.yaml:10: .*deletionPolicy.*Keep");
        assertThat(result.report().problems())
                .anyMatch(problem -> (problem + " " + problem.hint()).contains("did you mean"));
    }

    @Test
    void wrongPatternOfAUrl() {
        scene.files("""
                -- clusters/dev/source.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: podinfo
                  namespace: flux-system
                spec:
                  interval: 5m
                  url: ftp://git.example/podinfo.git
                """);

        assertRefused(scene, scene.reconcile("clusters/dev"), "^clusters/dev/source\\.yaml:8: .*spec\\.url");
    }

    @Test
    void pathThatClimbsOutOfTheWorkspace() throws IOException {
        Files.writeString(directory.resolve("outside.yaml"), GOOD.substring(GOOD.indexOf("apiVersion: v1\n")));
        scene.files("""
                -- apps/kustomization.yaml --
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - ../../outside.yaml
                """);

        assertRefused(scene, scene.reconcile("clusters/dev"), "^apps/kustomization\\.yaml:4: .*outside\\.yaml");
    }

    @Test
    void linkThatLeadsOutOfTheWorkspace() throws IOException {
        Path outside = Files.writeString(directory.resolve("outside.yaml"), "color: the-secret-of-another\n");
        Files.createSymbolicLink(scene.workspace().resolve("apps/link.yaml"), outside);
        scene.files("""
                -- apps/kustomization.yaml --
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - link.yaml
                """);

        RunResult result = scene.reconcile("clusters/dev");

        assertRefused(scene, result, "\\blink\\.yaml\\b.*leaves");
        assertThat(result.report().toString()).doesNotContain("the-secret-of-another");
    }

    @Test
    void fileThatIsTooLarge() throws IOException {
        try (var file =
                new RandomAccessFile(scene.workspace().resolve("apps/big.yaml").toFile(), "rw")) {
            file.setLength(50L * 1024 * 1024);
        }

        assertRefused(scene, scene.reconcile("clusters/dev"), "^apps/big\\.yaml\\b.*too large");
    }

    @Test
    void everyMissingFileOfAKustomizationAtTheLineThatNamesIt() {
        scene.files("""
                -- apps/kustomization.yaml --
                # what we run
                namespace: shop
                resources:
                  - config.yaml
                  - deployment.yaml
                  - service.yaml
                kind: Kustomization
                """);

        assertRefused(
                scene,
                scene.reconcile("clusters/dev"),
                "^apps/kustomization\\.yaml:5: .*deployment\\.yaml",
                "^apps/kustomization\\.yaml:6: .*service\\.yaml");
    }

    @Test
    void secretOfASourceThatIsNoBase64() {
        scene.files("""
                -- clusters/dev/source.yaml --
                apiVersion: v1
                kind: Secret
                metadata:
                  name: login
                  namespace: flux-system
                data:
                  password: a-plain-text!
                ---
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: podinfo
                  namespace: flux-system
                spec:
                  interval: 5m
                  url: https://git.example/podinfo.git
                  secretRef:
                    name: login
                """);

        RunResult result = scene.reconcile("clusters/dev");

        assertRefused(
                scene, result, "^clusters/dev/source\\.yaml:7: Secret/flux-system/login: data\\.password .*Base64");
        assertThat(result.report().toString()).doesNotContain("a-plain-text");
    }

    @Test
    void localSourceThatIsNotThere() {
        RunResult result = scene.run(
                Command.RECONCILE,
                "clusters/dev",
                request -> request.localSources(Map.of("GitRepository/flux-system/podinfo", "podinfo")));

        assertRefused(scene, result, "--local-source GitRepository/flux-system/podinfo: podinfo: no such directory");
    }

    @Test
    void aliasBomb() {
        scene.files("""
                -- apps/bomb.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: bomb}
                a: &a [x, x, x, x, x, x, x, x, x, x]
                b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
                c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
                d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
                e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
                f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
                g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]
                h: &h [*g, *g, *g, *g, *g, *g, *g, *g, *g, *g]
                i: &i [*h, *h, *h, *h, *h, *h, *h, *h, *h, *h]
                """);

        assertRefused(scene, scene.reconcile("clusters/dev"), "^apps/bomb\\.yaml:\\d+: .*alias");
    }

    @Test
    void emptyBuildOfAUnitThatPrunes() throws IOException {
        assertDone(scene.reconcile("clusters/dev"));
        Map<String, String> before = scene.written();
        Files.delete(scene.workspace().resolve("apps/config.yaml"));
        scene.files("-- apps/README.md --\nNothing here any more.\n");

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(
                result,
                Verdict.INVALID,
                "^clusters/dev/apps\\.yaml:\\d+: .*renders no object.*ConfigMap/default/settings");
        assertThat(result.report().problems())
                .anyMatch(problem -> String.valueOf(problem.hint()).contains("--allow-empty"));
        assertThat(scene.written()).isEqualTo(before);
    }

    @Test
    void emptyBuildThatIsWanted() throws IOException {
        assertDone(scene.reconcile("clusters/dev"));
        Files.delete(scene.workspace().resolve("apps/config.yaml"));
        scene.files("-- apps/README.md --\nNothing here any more.\n");

        RunResult result = scene.run(Command.RECONCILE, "clusters/dev", request -> request.allowEmpty(true));

        assertDone(result);
        assertThat(scene.objects()).isEmpty();
    }

    @Test
    void entryThatIsNotThere() {
        assertRefused(scene, scene.reconcile("clusters/production"), "^clusters/production: ");
    }

    @Test
    void mistakesOfTwoFilesAtOnce() {
        scene.files("""
                -- apps/config.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings: more
                -- clusters/dev/more.yaml --
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: more
                  namespace: flux-system
                spec:
                  interval: 10m
                  path: ./more
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: flux-system
                -- more/config.yaml --
                apiVersion: v1
                kind: ConfigMap
                data:
                  a: 1
                  a: 2
                """);

        RunResult result = scene.reconcile("clusters/dev");

        assertRefused(scene, result, "^apps/config\\.yaml:4: ", "^more/config\\.yaml:5: ");
    }

    @Test
    void targetThatIsAFile() throws IOException {
        Files.writeString(scene.target(), "mine");

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(result, Verdict.USAGE, "^--target: .*target is a file, not a directory$");
        assertThat(scene.target()).hasContent("mine");
    }
}
