package dev.sluice.source.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/** A public key of OpenPGP, a primary one or a subkey, alone (RFC 9580, 5.5.2). */
final class PgpKey {

    /** RSA, DSA, ECDSA, EdDSA in its three forms. */
    static final Set<Integer> SIGNING = Set.of(1, 3, 17, 19, 22, 27, 28);

    private static final Set<Integer> VERSIONS = Set.of(4, 6);
    private static final int VERSION_6 = 6;

    private final PGPPublicKey key;
    private final byte[] contents;

    private PgpKey(PGPPublicKey key, byte[] contents) {
        this.key = key;
        this.contents = contents;
    }

    static PgpKey read(PgpPacket packet) throws Unreadable {
        if (packet.body().length == 0 || !VERSIONS.contains((int) packet.body()[0])) {
            throw Unreadable.unsupported("openpgp: unsupported feature: public key version "
                    + (packet.body().length == 0 ? "" : packet.body()[0]));
        }
        try (var input = new BCPGInputStream(new ByteArrayInputStream(packet.encoded()))) {
            Object read = input.readPacket();
            PublicKeyPacket found =
                    read instanceof SecretKeyPacket secret ? secret.getPublicKeyPacket() : (PublicKeyPacket) read;
            return new PgpKey(new PGPPublicKey(found, new BcKeyFingerprintCalculator()), found.getEncodedContents());
        } catch (IOException | PGPException | RuntimeException e) {
            throw Unreadable.unsupported("openpgp: unsupported feature: public key type");
        }
    }

    PGPPublicKey forVerification() {
        return key;
    }

    int version() {
        return key.getVersion();
    }

    long id() {
        return key.getKeyID();
    }

    /** 16 digits. */
    String name() {
        return name(id());
    }

    static String name(long id) {
        return String.format("%016X", id);
    }

    boolean canSign() {
        return SIGNING.contains(key.getAlgorithm());
    }

    boolean hasFingerprint(byte[] fingerprint) {
        return Arrays.equals(key.getFingerprint(), fingerprint);
    }

    /** What stands for the key in what is signed. */
    byte[] forHash() {
        ByteBuffer header = key.getVersion() == VERSION_6
                ? ByteBuffer.allocate(1 + Integer.BYTES).put((byte) 0x9b).putInt(contents.length)
                : ByteBuffer.allocate(1 + Short.BYTES).put((byte) 0x99).putShort((short) contents.length);
        return ByteBuffer.allocate(header.capacity() + contents.length)
                .put(header.array())
                .put(contents)
                .array();
    }

    /** Whether its time is over, by what its owner says of it; one of the future has not come yet. */
    boolean isExpired(PgpSignature ofOwner, Instant now) {
        long created = key.getCreationTime().toInstant().getEpochSecond();
        OptionalLong lifetime = ofOwner.keyLifetime();
        return created > now.getEpochSecond()
                || (lifetime.isPresent() && now.getEpochSecond() > created + lifetime.getAsLong());
    }
}
