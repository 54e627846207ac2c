package dev.sluice.source;

import static dev.sluice.source.GitRepositories.branch;
import static dev.sluice.source.GitRepositories.fetcher;
import static dev.sluice.source.GitRepositories.files;
import static dev.sluice.source.GitRepositories.gitRepository;
import static dev.sluice.source.GitRepositories.secret;
import static dev.sluice.source.GitRepositories.withTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import dev.sluice.source.SourceSpec.Credentials;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SshAccessTest {

    private Path directory;
    private KeyPair userKey;
    private KeyPair strangersKey;
    private ServedRepository repository;
    private GitSshServer server;
    private String commit;

    @BeforeAll
    void serve(@TempDir Path temporary) throws Exception {
        directory = temporary;
        userKey = GitSshServer.keyPair("EC", 256);
        strangersKey = GitSshServer.keyPair("EC", 256);
        repository = new ServedRepository(directory.resolve("fleet.git"));
        commit = repository.file("app.yaml", "a: 1").commit("main", "First");
        server = new GitSshServer(GitSshServer.keyPair("EC", 384), userKey.getPublic())
                .serve("/org/fleet.git", repository);
    }

    @AfterAll
    void stop() {
        server.close();
        repository.close();
    }

    @Test
    void logsInWithAKey() throws Exception {
        Source source = fetcher(directory.resolve("cache"))
                .fetch(
                        gitRepository(url(), branch("main")),
                        login(GitSshServer.openSsh(userKey, null), server.knownHosts()));

        assertThat(source.revision()).isEqualTo("main@sha1:" + commit);
        assertThat(files(source)).isEqualTo(Map.of("app.yaml", "a: 1"));
    }

    @Test
    void readsKeysInPem() throws Exception {
        KeyPair key = GitSshServer.keyPair("RSA", 2048);
        byte[] body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encode(key.getPrivate().getEncoded());
        String pem = "-----BEGIN PRIVATE KEY-----\n" + new String(body, StandardCharsets.US_ASCII)
                + "\n-----END PRIVATE KEY-----\n";
        try (var other = new GitSshServer(GitSshServer.keyPair("EC", 256), key.getPublic())) {
            other.serve("/org/fleet.git", repository);

            assertThat(failure(other.url("/org/fleet.git"), login(pem, other.knownHosts())))
                    .isNull();
        }
    }

    @Test
    void logsInWithAnEd25519KeyToAnEd25519Host() throws Exception {
        var generator = SecurityUtils.getKeyPairGenerator("Ed25519");
        KeyPair key = generator.generateKeyPair();
        KeyPair host = generator.generateKeyPair();
        try (var modern = new GitSshServer(host, key.getPublic()).serve("/org/fleet.git", repository)) {
            Throwable failure =
                    failure(modern.url("/org/fleet.git"), login(GitSshServer.openSsh(key, null), modern.knownHosts()));

            assertThat(failure).isNull();
        }
    }

    @Test
    void opensAnEncryptedKey() throws Exception {
        String key = GitSshServer.openSsh(userKey, "passw0rd");

        assertThat(failure(secret("identity", key, "known_hosts", server.knownHosts(), "password", "passw0rd")))
                .isNull();
        assertThat(failure(secret("identity", key, "known_hosts", server.knownHosts(), "password", "wr0ng")))
                .isInstanceOf(Rejected.class)
                .hasMessageNotContaining("wr0ng");
        assertThat(failure(login(key, server.knownHosts())))
                .isInstanceOf(Rejected.class)
                .hasMessage("GitRepository/apps/podinfo: SSH identity key is encrypted but no 'password' field was "
                        + "provided in the secret 'apps/git-auth'");
    }

    @Test
    void wantsIdentityAndKnownHosts() throws Exception {
        assertThat(failure(Optional.empty()))
                .isInstanceOf(Rejected.class)
                .hasMessage("GitRepository/apps/podinfo: failed to configure authentication options: "
                        + "invalid 'ssh' auth option: 'identity' is required");
        assertThat(failure(secret("identity", GitSshServer.openSsh(userKey, null))))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("invalid 'ssh' auth option: 'known_hosts' is required");
    }

    @Test
    void refusesAServerWithAnotherKeyThanIsKnown() throws Exception {
        String wrong = server.knownHosts(strangersKey.getPublic());

        assertThat(failure(login(GitSshServer.openSsh(userKey, null), wrong)))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("knownhosts: key mismatch");
    }

    @Test
    void refusesAServerThatIsNotKnown() throws Exception {
        String others = server.knownHosts().replace("127.0.0.1", "example.test");

        assertThat(failure(login(GitSshServer.openSsh(userKey, null), others)))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("knownhosts: key is unknown");
    }

    @Test
    void refusesARevokedKey() throws Exception {
        String revoked = server.knownHosts() + server.knownHosts().replace("[127", "@revoked [127");

        assertThat(failure(login(GitSshServer.openSsh(userKey, null), revoked)))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("knownhosts: key is revoked");
    }

    @Test
    void isRefusedWithAKeyThatTheServerDoesNotKnow() throws Exception {
        assertThat(failure(login(GitSshServer.openSsh(strangersKey, null), server.knownHosts())))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("ssh: unable to authenticate");
    }

    @Test
    void refusesARepositoryThatIsNotThere() throws Exception {
        assertThat(failure(server.url("/nobody.git"), login(GitSshServer.openSsh(userKey, null), server.knownHosts())))
                .isInstanceOf(Rejected.class);
    }

    @Test
    @Timeout(10)
    void waitsNoLongerThanItsTimeForAServerThatNeverAnswers() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SourceSpec spec = gitRepository("ssh://127.0.0.1:" + silent.getLocalPort() + "/a.git", branch("main"));
            var login = login(GitSshServer.openSsh(userKey, null), server.knownHosts());

            Throwable failure = catchThrowable(
                    () -> fetcher(directory.resolve("cache")).fetch(withTimeout(spec, Duration.ofMillis(500)), login));

            assertThat(failure).isInstanceOf(TransientFailure.class).hasMessageEndingWith("no answer within 0.5s");
        }
    }

    @Test
    @Timeout(10)
    void triesAgainLaterWhereNobodyListens() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(failure(
                        "ssh://127.0.0.1:" + port + "/a.git",
                        login(GitSshServer.openSsh(userKey, null), server.knownHosts())))
                .isInstanceOf(TransientFailure.class);
    }

    private String url() {
        return server.url("/org/fleet.git");
    }

    private @Nullable Throwable failure(Optional<Credentials> secret) {
        return failure(url(), secret);
    }

    private @Nullable Throwable failure(String url, Optional<Credentials> secret) {
        return catchThrowable(
                () -> fetcher(directory.resolve("cache")).fetch(gitRepository(url, branch("main")), secret));
    }

    private static Optional<Credentials> login(String identity, String knownHosts) {
        return secret("identity", identity, "known_hosts", knownHosts);
    }
}
