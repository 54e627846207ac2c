package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.camel.CamelPipelineRunner;
import dev.sluice.event.RunEvent;
import dev.sluice.event.RunListener;
import dev.sluice.failure.Problem;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.PipelineRunner;
import dev.sluice.pipeline.RunOutput;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.RunReport;
import dev.sluice.report.TextReport;
import dev.sluice.report.Verdict;
import dev.sluice.source.GitHttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters of one repository that are rendered in one run. */
class SeveralRootsTest {

    private static final List<String> SIXTEEN =
            IntStream.rangeClosed(1, 16).mapToObj("clusters/c%02d"::formatted).toList();

    private final Scene scene;
    private final Path directory;

    SeveralRootsTest(@TempDir Path directory) {
        this.directory = directory;
        this.scene = new Scene(directory);
        String clusters = SIXTEEN.stream().map(SeveralRootsTest::cluster).collect(Collectors.joining());
        scene.files(clusters + """
                -- apps/web/kustomization.yaml --
                resources: [web.yaml, ../../base]
                -- apps/web/web.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: web, namespace: default}
                data: {host: "web.${cluster}.example"}
                -- base/kustomization.yaml --
                resources: [shared.yaml]
                -- base/shared.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: shared, namespace: default}
                """);
    }

    /** The same unit for every cluster, with variables of its own. */
    private static String cluster(String directory) {
        return """
                -- %1$s/web.yaml --
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: web, namespace: flux-system}
                spec:
                  interval: 10m
                  path: ./apps/web
                  prune: true
                  sourceRef: {kind: GitRepository, name: flux-system}
                  postBuild: {substitute: {cluster: "%1$s"}}
                """.formatted(directory);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void areRenderedToTheSameBytesAsOneByOne(int threads) {
        String alone = String.join(
                "---\n",
                SIXTEEN.stream()
                        .map(root -> "# root: " + root + "\n" + rendered(request -> request.entries(List.of(root))))
                        .toList());

        String together = rendered(request -> request.roots(SIXTEEN).parallel(threads));

        assertThat(together).isEqualTo(alone);
    }

    @Test
    void areWrittenIntoAFolderEach() {
        Path together = directory.resolve("together");
        Path alone = directory.resolve("alone");

        RunResult result =
                render(request -> request.roots(SIXTEEN.subList(0, 2)).output(together));
        render(request -> request.entries(List.of("clusters/c01")).output(alone.resolve("clusters/c01")));
        render(request -> request.entries(List.of("clusters/c02")).output(alone.resolve("clusters/c02")));

        assertDone(result);
        assertThat(Scene.objects(together))
                .isEqualTo(Scene.objects(alone))
                .containsKey("clusters/c02/flux-system/web/default_configmap_web.yaml");
    }

    @Test
    void haveAReportEachAndOneTogether() {
        RunResult result = render(request -> request.roots(SIXTEEN));

        assertDone(result);
        assertThat(result.report().message()).isEqualTo("16 roots, 32 units, 32 objects");
        assertThat(result.report().roots()).extracting(RunReport::entry).containsExactlyElementsOf(SIXTEEN);
        assertThat(result.report().roots()).extracting(RunReport::message).containsOnly("2 objects rendered");
        assertThat(result.roots()).hasSize(16).allMatch(root -> root.rendered().isEmpty());
    }

    @Test
    void aBrokenOneEndsNoOther() {
        scene.files("""
                -- clusters/c02/broken.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata: {}
                """);
        var yaml = new StringBuilder();

        RunResult result = render(
                request -> request.roots(List.of("clusters/c01", "clusters/c02", "clusters/c03")),
                RunListener.NONE,
                yaml::append);

        assertEnded(result, Verdict.INVALID, "^clusters/c02/broken.yaml:1: ");
        assertThat(result.report().message()).isEqualTo("1 of 3 roots failed");
        assertThat(result.report().roots())
                .extracting(RunReport::verdict)
                .containsExactly(Verdict.DONE, Verdict.INVALID, Verdict.DONE);
        assertThat(yaml.toString().lines().filter(line -> line.startsWith("#")))
                .containsExactly("# root: clusters/c01", "# root: clusters/c03");
    }

    @Test
    void aMistakeOfThemAllIsToldOnce() {
        scene.files("""
                -- base/shared.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata: {}
                """);

        RunResult result = render(request -> request.roots(SIXTEEN));

        assertEnded(result, Verdict.INVALID);
        assertThat(result.report().problems())
                .singleElement()
                .extracting(Problem::location)
                .isEqualTo("base/shared.yaml:1");
        assertThat(new TextReport(false).write(result.report())).contains("\n    in all 16 roots\n");
    }

    @Test
    void areValidatedTogether() {
        scene.files("""
                -- apps/web/web.yaml --
                apiVersion: v1
                kind: Pod
                metadata: {name: web, namespace: default}
                spec: {containers: [{name: web, image: "registry.example/web:latest"}]}
                -- clusters/c02/broken.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata: {}
                """);

        RunResult result = validate(request -> request.roots(SIXTEEN.subList(0, 3)));

        assertEnded(result, Verdict.INVALID, "^clusters/c02/broken.yaml:1: ");
        assertThat(result.report().problems()).hasSize(1);
        assertThat(result.report().warnings())
                .filteredOn(warning -> warning.what().contains("registry.example/web:latest"))
                .hasSize(1);
        assertThat(result.report().roots())
                .extracting(RunReport::verdict)
                .containsExactly(Verdict.DONE, Verdict.INVALID, Verdict.DONE);
        assertThat(new TextReport(false).write(result.report())).contains("in the root clusters/c02");
    }

    @Test
    void oneThatIsNotThereEndsNoOther() {
        RunResult result = render(request -> request.roots(List.of("nowhere", "clusters/c01")));

        assertEnded(result, Verdict.INVALID, "^nowhere: no such directory$");
        assertThat(result.report().roots())
                .extracting(RunReport::verdict)
                .containsExactly(Verdict.INVALID, Verdict.DONE);
    }

    @Test
    void whereNoneIsThereEachIsNamed() {
        RunResult result = render(request -> request.roots(List.of("nowhere", "elsewhere")));

        assertEnded(result, Verdict.INVALID, "^nowhere: no such directory$", "^elsewhere: no such directory$");
    }

    @Test
    void aSingleOneIsTheEntry() {
        String root = rendered(request -> request.roots(List.of("clusters/c01")));
        String entry = rendered(request -> request.entries(List.of("clusters/c01")));

        assertThat(root).isEqualTo(entry).doesNotContain("# root");
    }

    @Test
    void theVerdictIsTheLowestCodeFromThreeOn() {
        scene.files("""
                -- clusters/c01/waits.yaml --
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: waits, namespace: flux-system}
                spec:
                  interval: 10m
                  path: ./apps/web
                  prune: true
                  sourceRef: {kind: GitRepository, name: flux-system}
                  postBuild: {substituteFrom: [{kind: Secret, name: of-the-cluster}]}
                """).files("""
                -- clusters/c02/release.yaml --
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: web, namespace: default}
                spec: {interval: 1m, chartRef: {kind: OCIRepository, name: web}}
                """);

        RunResult result = render(request -> request.roots(SIXTEEN.subList(0, 3)));

        assertThat(result.report().roots())
                .extracting(RunReport::verdict)
                .containsExactly(Verdict.UNHEALTHY, Verdict.REJECTED, Verdict.DONE);
        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void namesTheRootOfWhatHappens() {
        List<RunEvent> events = new ArrayList<>();

        render(request -> request.roots(SIXTEEN.subList(0, 2)), events::add, yaml -> {});

        assertThat(events).first().isEqualTo(new RunEvent.RootsKnown(SIXTEEN.subList(0, 2)));
        assertThat(events)
                .contains(new RunEvent.InRoot("clusters/c02", new RunEvent.StepStarted("render")))
                .filteredOn(RunEvent.RootFinished.class::isInstance)
                .hasSize(2);
        assertThat(events).filteredOn(RunEvent.SourceReady.class::isInstance).hasSize(1);
    }

    @Test
    void areStoppedTogether() {
        try (var runner = new CamelPipelineRunner()) {
            RunListener impatient = event -> {
                if (event instanceof RunEvent.InRoot) {
                    runner.cancel();
                }
            };

            RunResult result = render(request -> request.roots(SIXTEEN), impatient, runner);

            assertEnded(result, Verdict.UNHEALTHY, "^run cancelled: told to stop$");
            assertThat(result.report().problems()).hasSize(1);
            assertThat(result.report().roots()).hasSize(16).allMatch(root -> root.verdict() == Verdict.UNHEALTHY);
        }
    }

    @Test
    void aBranchIsOneCommitForAllOfThem() throws Exception {
        var app = new GitFolder(directory.resolve("app"), "main").commit(settings("first"), "First");
        try (var server = GitHttpServer.http()) {
            server.serve("/app.git", app.gitDirectory(), login -> true);
            List<String> roots = SIXTEEN.subList(0, 2);
            roots.forEach(root -> scene.files(application(root, server.url("/app.git"))));
            var yaml = new StringBuilder();
            RunListener mover = event -> {
                if (event instanceof RunEvent.RootFinished) {
                    app.commit(settings("second"), "Second");
                }
            };

            RunResult result = render(request -> request.roots(roots).parallel(1), mover, yaml::append);
            String later = rendered(request -> request.roots(roots));

            assertDone(result);
            assertThat(yaml.toString().split("message: first", -1)).hasSize(3);
            assertThat(later.split("message: second", -1)).hasSize(3);
        }
    }

    private static String settings(String message) {
        return """
                -- settings.yaml --
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: default}
                data: {message: %s}
                """.formatted(message);
    }

    /** A unit of another repository. */
    private static String application(String root, String url) {
        return """
                -- %s/app.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: app, namespace: flux-system}
                spec: {interval: 1m, url: "%s", ref: {branch: main}}
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: app, namespace: flux-system}
                spec: {interval: 1m, path: ./, prune: true, sourceRef: {kind: GitRepository, name: app}}
                """.formatted(root, url);
    }

    @Test
    void whatOneCannotHaveHoweverOftenItTriesTheNextDoesNotTryAgain() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        scene.files("""
                -- base/kustomization.yaml --
                resources: [shared.yaml, "https://127.0.0.1:%d/away.yaml"]
                """.formatted(port));
        List<RunEvent> events = new ArrayList<>();

        RunResult result = render(
                request -> request.roots(SIXTEEN.subList(0, 4)).parallel(1).retries(1), events::add, yaml -> {});

        assertThat(result.verdict()).isEqualTo(Verdict.UNREACHABLE);
        assertThat(result.report().problems()).hasSize(1);
        assertThat(events)
                .filteredOn(
                        event -> event instanceof RunEvent.InRoot inRoot && inRoot.event() instanceof RunEvent.Retrying)
                .extracting(event -> ((RunEvent.InRoot) event).root())
                .containsExactly("clusters/c01");
    }

    /** As a program does that runs it in a thread of its own, and wants it to stop. */
    @Test
    void areStoppedWhereTheCallersThreadIsInterrupted() {
        Thread caller = Thread.currentThread();
        RunListener impatient = event -> {
            if (event instanceof RunEvent.InRoot) {
                caller.interrupt();
            }
        };

        RunResult result = render(request -> request.roots(SIXTEEN), impatient, yaml -> {});

        assertThat(Thread.interrupted()).isTrue();
        assertEnded(result, Verdict.UNHEALTHY, "^run cancelled: interrupted$");
        assertThat(result.report().roots()).hasSize(16);
    }

    @Test
    void aTemplateOfTheUsersOwnIsForEachOfThem() throws IOException {
        Path template = template("""
                - routeTemplate:
                    id: render
                    from:
                      uri: direct:run
                      steps:
                        - to: direct:source
                        - to: direct:artifact
                        - to: direct:render
                """);
        var yaml = new StringBuilder();

        RunResult result = render(
                request -> request.roots(SIXTEEN.subList(0, 2)).template(template), RunListener.NONE, yaml::append);

        assertDone(result);
        assertThat(result.report().roots()).extracting(RunReport::message).containsOnly("2 objects rendered");
        assertThat(yaml)
                .describedAs("what the stage that is left out would have written")
                .isEmpty();
    }

    @Test
    void aTemplateInTheWrongOrderIsOneMistake() throws IOException {
        Path template = template("""
                - routeTemplate:
                    id: render
                    from:
                      uri: direct:run
                      steps:
                        - to: direct:source
                        - to: direct:render
                """);

        RunResult result = render(request -> request.roots(SIXTEEN).template(template));

        assertEnded(result, Verdict.INVALID, "my.camel.yaml: .*dev.sluice.artifact.Artifact.*dev.sluice.source.Source");
        assertThat(result.report().problems()).hasSize(1);
    }

    @Test
    void theFanOutMayBeTheUsersOwn() throws IOException {
        Path template = template("""
                - routeTemplate:
                    id: render
                    from:
                      uri: direct:run
                      steps:
                        - to: direct:source
                        - to: direct:artifact
                        - to: direct:render
                - routeTemplate:
                    id: roots
                    from:
                      uri: direct:roots
                      steps:
                        - setBody:
                            constant: clusters/c02
                        - to: direct:root
                """);

        RunResult result =
                render(request -> request.roots(SIXTEEN.subList(0, 2)).template(template));

        assertEnded(result, Verdict.INVALID, "^clusters/c01: this root was not carried out$");
        assertThat(result.report().roots())
                .extracting(RunReport::verdict)
                .containsExactly(Verdict.INVALID, Verdict.DONE);
    }

    @Test
    void aClusterThatNobodyNamedIsNotTheirs() throws IOException {
        scene.files(cluster("clusters/c01").replace("substitute: {cluster: \"clusters/c01\"}", """
                substituteFrom: [{kind: Secret, name: of-the-cluster}]
                """.strip()));
        Path kubeconfig = Files.writeString(directory.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: dev
                contexts: [{name: dev, context: {cluster: dev, user: dev}}]
                clusters: [{name: dev, cluster: {server: "http://127.0.0.1:1"}}]
                users: [{name: dev, user: {}}]
                """);

        List<RunEvent> events = new ArrayList<>();

        RunResult result = render(
                request ->
                        request.roots(SIXTEEN.subList(0, 2)).environment(Map.of("KUBECONFIG", kubeconfig.toString())),
                events::add,
                yaml -> {});

        assertEnded(result, Verdict.UNHEALTHY, "reads Secret/flux-system/of-the-cluster, which is not there");
        assertThat(events).describedAs("a cluster that does not answer").noneMatch(RunEvent.Warning.class::isInstance);
    }

    private Path template(String text) throws IOException {
        return Files.writeString(directory.resolve("my.camel.yaml"), text);
    }

    private RunResult render(UnaryOperator<RunRequest.Builder> options) {
        return render(options, RunListener.NONE, yaml -> {});
    }

    /** What was rendered, of a run that is done. */
    private String rendered(UnaryOperator<RunRequest.Builder> options) {
        var yaml = new StringBuilder();
        assertDone(render(options, RunListener.NONE, yaml::append));
        return yaml.toString();
    }

    private RunResult render(
            UnaryOperator<RunRequest.Builder> options, RunListener listener, Consumer<String> manifests) {
        try (var runner = new CamelPipelineRunner()) {
            return runner.run(request(options), listener, new RunOutput() {
                @Override
                public void over(RunResult result) {}

                @Override
                public Optional<Consumer<String>> manifests() {
                    return Optional.of(manifests);
                }
            });
        }
    }

    private RunResult render(UnaryOperator<RunRequest.Builder> options, RunListener listener, PipelineRunner runner) {
        return runner.run(request(options), listener);
    }

    private RunResult validate(UnaryOperator<RunRequest.Builder> options) {
        try (var runner = new CamelPipelineRunner()) {
            return runner.run(request(Command.VALIDATE, options), RunListener.NONE);
        }
    }

    private RunRequest request(UnaryOperator<RunRequest.Builder> options) {
        return request(Command.RENDER, options);
    }

    private RunRequest request(Command command, UnaryOperator<RunRequest.Builder> options) {
        return options.apply(RunRequest.builder(command, scene.workspace())
                        .cache(directory.resolve("cache"))
                        .retries(0))
                .build();
    }
}
