package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static dev.sluice.tests.scenarios.RunAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport.UnitLine;
import dev.sluice.report.Verdict;
import dev.sluice.source.GitHttpServer;
import dev.sluice.source.ServedRepository;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S73, on a directory: a repository of plain manifests, as a workshop wrote the objects for it and as they are right. */
class S73Test {

    private static final String AS_WRITTEN = """
                -- clusters/dev/app.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: app
                spec:
                  url: https://git.example/org/app
                  ref:
                    semver: "1.x"
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: app
                spec:
                  sourceRef:
                    kind: GitRepository
                    name: app
                  path: ./deploy/manifests
                  patchesStrategicMerge:
                    - apiVersion: apps/v1
                      kind: Deployment
                      metadata:
                        name: app
                      spec:
                        replicas: 2
                """;

    private static final String[] MISTAKES = {
        "^clusters/dev/app\\.yaml:1: GitRepository/app: namespace not specified",
        "^clusters/dev/app\\.yaml:5: GitRepository/app: spec\\.interval: is missing",
        "^clusters/dev/app\\.yaml:10: Kustomization/app: namespace not specified",
        "^clusters/dev/app\\.yaml:14: Kustomization/app: spec\\.interval: is missing",
        "^clusters/dev/app\\.yaml:14: Kustomization/app: spec\\.prune: is missing",
        "^clusters/dev/app\\.yaml:19: Kustomization/app: spec\\.patchesStrategicMerge: unknown field"
    };

    private final Map<String, String> commits = new HashMap<>();
    private ServedRepository repository;
    private GitHttpServer server;
    private Scene scene;

    @BeforeEach
    void serve(@TempDir Path directory) throws Exception {
        scene = new Scene(directory);
        repository = new ServedRepository(directory.resolve("app.git"));
        for (String tag : new String[] {"v1.0.0", "1.4.2", "v1.5.0-rc.1", "1.9", "2.0.0"}) {
            repository.reference("refs/tags/" + tag, commit(tag));
        }
        server = GitHttpServer.http().serve("/app.git", repository);
    }

    @AfterEach
    void stop() {
        server.close();
        repository.close();
    }

    @Test
    void namesEveryMistakeOfTheWorkshopsFormWithItsLine() {
        scene.files(AS_WRITTEN);

        RunResult result = scene.reconcile("clusters/dev");

        assertRefused(scene, result, MISTAKES);
    }

    @Test
    void validationNamesTheSameAndNoMore() {
        scene.files(AS_WRITTEN);

        RunResult result = scene.run(Command.VALIDATE, "clusters/dev");

        assertRefused(scene, result, MISTAKES);
        assertThat(result.report().problems()).hasSize(MISTAKES.length);
        assertThat(result.report().problems())
                .filteredOn(problem -> problem.what().contains("patchesStrategicMerge"))
                .extracting(Problem::hint)
                .containsExactly("use spec.patches");
    }

    /** Sluice's offline commands know no server: the tag is found by a run. */
    @Test
    void validationLooksAtTheRightFormWithoutItsServer() {
        scene.files(application("1.x"));
        server.close();

        RunResult result = scene.run(Command.VALIDATE, "clusters/dev");

        assertDone(result);
        assertThat(result.report().notes())
                .extracting(Problem::what)
                .containsExactly("Kustomization/flux-system/app: not looked at: its source"
                        + " GitRepository/flux-system/app is elsewhere");
    }

    @Test
    void appliesTheNewestFullVersionWithThePatch() {
        scene.files(application("1.x"));

        RunResult result = scene.reconcile("clusters/dev");

        assertDone(result);
        assertThat(result.report().units())
                .extracting(UnitLine::revision)
                .contains("1.4.2@sha1:" + commits.get("1.4.2"));
        assertThat(scene.objects().values())
                .anyMatch(content ->
                        content.contains("image: registry.test/app:1.4.2") && content.contains("replicas: 2"));
    }

    @Test
    void keepsWhatIsThereWhereNoVersionMatches() {
        scene.files(application("1.x"));
        assertDone(scene.reconcile("clusters/dev"));
        Map<String, String> before = scene.objects();
        scene.files(application("3.x"));

        RunResult result = scene.reconcile("clusters/dev");

        assertEnded(result, Verdict.REJECTED, "no match found for semver: 3\\.x");
        assertThat(scene.objects()).isEqualTo(before);
    }

    @Test
    void takesTheOldFormUnderItsOldVersion() {
        scene.files(application("1.x")
                .replace("kustomize.toolkit.fluxcd.io/v1", "kustomize.toolkit.fluxcd.io/v1beta2")
                .replace(
                        "  patches:\n    - patch: |\n        apiVersion",
                        "  patchesStrategicMerge:\n      - apiVersion"));

        RunResult result = scene.reconcile("clusters/dev");

        assertDone(result);
        assertThat(scene.objects().values()).anyMatch(content -> content.contains("replicas: 2"));
        assertThat(result.report().warnings())
                .anyMatch(warning -> warning.toString().contains("kustomize.toolkit.fluxcd.io/v1beta2 is deprecated"));
    }

    private String commit(String tag) {
        String commit = repository
                .file("deploy/manifests/deployment.yaml", """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata:
                          name: app
                        spec:
                          replicas: 1
                          selector:
                            matchLabels:
                              app: app
                          template:
                            metadata:
                              labels:
                                app: app
                            spec:
                              containers:
                                - name: app
                                  image: registry.test/app:%s
                        """.formatted(tag.replaceFirst("^v", "")))
                .commit("main", "Release " + tag);
        commits.put(tag, commit);
        return commit;
    }

    private String application(String range) {
        return """
                -- clusters/dev/app.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: app, namespace: flux-system}
                spec:
                  interval: 1m
                  url: %s
                  ref:
                    semver: "%s"
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: app, namespace: flux-system}
                spec:
                  interval: 5m
                  prune: true
                  targetNamespace: default
                  sourceRef: {kind: GitRepository, name: app}
                  path: ./deploy/manifests
                  patches:
                    - patch: |
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata:
                          name: app
                        spec:
                          replicas: 2
                """.formatted(server.url("/app.git"), range);
    }
}
