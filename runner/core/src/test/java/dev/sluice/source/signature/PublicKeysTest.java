package dev.sluice.source.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which signatures count, as source-controller and the libraries below it decide; keys and signatures are real ones. */
class PublicKeysTest {

    /** Later than what the keys say of themselves by the clock of this machine. */
    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final String COMMIT = """
            tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
            author Tester <tester@example.test> 1767225600 +0000
            committer Tester <tester@example.test> 1767225600 +0000

            Message
            """;
    private static final String NO_KEY =
            "unable to verify Git commit: unable to verify payload with any of the given key rings: no matching key";
    private static final String NO_SSH_KEY = "unable to verify Git commit SSH signature: "
            + "unable to verify payload with any of the given authorized keys: no matching key";

    @Test
    void answersTheIdOfTheKeyThatSigned() throws BadSignature {
        PgpSigner author = PgpSigner.create();

        String key = keys("author.asc", author.publicKey()).verify(signed(author.sign(COMMIT.getBytes(UTF_8))));

        assertThat(key).isEqualTo(author.id()).hasSize(16);
    }

    @Test
    void takesEveryEntryThatIsNoSshKeyForAPgpKey() throws BadSignature {
        PgpSigner author = PgpSigner.create();

        String key = keys("whatever", author.publicKey()).verify(signed(author.sign(COMMIT.getBytes(UTF_8))));

        assertThat(key).isEqualTo(author.id());
    }

    @Test
    void answersThePrimaryKeyWhereASubkeySigned() throws BadSignature {
        PgpSigner author = PgpSigner.withSubkey();

        String key = keys("author.asc", author.publicKey()).verify(signed(author.sign(COMMIT.getBytes(UTF_8))));

        assertThat(key).isEqualTo(author.id()).isNotEqualTo(author.signingId());
    }

    @Test
    void triesEveryRing() throws BadSignature {
        PgpSigner author = PgpSigner.create();
        var secret = new HashMap<String, byte[]>();
        secret.put("a.asc", "no key".getBytes(UTF_8));
        secret.put("b.asc", PgpSigner.create().publicKey().getBytes(UTF_8));
        secret.put("c.asc", author.publicKey().getBytes(UTF_8));

        String key = new PublicKeys(secret, clock()).verify(signed(author.sign(COMMIT.getBytes(UTF_8))));

        assertThat(key).isEqualTo(author.id());
    }

    @Test
    void refusesAStrangerAndNamesHim() {
        PgpSigner stranger = PgpSigner.create();

        BadSignature refused = refused(
                keys("author.asc", PgpSigner.create().publicKey()), signed(stranger.sign(COMMIT.getBytes(UTF_8))));

        assertThat(refused).hasMessage(NO_KEY);
        assertThat(refused.hint()).isEqualTo("it is signed with key " + stranger.id() + ", which is not there");
    }

    @Test
    void refusesASignatureOfSomethingElse() {
        PgpSigner author = PgpSigner.create();

        BadSignature refused =
                refused(keys("author.asc", author.publicKey()), signed(author.sign("other".getBytes(UTF_8))));

        assertThat(refused).hasMessage(NO_KEY);
        assertThat(refused.hint()).isEqualTo("key " + author.id() + " did not sign this");
    }

    /** Unlike gpg, which holds what was signed before: go-crypto looks at the clock. */
    @Test
    void refusesAKeyThatHasExpiredSinceItSigned() {
        PgpSigner author = PgpSigner.expiring(CREATED, Duration.ofDays(30));

        BadSignature refused = refused(
                keys("author.asc", author.publicKey()),
                signed(author.sign(COMMIT.getBytes(UTF_8), CREATED.plusSeconds(60), Duration.ZERO)));

        assertThat(refused).hasMessage(NO_KEY);
        assertThat(refused.hint()).isEqualTo("key " + author.id() + " has expired");
    }

    @Test
    void takesAKeyThatHasNotYetExpired() throws BadSignature {
        PgpSigner author = PgpSigner.expiring(CREATED, Duration.ofDays(36_500));

        String key = keys("author.asc", author.publicKey()).verify(signed(author.sign(COMMIT.getBytes(UTF_8))));

        assertThat(key).isEqualTo(author.id());
    }

    @Test
    void refusesAKeyOfTheFuture() {
        PgpSigner author = PgpSigner.expiring(NOW.plusSeconds(60), Duration.ZERO);

        BadSignature refused =
                refused(keys("author.asc", author.publicKey()), signed(author.sign(COMMIT.getBytes(UTF_8))));

        assertThat(refused).hasMessage(NO_KEY);
    }

    @Test
    void refusesARevokedKey() {
        PgpSigner author = PgpSigner.create();

        BadSignature refused =
                refused(keys("author.asc", author.revokedKey()), signed(author.sign(COMMIT.getBytes(UTF_8))));

        assertThat(refused).hasMessage(NO_KEY);
        assertThat(refused.hint()).isEqualTo("key " + author.id() + " is revoked");
    }

    @Test
    void refusesASignatureThatHasExpired() {
        PgpSigner author = PgpSigner.create();

        BadSignature refused = refused(
                keys("author.asc", author.publicKey()),
                signed(author.sign(COMMIT.getBytes(UTF_8), CREATED.plusSeconds(60), Duration.ofDays(1))));

        assertThat(refused).hasMessage(NO_KEY);
    }

    /** Else what a key once said of another key, of a name or of a time would do for a commit (go-crypto, read.go). */
    @ParameterizedTest
    @ValueSource(
            ints = {
                PGPSignature.STAND_ALONE,
                PGPSignature.DEFAULT_CERTIFICATION,
                PGPSignature.POSITIVE_CERTIFICATION,
                PGPSignature.SUBKEY_BINDING,
                PGPSignature.DIRECT_KEY,
                PGPSignature.KEY_REVOCATION,
                PGPSignature.TIMESTAMP
            })
    void refusesASignatureThatIsOfNoDocument(int type) {
        PgpSigner author = PgpSigner.create();

        BadSignature refused =
                refused(keys("author.asc", author.publicKey()), signed(author.signAs(type, COMMIT.getBytes(UTF_8))));

        assertThat(refused).hasMessage(NO_KEY);
        assertThat(refused.hint()).isEqualTo("the signature is of something else than a document");
    }

    @Test
    void takesASignatureOfAText() throws BadSignature {
        PgpSigner author = PgpSigner.create();

        String key = keys("author.asc", author.publicKey())
                .verify(signed(author.signAs(PGPSignature.CANONICAL_TEXT_DOCUMENT, COMMIT.getBytes(UTF_8))));

        assertThat(key).isEqualTo(author.id());
    }

    @Test
    void refusesAKeyThatMayNotSign() {
        PgpSigner author = PgpSigner.certifying();

        BadSignature refused =
                refused(keys("author.asc", author.publicKey()), signed(author.sign(COMMIT.getBytes(UTF_8))));

        assertThat(refused.hint()).isEqualTo("key " + author.id() + " is there, but may not sign");
    }

    @Test
    void saysThatARingCannotBeRead() {
        BadSignature refused =
                refused(keys("author.asc", "no key"), signed(PgpSigner.create().sign(COMMIT.getBytes(UTF_8))));

        assertThat(refused)
                .hasMessage("unable to verify Git commit: unable to read armored key ring: "
                        + "openpgp: invalid argument: no armored data found");
    }

    @Test
    void asksForKeysOfTheKindThatSigned() {
        var none = new PublicKeys(Map.of(), clock());

        assertThat(refused(none, signed(PgpSigner.create().sign(COMMIT.getBytes(UTF_8)))))
                .hasMessage("PGP signature detected but no PGP public keys found in secret (keys with .asc suffix)");
        assertThat(refused(none, signed(SshSigner.create().sign(COMMIT.getBytes(UTF_8)))))
                .hasMessage("SSH signature detected but no SSH public keys found in secret (keys with .sshpub suffix)");
    }

    @ParameterizedTest
    @CsvSource({
        "'', empty",
        "-----BEGIN SIGNED MESSAGE-----, x509",
        "-----BEGIN PGP MESSAGE-----, unknown",
    })
    void refusesOtherKindsOfSignatures(String signature, String type) {
        var object = signature.isEmpty() ? SignedObject.ofCommit(COMMIT.getBytes(UTF_8)) : signed(signature);

        assertThat(refused(new PublicKeys(Map.of(), clock()), object))
                .hasMessage("unsupported signature type: " + type);
    }

    @ParameterizedTest
    @CsvSource({
        "ssh-ed25519, ssh-ed25519",
        "ssh-rsa, rsa-sha2-256",
        "ssh-rsa, rsa-sha2-512",
        "ecdsa-sha2-nistp256, ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384, ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521, ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com, sk-ssh-ed25519@openssh.com",
        "sk-ecdsa-sha2-nistp256@openssh.com, sk-ecdsa-sha2-nistp256@openssh.com",
    })
    void answersTheFingerprintOfTheSshKeyThatSigned(String type, String format) throws BadSignature {
        SshSigner author = SshSigner.of(type, format);
        PublicKeys keys = keys("a.sshpub", "# ours\n\n" + SshSigner.create().publicKey() + author.publicKey());

        for (String hash : new String[] {"sha256", "sha512"}) {
            String key = keys.verify(signed(author.sign(COMMIT.getBytes(UTF_8), "git", hash)));

            assertThat(key).isEqualTo(author.fingerprint());
        }
    }

    @Test
    void readsOptionsAndNamesBeforeAnSshKey() throws BadSignature {
        SshSigner author = SshSigner.create();
        PublicKeys keys = keys("a.sshpub", "restrict,command=\"echo \\\" x\" " + author.publicKey());

        assertThat(keys.verify(signed(author.sign(COMMIT.getBytes(UTF_8))))).isEqualTo(author.fingerprint());
    }

    @Test
    void refusesAnSshSignatureForAnotherPurpose() {
        SshSigner author = SshSigner.create();

        BadSignature refused = refused(
                keys("a.sshpub", author.publicKey()), signed(author.sign(COMMIT.getBytes(UTF_8), "file", "sha512")));

        assertThat(refused).hasMessage(NO_SSH_KEY + "\nnamespace does not match");
    }

    @Test
    void refusesAnotherSshKeyAndNamesIt() {
        SshSigner stranger = SshSigner.create();

        BadSignature refused = refused(
                keys("a.sshpub", SshSigner.create().publicKey()), signed(stranger.sign(COMMIT.getBytes(UTF_8))));

        assertThat(refused).hasMessage(NO_SSH_KEY + "\npublic key does not match");
        assertThat(refused.hint()).isEqualTo("it is signed with key " + stranger.fingerprint());
    }

    @Test
    void refusesAnSshSignatureOfSomethingElse() {
        SshSigner author = SshSigner.create();

        BadSignature refused =
                refused(keys("a.sshpub", author.publicKey()), signed(author.sign("other".getBytes(UTF_8))));

        assertThat(refused).hasMessage(NO_SSH_KEY + "\nssh: signature did not verify");
    }

    @Test
    void oneBadLineSpoilsAFileOfSshKeys() {
        SshSigner author = SshSigner.create();

        BadSignature refused = refused(
                keys("a.sshpub", author.publicKey() + "rubbish\n"), signed(author.sign(COMMIT.getBytes(UTF_8))));

        assertThat(refused)
                .hasMessage("unable to verify Git commit SSH signature: unable to parse authorized keys: "
                        + "unable to parse authorized key: ssh: no key found");
    }

    @Test
    void aTagIsSignedAtTheEndOfItsMessage() throws BadSignature {
        String tag = """
                object 4b825dc642cb6eb9a060e54bf8d69288fbee4904
                type commit
                tag v1
                tagger Tester <tester@example.test> 1767225600 +0000

                Release

                """;
        PgpSigner author = PgpSigner.create();
        var object = SignedObject.ofTag((tag + author.sign(tag.getBytes(UTF_8))).getBytes(UTF_8));

        assertThat(object.payload()).asString(UTF_8).isEqualTo(tag);
        assertThat(keys("author.asc", author.publicKey()).verify(object)).isEqualTo(author.id());
    }

    /** A header of another hash's signature is no part of what is signed, either. */
    @Test
    void bothKindsOfSignatureHeadersAreNotSigned() {
        SignedObject object = SignedObject.ofCommit(
                withHeader(COMMIT, "gpgsig-sha256 -----BEGIN\n other\ngpgsig one\n two\nencoding ISO-8859-1"));

        assertThat(object.payload())
                .asString(UTF_8)
                .isEqualTo(new String(withHeader(COMMIT, "encoding ISO-8859-1"), UTF_8));
        assertThat(object.signature()).isEqualTo("one\ntwo\n");
    }

    private static PublicKeys keys(String entry, String text) {
        return new PublicKeys(Map.of(entry, text.getBytes(UTF_8)), clock());
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static BadSignature refused(PublicKeys keys, SignedObject object) {
        return Objects.requireNonNull(catchThrowableOfType(BadSignature.class, () -> keys.verify(object)));
    }

    /** {@link #COMMIT} with a signature, as Git writes it. */
    private static SignedObject signed(String signature) {
        return SignedObject.ofCommit(
                withHeader(COMMIT, "gpgsig " + signature.strip().replace("\n", "\n ")));
    }

    private static byte[] withHeader(String commit, String header) {
        return commit.replaceFirst("\n\n", "\n" + Matcher.quoteReplacement(header) + "\n\n")
                .getBytes(UTF_8);
    }
}
