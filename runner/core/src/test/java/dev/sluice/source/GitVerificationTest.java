package dev.sluice.source;

import static dev.sluice.source.GitRepositories.branch;
import static dev.sluice.source.GitRepositories.commit;
import static dev.sluice.source.GitRepositories.fetcher;
import static dev.sluice.source.GitRepositories.name;
import static dev.sluice.source.GitRepositories.secret;
import static dev.sluice.source.GitRepositories.semver;
import static dev.sluice.source.GitRepositories.tag;
import static dev.sluice.source.GitRepositories.verified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.source.signature.PgpSigner;
import dev.sluice.source.signature.SshSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code spec.verify} of a GitRepository, on a Git server, with keys that are made here. */
class GitVerificationTest {

    private static final String PATH = "/org/app.git";

    private final PgpSigner author = PgpSigner.create();
    private final SshSigner releaser = SshSigner.create();

    @TempDir
    private Path directory;

    private ServedRepository repository;
    private GitHttpServer server;

    @BeforeEach
    void serve() throws IOException {
        repository = new ServedRepository(directory.resolve("app.git")).file("a.yaml", "a: b\n");
        server = GitHttpServer.http().serve(PATH, repository);
    }

    @AfterEach
    void stop() {
        server.close();
        repository.close();
    }

    @Test
    void saysWhoSignedTheHead() {
        String head = repository.signedCommit("main", "First", author::sign);

        Source source = fetch(branch("main"), "HEAD");

        assertThat(source.verified())
                .isEqualTo("verified signature of\n\t- commit '" + head + "' with key '" + author.id() + "'");
    }

    @Test
    void takesTheOldNameOfTheMode() {
        repository.signedCommit("main", "First", author::sign);

        assertThat(fetch(branch("main"), "head").verified()).startsWith("verified signature of");
    }

    @Test
    void refusesAnUnsignedHead() {
        String head = repository.commit("main", "First");

        assertThatThrownBy(() -> fetch(branch("main"), "HEAD"))
                .isInstanceOf(Rejected.class)
                .hasMessage("GitRepository/apps/podinfo: signature verification of commit '" + head
                        + "' failed: unsupported signature type: empty")
                .cause()
                .isInstanceOfSatisfying(
                        NotVerified.class, why -> assertThat(why.reason()).isEqualTo("InvalidCommitSignature"));
    }

    @Test
    void refusesTheHeadOfAStranger() {
        PgpSigner stranger = PgpSigner.create();
        String head = repository.signedCommit("main", "First", stranger::sign);

        assertThatThrownBy(() -> fetch(branch("main"), "HEAD"))
                .isInstanceOfSatisfying(Rejected.class, refused -> assertThat(refused.hint())
                        .contains("it is signed with key " + stranger.id() + ", which is not there"))
                .hasMessageContaining("commit '" + head + "' failed: unable to verify Git commit: ");
    }

    @Test
    void verifiesTheTagAlone() {
        repository.signedTag("v1.0.0", repository.commit("main", "First"), releaser::sign);

        Source source = fetch(tag("v1.0.0"), "Tag");

        assertThat(source.verified())
                .matches("verified signature of\n\t- tag 'v1\\.0\\.0@[0-9a-f]{40}' with key '"
                        + Pattern.quote(releaser.fingerprint()) + "'");
    }

    @Test
    void verifiesTagAndHead() {
        String head = repository.signedCommit("main", "First", author::sign);
        repository.signedTag("v1.0.0", head, releaser::sign);

        for (GitReference reference :
                new GitReference[] {tag("v1.0.0"), semver("1.x"), name("refs/tags/v1.0.0"), name("refs/tags/v1.0.0^{}")
                }) {
            assertThat(fetch(reference, "TagAndHEAD").verified())
                    .contains("\n\t- tag 'v1.0.0@", "\n\t- commit '" + head + "' with key '" + author.id() + "'");
        }
    }

    @Test
    void refusesAnAnnotatedTagThatIsNotSigned() {
        repository.annotatedTag("v1.0.0", repository.signedCommit("main", "First", author::sign));

        assertThatThrownBy(() -> fetch(tag("v1.0.0"), "TagAndHEAD"))
                .isInstanceOf(Rejected.class)
                .hasMessageMatching("GitRepository/apps/podinfo: cannot verify signature of tag 'v1.0.0@[0-9a-f]{40}'"
                        + " since it is not signed");
    }

    @Test
    void refusesATagThatIsOnlyAName() {
        repository.reference("refs/tags/v1.0.0", repository.signedCommit("main", "First", author::sign));

        assertThatThrownBy(() -> fetch(tag("v1.0.0"), "Tag"))
                .isInstanceOf(Rejected.class)
                .hasMessage(
                        "GitRepository/apps/podinfo: cannot verify signature of tag 'v1.0.0' since it is not signed");
    }

    @Test
    void refusesATagOfAStranger() {
        repository.signedTag(
                "v1.0.0", repository.signedCommit("main", "First", author::sign), SshSigner.create()::sign);

        assertThatThrownBy(() -> fetch(tag("v1.0.0"), "TagAndHEAD"))
                .isInstanceOf(Rejected.class)
                .hasMessageMatching("(?s).*signature verification of tag 'v1.0.0@[0-9a-f]{40}' failed: "
                        + "unable to verify Git tag SSH signature: .*public key does not match")
                .cause()
                .isInstanceOfSatisfying(
                        NotVerified.class, why -> assertThat(why.reason()).isEqualTo("InvalidTagSignature"));
    }

    @Test
    void aBranchHasNoTagToVerify() {
        repository.signedCommit("main", "First", author::sign);

        assertThatThrownBy(() -> fetch(branch("main"), "Tag"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("cannot verify tag object's signature if a tag reference is not specified");
    }

    /** A commit counts before a tag: what stands beside it is looked at by its name alone. */
    @Test
    void aTagBesideACommitIsNotLookedUp() {
        String head = repository.signedCommit("main", "First", author::sign);
        repository.signedTag("v1.0.0", head, releaser::sign);

        assertThatThrownBy(() -> fetch(new GitReference(null, null, null, "refs/tags/v1.0.0", head), "Tag"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("cannot verify signature of tag 'v1.0.0' since it is not signed");
    }

    @Test
    void verifiesACommitThatIsNamed() {
        String head = repository.signedCommit("main", "First", author::sign);
        repository.commit("main", "Second");

        assertThat(fetch(commit("main", head), "HEAD").verified()).contains("commit '" + head + "'");
    }

    @Test
    void verifiesWhatTheCacheHasWithTheKeysOfNow() {
        repository.signedCommit("main", "First", author::sign);
        fetch(branch("main"), "HEAD");
        long packs = server.packs();
        var others = secret("author.asc", PgpSigner.create().publicKey());
        SourceSpec spec = verified(server.url(PATH), branch("main"), "HEAD");

        assertThat(fetch(branch("main"), "HEAD").verified()).contains(author.id());
        assertThatThrownBy(() -> fetcher(cache()).fetch(spec, Optional.empty(), others, include -> {
                    throw new AssertionError();
                }))
                .isInstanceOf(Rejected.class);
        assertThat(server.packs()).isEqualTo(packs);
    }

    /** The cache of a version that kept no commits, or of one that somebody changed. */
    @Test
    void fetchesTheCommitAgainWhereTheCacheDoesNotHaveIt() throws IOException {
        String head = repository.signedCommit("main", "First", author::sign);
        fetch(branch("main"), "HEAD");
        try (Stream<Path> files = Files.walk(cache())) {
            for (Path file :
                    files.filter(path -> path.endsWith("objects/" + head)).toList()) {
                Files.writeString(file, "something else");
            }
        }

        assertThat(fetch(branch("main"), "HEAD").verified()).contains("commit '" + head + "'");
    }

    private Source fetch(GitReference reference, String mode) {
        var keys = secret("author.asc", author.publicKey(), "releaser.sshpub", releaser.publicKey());
        return fetcher(cache()).fetch(verified(server.url(PATH), reference, mode), Optional.empty(), keys, include -> {
            throw new AssertionError();
        });
    }

    private Path cache() {
        return directory.resolve("cache");
    }
}
