package dev.sluice.source.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.jspecify.annotations.Nullable;

/** A signature packet of OpenPGP (RFC 9580, 5.2), with the facts that count for go-crypto ({@code packet/signature.go}). */
final class PgpSignature {

    static final int BINARY_DOCUMENT = 0x00;
    static final int TEXT_DOCUMENT = 0x01;
    static final int CERTIFICATION_FIRST = 0x10;
    static final int CERTIFICATION_LAST = 0x13;
    static final int SUBKEY_BINDING = 0x18;
    static final int PRIMARY_BINDING = 0x19;
    static final int DIRECT_KEY = 0x1f;
    static final int KEY_REVOCATION = 0x20;
    static final int SUBKEY_REVOCATION = 0x28;
    static final int CERTIFICATION_REVOCATION = 0x30;

    private static final Set<Integer> VERSIONS = Set.of(4, 6);
    private static final int SHA1 = 2;
    /** SHA-2 and SHA-3. */
    private static final Set<Integer> HASHES = Set.of(8, 9, 10, 11, 12, 14);

    private static final int FIXED_OCTETS = 4;

    private final PGPSignature signature;
    private final PgpSubpackets facts;

    private PgpSignature(PGPSignature signature, PgpSubpackets facts) {
        this.signature = signature;
        this.facts = facts;
    }

    /** @param body of the packet */
    static PgpSignature read(byte[] body) throws Unreadable {
        if (body.length < FIXED_OCTETS) {
            throw Unreadable.malformed("openpgp: unexpected EOF");
        }
        if (!VERSIONS.contains((int) body[0])) {
            throw Unreadable.unsupported("openpgp: unsupported feature: signature packet version " + body[0]);
        }
        if (!PgpKey.SIGNING.contains((int) body[2])) {
            throw Unreadable.unsupported("openpgp: unsupported feature: public key algorithm " + body[2]);
        }
        if (!HASHES.contains((int) body[3]) && !(body[3] == SHA1 && body[0] == 4)) {
            throw Unreadable.unsupported("openpgp: unsupported feature: hash function " + body[3]);
        }
        byte[] packet = new PgpPacket(PgpPacket.SIGNATURE, body).encoded();
        try (var input = new BCPGInputStream(new ByteArrayInputStream(packet))) {
            var signature = new PGPSignature(input);
            return new PgpSignature(signature, PgpSubpackets.of(signature));
        } catch (IOException | PGPException | RuntimeException e) {
            throw Unreadable.malformed("openpgp: invalid data: signature packet");
        }
    }

    int type() {
        return signature.getSignatureType();
    }

    /** Whether it is of bytes or of a text (go-crypto {@code openpgp/read.go}, {@code wrapHashForSignature}). */
    boolean isOfDocument() {
        return type() == BINARY_DOCUMENT || type() == TEXT_DOCUMENT;
    }

    boolean isCertification() {
        return type() >= CERTIFICATION_FIRST && type() <= CERTIFICATION_LAST;
    }

    PgpSubpackets facts() {
        return facts;
    }

    OptionalLong keyLifetime() {
        return facts.keyLifetime();
    }

    /** Whether it says of itself that this key made it. */
    boolean claims(PgpKey key) {
        byte[] fingerprint = facts.issuerFingerprint();
        return fingerprint == null
                ? facts.issuer().isPresent() && facts.issuer().getAsLong() == key.id()
                : key.hasFingerprint(fingerprint);
    }

    /** Whether its time is over; one of the future has not come yet. */
    boolean isExpired(Instant now) {
        long created = facts.created();
        OptionalLong lifetime = facts.lifetime();
        return created > now.getEpochSecond()
                || (lifetime.isPresent() && now.getEpochSecond() > created + lifetime.getAsLong());
    }

    boolean isNewerThan(@Nullable PgpSignature other) {
        return other == null || facts.created() > other.facts.created();
    }

    /** Whether a key made it of some data. */
    boolean isOf(PgpKey key, byte[]... data) {
        int algorithm = key.forVerification().getAlgorithm();
        if (!key.canSign() || algorithm != signature.getKeyAlgorithm()) {
            return false;
        }
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), key.forVerification());
            for (byte[] part : data) {
                signature.update(part);
            }
            return signature.verify();
        } catch (PGPException | RuntimeException e) {
            // What cannot be computed proves nothing.
            return false;
        }
    }
}
