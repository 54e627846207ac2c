package dev.sluice.source;

import static dev.sluice.source.GitRepositories.branch;
import static dev.sluice.source.GitRepositories.fetcher;
import static dev.sluice.source.GitRepositories.gitRepository;
import static dev.sluice.source.GitRepositories.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.failure.Rejected;
import dev.sluice.source.SourceSpec.Credentials;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TlsIdentityTest {

    private Path directory;
    private TestCertificates certificates;
    private ServedRepository repository;
    private GitHttpServer server;
    private GitHttpServer strict;

    @BeforeAll
    void serve(@TempDir Path temporary) throws Exception {
        directory = temporary;
        certificates = new TestCertificates(directory);
        repository = new ServedRepository(directory.resolve("a.git"));
        repository.file("app.yaml", "a: 1").commit("main", "First");
        server = GitHttpServer.https(certificates.serverContext(), false).serve("/a.git", repository);
        strict = GitHttpServer.https(certificates.serverContext(), true).serve("/a.git", repository);
    }

    @AfterAll
    void stop() {
        server.close();
        strict.close();
        repository.close();
    }

    @Test
    void trustsTheAuthorityOfTheSecret() throws Exception {
        assertThat(fetch(server, secret("ca.crt", certificates.authority()))).isNull();
        assertThat(fetch(server, secret("caFile", certificates.authority()))).isNull();
    }

    @Test
    void prefersTheNewNameOfTheAuthority() throws Exception {
        assertThat(fetch(server, secret("ca.crt", certificates.authority(), "caFile", certificates.stranger())))
                .isNull();
    }

    @Test
    void refusesAServerThatNobodyVouchesFor() throws Exception {
        assertThat(fetch(server, Optional.empty())).isInstanceOf(Rejected.class).hasMessageContaining("tls: ");
        assertThat(fetch(server, secret("ca.crt", certificates.stranger()))).isInstanceOf(Rejected.class);
    }

    @Test
    void showsAClientCertificate() throws Exception {
        assertThat(fetch(
                        strict,
                        secret(
                                "ca.crt",
                                certificates.authority(),
                                "tls.crt",
                                certificates.clientCertificate(),
                                "tls.key",
                                certificates.clientKey())))
                .isNull();
    }

    @Test
    void isRefusedWithoutAClientCertificate() throws Exception {
        assertThat(fetch(strict, secret("ca.crt", certificates.authority())))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("tls: certificate required");
    }

    @Test
    void wantsCertificateAndKeyTogether() throws Exception {
        assertThat(fetch(strict, secret("tls.crt", certificates.clientCertificate())))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("both 'tls.crt' and 'tls.key' are required");
    }

    @Test
    void refusesWhatIsNoKeyAndDoesNotPrintIt() throws Exception {
        assertThat(fetch(strict, secret("tls.crt", certificates.clientCertificate(), "tls.key", "n0t a key")))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("invalid certificate data")
                .hasMessageNotContaining("n0t");
    }

    private @Nullable Throwable fetch(GitHttpServer from, Optional<Credentials> secret) {
        Path cache = directory.resolve("cache-" + System.identityHashCode(secret));
        return catchThrowable(() -> fetcher(cache).fetch(gitRepository(from.url("/a.git"), branch("main")), secret));
    }
}
