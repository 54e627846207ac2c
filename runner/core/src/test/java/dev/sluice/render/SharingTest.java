package dev.sluice.render;

import static dev.sluice.render.RenderScene.configMap;
import static dev.sluice.render.RenderScene.gitRepository;
import static dev.sluice.render.RenderScene.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import dev.sluice.flux.FluxObjects;
import dev.sluice.object.Manifests;
import dev.sluice.object.YamlWriter;
import dev.sluice.source.Source;
import dev.sluice.source.SourceSpec;
import dev.sluice.source.SourceSpec.Credentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Renders that share: each is what it would be alone. */
class SharingTest {

    private static final int CLUSTERS = 6;

    private final RenderScene scene;

    SharingTest(@TempDir Path directory) {
        this.scene = new RenderScene(directory);
    }

    @BeforeEach
    void repository() {
        scene.file("base/kustomization.yaml", "resources: [web.yaml]");
        scene.file("base/web.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, labels: {stage: "${stage}"}}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers: [{name: web, image: web:1, args: ["${host}", "${text:=two words}"]}]
                """);
        scene.file(
                "plain/kustomization.yaml",
                "{resources: [a.yaml], configMapGenerator: [{name: made, literals: [a=b]}]}");
        scene.file("plain/a.yaml", configMap("apps", "plain", "a: b"));
        scene.file("definitions/definition.yaml", """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: foos.example.org}
                spec: {conversion: {webhook: {clientConfig: {caBundle: bm8=}}}}
                """);
        for (int cluster = 0; cluster < CLUSTERS; cluster++) {
            String variables = "postBuild: {substitute: {host: \"c%d.example.org\", stage: \"%s\", text: \"%s\"}}"
                    .formatted(cluster, cluster % 2 == 0 ? "dev" : "prod", cluster == 3 ? "b: c" : "");
            scene.file("clusters/c" + cluster + "/web.yaml", unit("web", "./base", variables));
            scene.file("clusters/c" + cluster + "/plain.yaml", unit("plain", "./plain", labels(cluster)));
            scene.file("clusters/c" + cluster + "/own.yaml", unit("own", "./plain", prefix(cluster)));
            scene.file("clusters/c" + cluster + "/definitions.yaml", unit("definitions", "./definitions", ""));
        }
    }

    private static String labels(int cluster) {
        return cluster < 4 ? "" : "commonMetadata: {labels: {cluster: c" + cluster + "}}";
    }

    private static String prefix(int cluster) {
        return cluster == 2 ? "namePrefix: second-" : "namePrefix: any-";
    }

    @Test
    void aSharedRenderIsWhatALoneOneIs() {
        List<String> alone = IntStream.range(0, CLUSTERS)
                .mapToObj(cluster -> text(scene.render("clusters/c" + cluster)))
                .toList();

        scene.share(new Sharing());

        assertThat(IntStream.range(0, CLUSTERS)
                        .mapToObj(cluster -> text(scene.render("clusters/c" + cluster)))
                        .toList())
                .isEqualTo(alone);
    }

    @Test
    void rendersThatShareAtTheSameTimeAreWhatLoneOnesAre() throws Exception {
        List<String> alone = IntStream.range(0, CLUSTERS)
                .mapToObj(cluster -> text(scene.render("clusters/c" + cluster)))
                .toList();
        var together = new ArrayList<String>();

        scene.share(new Sharing());
        var executor = Executors.newFixedThreadPool(CLUSTERS);
        try {
            List<Future<String>> renders = executor.invokeAll(IntStream.range(0, CLUSTERS)
                    .<Callable<String>>mapToObj(cluster -> () -> text(scene.render("clusters/c" + cluster)))
                    .toList());
            for (Future<String> render : renders) {
                together.add(render.get());
            }
        } finally {
            executor.shutdownNow();
        }

        assertThat(together).isEqualTo(alone);
    }

    @Test
    void whatIsEqualIsMadeOnce() {
        scene.share(new Sharing());

        Rendered first = scene.render("clusters/c0");
        Rendered second = scene.render("clusters/c1");

        assertThat(RenderScene.find(second, RenderScene.kustomization("plain")).manifests())
                .zipSatisfy(
                        RenderScene.find(first, RenderScene.kustomization("plain"))
                                .manifests(),
                        (one, other) -> assertThat(one).isSameAs(other));
    }

    @Test
    void eachIsToldAMistakeInWhatTheyShare() {
        scene.file("base/web.yaml", "kind: Deployment");
        List<String> alone = scene.problems("clusters/c1");

        scene.share(new Sharing());

        assertThat(scene.problems("clusters/c0")).isNotEmpty();
        assertThat(scene.problems("clusters/c1")).isEqualTo(alone);
    }

    @Test
    void aMistakeInAKustomizationsOwnPartOfABuildIsToldAtThatKustomization() {
        for (int cluster = 0; cluster < 2; cluster++) {
            scene.file("clusters/c" + cluster + "/web.yaml", unit("web", "./base", """
                    patches: [{patch: '{apiVersion: v1, kind: Nothing, metadata: {name: gone}}'}]"""));
        }
        scene.share(new Sharing());

        List<String> first = scene.problems("clusters/c0");
        List<String> second = scene.problems("clusters/c1");

        assertThat(first).allMatch(problem -> problem.contains("clusters/c0/web.yaml"));
        assertThat(second).allMatch(problem -> problem.contains("clusters/c1/web.yaml"));
    }

    @Test
    void aWarningAboutAKustomizationsOwnPartOfABuildIsToldAtThatKustomization() {
        for (int cluster = 0; cluster < 2; cluster++) {
            scene.file("clusters/c" + cluster + "/web.yaml", unit("web", "./base", """
                    patches: [{target: {kind: Deployment, name: gone}, patch: '{apiVersion: v1, kind: Nothing, metadata: {name: any}}'}]"""));
        }
        scene.share(new Sharing());

        List<String> first = warnings(scene.render("clusters/c0"));
        List<String> second = warnings(scene.render("clusters/c1"));

        assertThat(first).anyMatch(warning -> warning.startsWith("clusters/c0/web.yaml"));
        assertThat(second)
                .anyMatch(warning -> warning.startsWith("clusters/c1/web.yaml"))
                .noneMatch(warning -> warning.contains("clusters/c0"));
    }

    @Test
    void aSourceIsFetchedOnceForAllWithTheSameLogin() {
        var sharing = new Sharing();
        var fetches = new AtomicInteger();
        Supplier<Source> fetch = () -> {
            fetches.incrementAndGet();
            return new Source("https://git.invalid", "main@sha1:1", Path.of("tree"), "commit");
        };

        Source first = sharing.fetched(repository(""), login("a"), List.of(), fetch);
        Source second = sharing.fetched(repository(""), login("a"), List.of(), fetch);
        sharing.fetched(repository(""), login("b"), List.of(), fetch);

        assertThat(second).isSameAs(first);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aVerifiedSourceIsFetchedForEach() {
        var sharing = new Sharing();
        var fetches = new AtomicInteger();
        Supplier<Source> fetch = () -> {
            fetches.incrementAndGet();
            return new Source("https://git.invalid", "main@sha1:1", Path.of("tree"), "commit");
        };

        sharing.fetched(repository("verify: {mode: HEAD, secretRef: {name: keys}}"), login("a"), List.of(), fetch);
        sharing.fetched(repository("verify: {mode: HEAD, secretRef: {name: keys}}"), login("a"), List.of(), fetch);

        assertThat(fetches).hasValue(2);
    }

    @Test
    void aFetchThatFailedIsTriedAgain() {
        var sharing = new Sharing();
        var source = new Source("https://git.invalid", "main@sha1:1", Path.of("tree"), "commit");

        assertThatThrownBy(() -> sharing.fetched(repository(""), login("a"), List.of(), () -> {
                    throw new Rejected("GitRepository", "no access");
                }))
                .isInstanceOf(Rejected.class);

        assertThat(sharing.fetched(repository(""), login("a"), List.of(), () -> source))
                .isSameAs(source);
    }

    @Test
    void whoeverIsInterruptedTellsNoSecret() throws InterruptedException {
        var sharing = new Sharing();
        var source = new Source("https://git.invalid", "main@sha1:1", Path.of("tree"), "commit");
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var first = new Thread(() -> sharing.fetched(repository(""), login("hunter2"), List.of(), () -> {
            begun.countDown();
            return awaited(over, source);
        }));
        first.start();
        begun.await();

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> sharing.fetched(repository(""), login("hunter2"), List.of(), () -> source))
                .isInstanceOf(TimedOut.class)
                .hasMessageStartingWith("GitRepository/flux-system/other: ")
                .hasMessageNotContaining("hunter2");
        assertThat(Thread.interrupted()).isTrue();
        over.countDown();
        first.join();
    }

    private static <T> T awaited(CountDownLatch latch, T value) {
        try {
            latch.await();
            return value;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SourceSpec repository(String more) {
        return new FluxObjects()
                .gitRepository(Manifests.read(gitRepository("other", more), "source.yaml")
                        .get(0));
    }

    private static Optional<Credentials> login(String password) {
        return Optional.of(new Credentials(Map.of("password", password.getBytes(StandardCharsets.UTF_8))));
    }

    private static List<String> warnings(Rendered rendered) {
        return rendered.warnings().stream().map(Object::toString).toList();
    }

    private static String text(Rendered rendered) {
        return rendered.units().stream()
                .flatMap(unit -> unit.manifests().stream())
                .map(manifest -> "# " + manifest + "\n" + YamlWriter.write(manifest.content()))
                .collect(Collectors.joining("---\n"));
    }
}
