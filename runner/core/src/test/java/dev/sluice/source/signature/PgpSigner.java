package dev.sluice.source.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.jspecify.annotations.Nullable;

/** Somebody with an OpenPGP key, made anew for a test. */
public final class PgpSigner {

    private final PGPKeyPair primary;
    private final PGPKeyPair signing;
    private final PGPPublicKeyRing ring;

    private PgpSigner(PGPKeyPair primary, PGPKeyPair signing, PGPPublicKeyRing ring) {
        this.primary = primary;
        this.signing = signing;
        this.ring = ring;
    }

    /** A key that signs itself and never expires. */
    public static PgpSigner create() {
        return of(
                Instant.parse("2026-01-01T00:00:00Z"),
                Duration.ZERO,
                KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA,
                false);
    }

    static PgpSigner expiring(Instant created, Duration lifetime) {
        return of(created, lifetime, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA, false);
    }

    /** A key that may not sign anything but other keys. */
    static PgpSigner certifying() {
        return of(Instant.parse("2026-01-01T00:00:00Z"), Duration.ZERO, KeyFlags.CERTIFY_OTHER, false);
    }

    /** A key that signs with another one below it. */
    static PgpSigner withSubkey() {
        return of(Instant.parse("2026-01-01T00:00:00Z"), Duration.ZERO, KeyFlags.CERTIFY_OTHER, true);
    }

    private static PgpSigner of(Instant created, Duration lifetime, int flags, boolean subkey) {
        try {
            PGPKeyPair primary = pair(created);
            var facts = new PGPSignatureSubpacketGenerator();
            facts.setSignatureCreationTime(false, Date.from(created));
            facts.setKeyFlags(false, flags);
            if (!lifetime.isZero()) {
                facts.setKeyExpirationTime(false, lifetime.toSeconds());
            }
            var generator = new PGPKeyRingGenerator(
                    PGPSignature.POSITIVE_CERTIFICATION,
                    primary,
                    "Tester <tester@example.test>",
                    new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                    facts.generate(),
                    null,
                    signer(primary),
                    null);
            PGPKeyPair signing = subkey ? pair(created) : primary;
            if (subkey) {
                var below = new PGPSignatureSubpacketGenerator();
                below.setSignatureCreationTime(false, Date.from(created));
                below.setKeyFlags(false, KeyFlags.SIGN_DATA);
                generator.addSubKey(signing, below.generate(), null, signer(signing));
            }
            return new PgpSigner(primary, signing, generator.generatePublicKeyRing());
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key as {@code gpg --armor --export} writes it. */
    public String publicKey() {
        return armored(ring::getEncoded);
    }

    /** The same after its owner has revoked it. */
    String revokedKey() {
        try {
            var generator = generator(primary, PGPSignature.KEY_REVOCATION, null);
            PGPSignature revocation = generator.generateCertification(primary.getPublicKey());
            PGPPublicKey revoked = PGPPublicKey.addCertification(ring.getPublicKey(), revocation);
            return armored(PGPPublicKeyRing.insertPublicKey(ring, revoked)::getEncoded);
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 16 digits. */
    public String id() {
        return String.format("%016X", primary.getKeyID());
    }

    String signingId() {
        return String.format("%016X", signing.getKeyID());
    }

    /** A signature as {@code gpg --armor --detach-sign} writes it. */
    public String sign(byte[] payload) {
        return sign(payload, Instant.parse("2026-01-02T00:00:00Z"), Duration.ZERO);
    }

    /** A signature of those bytes that means something else than that somebody wrote them. */
    String signAs(int type, byte[] payload) {
        return sign(type, payload, Instant.parse("2026-01-02T00:00:00Z"), Duration.ZERO);
    }

    String sign(byte[] payload, Instant at, Duration lifetime) {
        return sign(PGPSignature.BINARY_DOCUMENT, payload, at, lifetime);
    }

    private String sign(int type, byte[] payload, Instant at, Duration lifetime) {
        try {
            var facts = new PGPSignatureSubpacketGenerator();
            facts.setSignatureCreationTime(false, Date.from(at));
            facts.setIssuerFingerprint(false, signing.getPublicKey());
            if (!lifetime.isZero()) {
                facts.setSignatureExpirationTime(false, lifetime.toSeconds());
            }
            PGPSignatureGenerator generator = generator(signing, type, facts);
            generator.update(payload);
            return armored(generator.generate()::getEncoded);
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PGPSignatureGenerator generator(
            PGPKeyPair by, int type, @Nullable PGPSignatureSubpacketGenerator facts) throws PGPException {
        var generator = new PGPSignatureGenerator(signer(by), by.getPublicKey());
        generator.init(type, by.getPrivateKey());
        if (facts != null) {
            generator.setHashedSubpackets(facts.generate());
        }
        return generator;
    }

    private static BcPGPContentSignerBuilder signer(PGPKeyPair pair) {
        return new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512);
    }

    private static PGPKeyPair pair(Instant created) throws PGPException {
        var generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        return new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.EDDSA_LEGACY,
                generator.generateKeyPair(),
                Date.from(created));
    }

    /** Something that has bytes. */
    @FunctionalInterface
    private interface Encoded {
        byte[] get() throws IOException;
    }

    private static String armored(Encoded packets) {
        var bytes = new ByteArrayOutputStream();
        try (var armor = new ArmoredOutputStream(bytes)) {
            armor.write(packets.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
