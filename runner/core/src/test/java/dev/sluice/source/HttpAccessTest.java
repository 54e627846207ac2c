package dev.sluice.source;

import static dev.sluice.source.GitRepositories.basic;
import static dev.sluice.source.GitRepositories.branch;
import static dev.sluice.source.GitRepositories.fetcher;
import static dev.sluice.source.GitRepositories.gitRepository;
import static dev.sluice.source.GitRepositories.secret;
import static dev.sluice.source.GitRepositories.withSubmodules;
import static dev.sluice.source.GitRepositories.withTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jgit.transport.UploadPack.RequestPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class HttpAccessTest {

    private static final String PATH = "/private/fleet.git";
    private static final Predicate<String> FLEET = basic("ci", "s3cret")::equals;

    private Path directory;

    private ServedRepository repository;
    private GitHttpServer server;

    @BeforeEach
    void serve(@TempDir Path temporary) throws IOException {
        directory = temporary;
        repository = new ServedRepository(directory.resolve("fleet.git"));
        repository.file("app.yaml", "a: 1").commit("main", "First");
        server = GitHttpServer.http();
        protect(FLEET);
    }

    @AfterEach
    void stop() {
        server.close();
        repository.close();
    }

    @Test
    void logsInWithUserAndPassword() {
        assertThat(fetch(server.url(PATH), secret("username", "ci", "password", "s3cret")))
                .isNull();
    }

    @Test
    void logsInWithABearerToken() {
        protect("Bearer t0ken"::equals);

        assertThat(fetch(server.url(PATH), secret("bearerToken", "t0ken"))).isNull();
    }

    @Test
    void logsInWithWhatTheAddressHolds() {
        String url = server.url(PATH).replace("http://", "http://ci:s3cret@");

        assertThat(fetch(url, Optional.empty())).isNull();
    }

    @Test
    void logsInWithCredentialsOfTheHost() {
        String host = server.url("").substring("http://".length());
        var credentials = new CredentialSource(
                List.of(new HostCredential(host, "GIT_USER", "GIT_TOKEN")),
                Map.of("GIT_USER", "ci", "GIT_TOKEN", "s3cret"));

        assertThatCode(() -> new SourceFetcher(cache(), credentials)
                        .fetch(gitRepository(server.url(PATH), branch("main")), Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void saysThatCredentialsAreNeededAndNeverWhichWereTried() {
        Throwable without = fetch(server.url(PATH), Optional.empty());
        Throwable wrong = fetch(server.url(PATH), secret("username", "ci", "password", "wr0ng"));
        Throwable inAddress = fetch(server.url(PATH).replace("http://", "http://ci:wr0ng@"), Optional.empty());

        assertThat(List.of(without, wrong, inAddress)).allSatisfy(failure -> assertThat(failure)
                .isInstanceOf(Rejected.class)
                .hasMessage("GitRepository/apps/podinfo: failed to checkout and determine revision: "
                        + "unable to list remote for '" + server.url(PATH) + "': authentication required")
                .hasStackTraceContaining("Rejected")
                .satisfies(HttpAccessTest::holdsNoSecret));
    }

    @Test
    void refusesAPasswordWithoutAUser() {
        assertThat(fetch(server.url(PATH), secret("password", "s3cret")))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("invalid 'http' auth option: 'password' requires 'username' to be set");
    }

    @Test
    void saysThatTheServerForbids() {
        server.fail(PATH, repository, 403);

        assertThat(fetch(server.url(PATH), Optional.empty()))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("authorization failed");
    }

    @Test
    void triesAgainLaterWhereTheServerIsIll() {
        server.fail(PATH, repository, 503);

        assertThat(fetch(server.url(PATH), Optional.empty()))
                .isInstanceOf(TransientFailure.class)
                .hasMessageEndingWith("the server answered 503");
    }

    @Test
    void followsARedirectWithinTheHostWithItsCredentials() {
        server.redirect("/old.git", PATH);

        assertThat(fetch(server.url("/old.git"), secret("username", "ci", "password", "s3cret")))
                .isNull();
    }

    @Test
    void sendsNoCredentialToAnotherHostThatARedirectLeadsTo() throws IOException {
        try (var other = GitHttpServer.http().serve(PATH, repository)) {
            server.redirect("/moved.git", other.localhostUrl(PATH));

            Throwable failure = fetch(server.url("/moved.git"), secret("username", "ci", "password", "s3cret"));

            assertThat(failure).isNull();
            assertThat(other.requests()).isNotEmpty().allSatisfy(request -> assertThat(request.authorization())
                    .isEmpty());
        }
    }

    @Test
    void sendsNoCredentialToTheOtherHostOfASubmodule() throws IOException {
        try (var other = GitHttpServer.http();
                var library = new ServedRepository(directory.resolve("library.git"))) {
            String commit = library.file("lib.yaml", "l").commit("main", "Library");
            other.serve("/library.git", library);
            repository
                    .file(".gitmodules", "[submodule \"lib\"]\npath = lib\nurl = " + other.url("/library.git") + "\n")
                    .submodule("lib", commit)
                    .commit("main", "Submodule");

            fetcher(cache())
                    .fetch(
                            withSubmodules(gitRepository(server.url(PATH), branch("main"))),
                            secret("username", "ci", "password", "s3cret"));

            assertThat(other.requests()).isNotEmpty().allSatisfy(request -> assertThat(request.authorization())
                    .isEmpty());
        }
    }

    /** The source's part of scenario S71: a run asks for what its own objects name, with their own credentials. */
    @Test
    void s71AsksOneRepositoryOnlyAndWithItsOwnCredentials() throws IOException {
        try (var staging = new ServedRepository(directory.resolve("staging.git"));
                var production = new ServedRepository(directory.resolve("production.git"))) {
            staging.file("a.yaml", "a: 1").commit("main", "Staging");
            production.file("a.yaml", "a: 1").commit("main", "Production");
            String stagingLogin = basic("staging", "s3cret");
            server.serve("/private/fleet-staging.git", staging, stagingLogin::equals, RequestPolicy.ADVERTISED)
                    .serve(
                            "/private/fleet-production.git",
                            production,
                            basic("production", "0ther")::equals,
                            RequestPolicy.ADVERTISED);

            assertThat(fetch(
                            server.url("/private/fleet-staging.git"),
                            secret("username", "staging", "password", "s3cret")))
                    .isNull();
            assertThat(server.requests())
                    .noneMatch(request -> request.path().contains("fleet-production"))
                    .filteredOn(request -> !request.method().equals("PACK"))
                    .allMatch(request -> request.authorization().equals(stagingLogin));
            assertThat(fetch(
                            server.url("/private/fleet-production.git"),
                            secret("username", "staging", "password", "s3cret")))
                    .isInstanceOf(Rejected.class);
        }
    }

    @Test
    @Timeout(10)
    void triesAgainLaterWhereNobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(fetch("http://127.0.0.1:" + port + "/a.git", Optional.empty()))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("Connection refused");
    }

    @Test
    @Timeout(10)
    void triesAgainLaterWhereTheHostIsUnknown() {
        assertThat(fetch("http://nobody.invalid/a.git", Optional.empty())).isInstanceOf(TransientFailure.class);
    }

    @Test
    @Timeout(10)
    void waitsNoLongerThanItsTimeForAServerThatNeverAnswers() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SourceSpec spec = gitRepository("http://127.0.0.1:" + silent.getLocalPort() + "/a.git", branch("main"));

            assertThatThrownBy(
                            () -> fetcher(cache()).fetch(withTimeout(spec, Duration.ofMillis(300)), Optional.empty()))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageEndingWith("no answer within 0.3s");
        }
    }

    private void protect(Predicate<String> allowed) {
        server.serve(PATH, repository, allowed, RequestPolicy.ADVERTISED);
    }

    private @Nullable Throwable fetch(String url, Optional<SourceSpec.Credentials> secret) {
        return catchThrowable(() -> fetcher(cache()).fetch(gitRepository(url, branch("main")), secret));
    }

    private static void holdsNoSecret(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            assertThat(String.valueOf(at.getMessage())).doesNotContain("s3cret", "wr0ng");
        }
    }

    private Path cache() {
        return directory.resolve("cache");
    }
}
