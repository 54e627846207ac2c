package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TransientFailure;
import dev.sluice.source.RepositoryFetcher.Fetched;
import dev.sluice.source.RepositoryFetcher.Request;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.transport.UploadPack.RequestPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RepositoryFetcherTest {

    private static final String PATH = "/org/base.git";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Path directory;
    private ServedRepository repository;
    private GitHttpServer server;
    private String first;
    private String second;

    @BeforeEach
    void serve(@TempDir Path temporary) throws IOException {
        directory = temporary;
        repository = new ServedRepository(directory.resolve("base.git"));
        first = repository.file("a.yaml", "one").commit("main", "First");
        second = repository.file("a.yaml", "two").commit("main", "Second");
        server = GitHttpServer.http().serve(PATH, repository);
    }

    @AfterEach
    void stop() {
        server.close();
        repository.close();
    }

    private RepositoryFetcher fetcher() {
        return fetcher(new CredentialSource(List.of(), Map.of()));
    }

    private RepositoryFetcher fetcher(CredentialSource credentials) {
        return new RepositoryFetcher(directory.resolve("cache"), credentials);
    }

    private Request request(String reference) {
        return new Request(server.url(PATH), reference, TIMEOUT, true);
    }

    private Fetched fetch(String reference) {
        return fetcher().fetch(request(reference));
    }

    @Test
    void takesTheDefaultBranchWhereNoReferenceIsGiven() {
        Fetched fetched = fetch("");

        assertThat(fetched).isEqualTo(new Fetched(server.url(PATH), fetched.directory(), second, "refs/heads/main"));
        assertThat(fetched.directory().resolve("a.yaml")).hasContent("two");
    }

    @ParameterizedTest
    @CsvSource({
        "old, refs/heads/old",
        "heads/old, refs/heads/old",
        "refs/heads/old, refs/heads/old",
        "v1, refs/tags/v1",
        "annotated, refs/tags/annotated",
        "refs/pull/1/head, refs/pull/1/head",
        "both, refs/tags/both",
    })
    void findsAReferenceAsGitFetchDoes(String reference, String name) {
        repository
                .reference("refs/heads/old", first)
                .reference("refs/tags/v1", first)
                .annotatedTag("annotated", first)
                .reference("refs/pull/1/head", first)
                .reference("refs/heads/both", second)
                .reference("refs/tags/both", first);

        Fetched fetched = fetch(reference);

        assertThat(fetched.reference()).isEqualTo(name);
        assertThat(fetched.commit()).isEqualTo(first);
        assertThat(fetched.directory().resolve("a.yaml")).hasContent("one");
    }

    @Test
    void takesACommitByItsWholeNameAlsoWhereTheServerHandsOutReferencesOnly() {
        assertThat(fetch(first)).extracting(Fetched::commit, Fetched::reference).containsExactly(first, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "main~1", "-x", "main:x", "a b"})
    void refusesWhatIsNoReference(String reference) {
        assertThatThrownBy(() -> fetch(reference))
                .isInstanceOf(Rejected.class)
                .hasMessage("couldn't find remote ref " + reference + ": git repository: '" + server.url(PATH) + "'");
    }

    @Test
    void refusesAPartOfACommitAndSaysHowToNameIt() {
        assertThatThrownBy(() -> fetch(first.substring(0, 8)))
                .isInstanceOf(Rejected.class)
                .satisfies(failure ->
                        assertThat(((RunFailure) failure).hint()).hasValue("a commit is named by all of its digits"));
    }

    @Test
    void asksNobodyForACommitThatIsInTheCache() {
        fetch(first);
        server.close();

        assertThat(fetcher().holds(request(first))).isTrue();
        assertThat(fetch(first).directory().resolve("a.yaml")).hasContent("one");
    }

    @Test
    void asksOnlyForTheReferencesWhereTheirCommitIsInTheCache() {
        fetch("main");

        assertThat(fetch("main").commit()).isEqualTo(second);
        assertThat(server.packs()).isEqualTo(1);
        assertThat(fetcher().holds(request("main"))).isFalse();
    }

    @Test
    void keepsLinksAndFetchesAgainWhereOneIsAnotherThanItWas() throws IOException {
        repository.link("b.yaml", "a.yaml").commit("main", "Third");
        Path link = fetch("main").directory().resolve("b.yaml");
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("a.yaml"));

        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("/etc/passwd"));

        assertThat(Files.readSymbolicLink(fetch("main").directory().resolve("b.yaml")))
                .isEqualTo(Path.of("a.yaml"));
    }

    @Test
    void takesSubmodulesUnlessToldNotTo() throws IOException {
        try (var module = new ServedRepository(directory.resolve("module.git"))) {
            String commit = module.file("m.yaml", "m").commit("main", "Module");
            server.serve("/org/module.git", module);
            repository
                    .file(".gitmodules", "[submodule \"m\"]\n\tpath = m\n\turl = ../module.git\n")
                    .submodule("m", commit)
                    .commit("main", "Third");

            assertThat(fetch("main").directory().resolve("m/m.yaml")).hasContent("m");
            Path without = fetcher()
                    .fetch(new Request(server.url(PATH), "main", TIMEOUT, false))
                    .directory();
            assertThat(without.resolve("m")).isEmptyDirectory();
        }
    }

    @Test
    void logsInWithWhatIsKnownOfTheHost() {
        server.serve("/private.git", repository, "Basic bWU6c2VjcmV0"::equals, RequestPolicy.ADVERTISED);
        String host = server.url("").substring("http://".length());
        var known = new CredentialSource(
                List.of(new HostCredential(host, "USER", "TOKEN")), Map.of("USER", "me", "TOKEN", "secret"));
        var request = new Request(server.url("/private.git"), "main", TIMEOUT, true);

        assertThat(fetcher(known).fetch(request).commit()).isEqualTo(second);
        assertThatThrownBy(() -> fetcher().fetch(new Request(server.url("/private.git"), "", TIMEOUT, true)))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("authentication required");
    }

    @Test
    void logsInWithTheAddressAndNeverShowsIt() {
        server.serve("/private.git", repository, "Basic bWU6c2VjcmV0"::equals, RequestPolicy.ADVERTISED);
        String url = server.url("/private.git").replace("http://", "http://me:secret@");

        Fetched fetched = fetcher().fetch(new Request(url, "main", TIMEOUT, true));

        assertThat(fetched.commit()).isEqualTo(second);
        assertThat(fetched.address()).isEqualTo(server.url("/private.git"));
        assertThat(new Request(url, "main", TIMEOUT, true)).hasToString(server.url("/private.git") + "?ref=main");
    }

    @Test
    void fetchesFromADirectoryOfThisMachine() {
        String url = "file://" + directory.resolve("base.git");

        assertThat(RepositoryFetcher.isLocal(url)).isTrue();
        assertThat(fetcher().fetch(new Request(url, "main", TIMEOUT, true)).commit())
                .isEqualTo(second);
    }

    @Test
    void givesUpOnAServerThatIsNotThere() throws IOException {
        int port;
        try (var closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        var request = new Request("http://127.0.0.1:" + port + "/a/b", "", TIMEOUT, true);

        assertThatThrownBy(() -> fetcher().fetch(request))
                .isInstanceOf(TransientFailure.class)
                .hasMessageStartingWith("unable to list remote for 'http://127.0.0.1:" + port + "/a/b': ");
    }

    @Test
    @Timeout(60)
    void givesUpOnAServerThatIsSilentWhenTheTimeOfTheUrlIsOver() {
        server.stall(PATH, new CountDownLatch(1));
        var request = new Request(server.url(PATH), "main", Duration.ofSeconds(1), true);

        assertThatThrownBy(() -> fetcher().fetch(request))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("unable to clone '" + server.url(PATH) + "': no answer within 1.0s")
                .satisfies(failure -> assertThat(((RunFailure) failure).hint())
                        .hasValue("give it more time with ?timeout=SECONDS in the URL"));
    }

    @Test
    void twoRunsAtOnceFetchOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Path> run = () -> fetch("main").directory();
            List<Future<Path>> runs = threads.invokeAll(List.of(run, run));

            assertThat(runs.get(0).get()).isEqualTo(runs.get(1).get());
            assertThat(server.packs()).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    /** {@code a} is a link out of the tree and a directory, and {@code a/l} in it would be written through the link. */
    @Test
    void writesNothingThroughALinkOfTheCommit() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        for (FileMode mode : List.of(FileMode.SYMLINK, FileMode.REGULAR_FILE)) {
            repository.commitLinkAndDirectory("evil", "a", outside.toString(), "l", mode);

            assertThatThrownBy(() -> fetch("evil"))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("the commit holds a path twice: a");
            assertThat(outside).isEmptyDirectory();
        }
    }

    @Test
    void takesNoSubmoduleOfThisMachine() {
        String submodule = repository.commit("main", "Third");
        for (String url : List.of("../base.git", "file://" + directory.resolve("base.git"), "/etc")) {
            repository
                    .file(".gitmodules", "[submodule \"m\"]\npath = m\nurl = " + url + "\n")
                    .submodule("m", submodule)
                    .commit("nested", "Nest");
            var local = new Request("file://" + directory.resolve("base.git"), "nested", TIMEOUT, true);

            assertThatThrownBy(() -> fetcher().fetch(local))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("the submodule's address is not one of http, https or ssh");
        }
    }

    @Test
    void takesAKeyForSshFromTheEnvironment() throws Exception {
        KeyPair key = GitSshServer.keyPair("EC", 256);
        try (var ssh = new GitSshServer(GitSshServer.keyPair("EC", 256), key.getPublic()).serve(PATH, repository)) {
            String url = ssh.url(PATH).replace("ssh://", "ssh://git@");
            var known = new CredentialSource(
                    List.of(),
                    Map.of(
                            "SLUICE_SSH_IDENTITY", GitSshServer.openSsh(key, null),
                            "SLUICE_SSH_KNOWN_HOSTS", ssh.knownHosts()));
            var request = new Request(url, "main", TIMEOUT, true);

            assertThat(fetcher(known).fetch(request).commit()).isEqualTo(second);
            assertThatThrownBy(() -> fetcher().fetch(request))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("invalid 'ssh' auth option: 'identity' is required")
                    .satisfies(failure -> assertThat(((Rejected) failure).hint().orElseThrow())
                            .contains("SLUICE_SSH_IDENTITY"));
        }
    }
}
