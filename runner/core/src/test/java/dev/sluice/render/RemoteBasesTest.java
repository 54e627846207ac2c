package dev.sluice.render;

import static dev.sluice.render.RenderScene.APPS;
import static dev.sluice.render.RenderScene.BASE;
import static dev.sluice.render.RenderScene.configMap;
import static dev.sluice.render.RenderScene.data;
import static dev.sluice.render.RenderScene.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.event.RunEvent;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Problem;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import dev.sluice.source.GitHttpServer;
import dev.sluice.source.ServedRepository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units whose kustomizations build on what other servers have. */
class RemoteBasesTest {

    private static final String PATH = "/org/base.git";

    private final Path directory;
    private final RenderScene scene;
    private final ServedRepository repository;
    private GitHttpServer server;
    private String first;

    RemoteBasesTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.scene = new RenderScene(directory);
        this.repository = new ServedRepository(directory.resolve("base.git"));
    }

    @BeforeEach
    void serve() throws IOException {
        first = repository
                .file("deploy/kustomization.yaml", "resources: [a.yaml]\n")
                .file("deploy/a.yaml", configMap("a", "version: one"))
                .commit("main", "First");
        repository.file("deploy/a.yaml", configMap("a", "version: two")).commit("main", "Second");
        server = GitHttpServer.http().serve(PATH, repository);
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", ""));
        scene.remoteSources();
    }

    @AfterEach
    void stop() {
        server.close();
        repository.close();
    }

    private void buildOn(String... entries) {
        scene.file("apps/kustomization.yaml", "resources:\n- " + String.join("\n- ", entries) + "\n");
    }

    private String base(String reference) {
        return server.url(PATH) + "//deploy" + (reference.isEmpty() ? "" : "?ref=" + reference);
    }

    private List<String> warnings() {
        return scene.events().stream()
                .filter(RunEvent.Warning.class::isInstance)
                .map(RunEvent.Warning.class::cast)
                .map(warning -> warning.subject() + ": " + warning.message())
                .filter(warning -> warning.contains("ref"))
                .toList();
    }

    @Test
    void aUnitIsBuiltFromACommitOfAnotherRepository() {
        buildOn(base(first));

        Rendered rendered = scene.render();

        assertThat(data(rendered, APPS, "version")).isEqualTo("one");
        assertThat(RenderScene.find(rendered, APPS).manifests().get(0).origin())
                .hasToString(server.url(PATH) + "?ref=" + first + "/deploy/a.yaml:1");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void whichCommitABranchWasIsToldAtItsEntry() {
        buildOn(base("main"));

        Rendered rendered = scene.render();

        assertThat(data(rendered, APPS, "version")).isEqualTo("two");
        assertThat(warnings())
                .singleElement()
                .asString()
                .startsWith("apps/kustomization.yaml:2: names a ref that moves:" + " refs/heads/main was ");
        assertThat(rendered.warnings()).extracting(Problem::location).contains("apps/kustomization.yaml:2");
    }

    @Test
    void severalUnitsOfOneRunSeeOneStateOfABranch() {
        scene.file("clusters/dev/base.yaml", unit("base", "./other", "targetNamespace: other"));
        buildOn(base(""));
        scene.file("other/kustomization.yaml", "resources: ['" + base("") + "']\n");

        Rendered rendered = scene.render();

        assertThat(data(rendered, BASE, "version")).isEqualTo("two");
        assertThat(server.packs()).isEqualTo(1);
        assertThat(server.requests())
                .filteredOn(request -> request.path().endsWith("/info/refs"))
                .hasSize(2);
    }

    @Test
    void aCommitThatWasFetchedOnceNeedsNoServer() {
        buildOn(base(first));
        scene.render();
        server.close();
        scene.remoteSources();

        assertThat(data(scene.render(), APPS, "version")).isEqualTo("one");
    }

    @Test
    void aFileOfAWebServerIsFetchedOnce() throws IOException {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var requests = new AtomicInteger();
        web.createContext("/a.yaml", exchange -> {
            requests.incrementAndGet();
            byte[] content = configMap("a", "version: web").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        web.start();
        try {
            String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/a.yaml";
            scene.file("clusters/dev/base.yaml", unit("base", "./other", "targetNamespace: other"));
            buildOn(url);
            scene.file("other/kustomization.yaml", "resources: ['" + url + "']\nnamespace: other\n");

            assertThat(data(scene.render(), APPS, "version")).isEqualTo("web");
            assertThat(requests).hasValue(1);
        } finally {
            web.stop(0);
        }
    }

    @Test
    void whatCannotBeHadIsToldAtItsEntry() {
        buildOn("git::" + server.url("/org/none.git//deploy"), base("nowhere"));

        assertThatThrownBy(scene::render).isInstanceOf(Rejected.class).satisfies(failure -> assertThat(
                        ((Rejected) failure).problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "apps/kustomization.yaml:2: unable to list remote for '" + server.url("/org/none.git")
                                + "': repository not found",
                        "apps/kustomization.yaml:3: " + base("nowhere")
                                + ": neither a file of objects (the server answered 404 (no such file)) nor a Git"
                                + " repository (couldn't find remote ref nowhere: git repository: '" + server.url(PATH)
                                + "') can be had there"));
    }

    @Test
    void aServerThatIsGoneIsAskedAgainAtTheNextTry() throws IOException {
        RemoteSources remote = scene.remoteSources();
        server.fail(PATH, repository, 503);
        buildOn("git::" + base("main"));
        assertThatThrownBy(scene::render)
                .isInstanceOf(TransientFailure.class)
                .hasMessageStartingWith("apps/kustomization.yaml:2: ");

        server.serve(PATH, repository);
        remote.forgetFailures();

        assertThat(data(scene.render(), APPS, "version")).isEqualTo("two");
    }

    @Test
    void aRunReadsNoRepositoryOfItsMachine() {
        String url = "file://" + directory.resolve("base.git");
        buildOn(url + "//deploy");

        assertThatThrownBy(scene::render)
                .isInstanceOf(InvalidInput.class)
                .hasMessage("apps/kustomization.yaml:2: " + url + ": a repository of this machine is no base of a run");
    }

    @Test
    void aRunMayHaveNothingOfOtherServers() {
        var strict = new RenderScene(directory);
        buildOn(base("main"));

        assertThatThrownBy(strict::render)
                .isInstanceOf(InvalidInput.class)
                .hasMessage("apps/kustomization.yaml:2: " + base("main") + ": remote resources are not allowed");
    }

    @Test
    void aMistakeInAnObjectOfABaseIsToldAtItsOwnLine() {
        String commit = repository
                .file("deploy/a.yaml", configMap("a", "color: blue\n  size: ${size}"))
                .commit("main", "Third");
        scene.file("clusters/dev/apps.yaml", unit("apps", "./apps", "postBuild: {substitute: {a: b}}"));
        buildOn(base(commit));

        assertThat(scene.problems())
                .containsExactly(server.url(PATH) + "?ref=" + commit
                        + "/deploy/a.yaml:6: ConfigMap/flux-system/a: variable" + " not set (strict mode): \"size\"");
    }
}
