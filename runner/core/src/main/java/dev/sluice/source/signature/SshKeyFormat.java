package dev.sluice.source.signature;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.DSAPublicKeySpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** The kinds of keys that SSH has (RFC 4253, 5656, 8332, 8709; OpenSSH PROTOCOL.u2f), on the algorithms of Java. */
final class SshKeyFormat {

    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ED25519_LENGTH = 32;
    private static final int DSA_HALF = 20;
    private static final int LONGEST_EXPONENT_BITS = 24;
    private static final byte UNCOMPRESSED = 4;
    private static final Map<String, String> CURVES =
            Map.of("nistp256", "secp256r1", "nistp384", "secp384r1", "nistp521", "secp521r1");
    private static final Map<String, String> ALGORITHMS = Map.of(
            "rsa-sha2-256", "SHA256withRSA",
            "rsa-sha2-512", "SHA512withRSA",
            "ssh-dss", "SHA1withDSAinP1363Format",
            "ssh-ed25519", "Ed25519",
            "ecdsa-sha2-nistp256", "SHA256withECDSAinP1363Format",
            "ecdsa-sha2-nistp384", "SHA384withECDSAinP1363Format",
            "ecdsa-sha2-nistp521", "SHA512withECDSAinP1363Format");

    private SshKeyFormat() {}

    /** The key of an algorithm, up to where it ends. */
    static PublicKey read(String algorithm, SshReader reader) throws Unreadable {
        try {
            return switch (algorithm) {
                case "ssh-rsa" -> rsa(reader);
                case "ssh-dss" -> dsa(reader);
                case "ssh-ed25519" -> ed25519(reader.string());
                case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> ecdsa(reader);
                default -> throw Unreadable.malformed("ssh: unknown key algorithm: " + algorithm);
            };
        } catch (GeneralSecurityException e) {
            throw Unreadable.malformed("ssh: the key is no " + algorithm + " key");
        }
    }

    /**
     * Whether a key made a signature of some data.
     *
     * @param type of the key
     * @param application of a security key
     */
    static void verify(String type, PublicKey key, String application, byte[] data, SshSignature signature)
            throws Unreadable {
        boolean fits = type.equals("ssh-rsa")
                ? signature.format().startsWith("rsa-sha2-")
                : signature.format().equals(type);
        if (!fits) {
            throw Unreadable.malformed("ssh: signature type " + signature.format() + " for key type " + type);
        }
        boolean security = type.startsWith("sk-");
        String format = security ? type.substring("sk-".length()).replace("@openssh.com", "") : signature.format();
        byte[] signed = security ? ofSecurityKey(application, data, signature.rest()) : data;
        try {
            var verifier = Signature.getInstance(ALGORITHMS.getOrDefault(format, format));
            verifier.initVerify(key);
            verifier.update(signed);
            if (verifier.verify(plain(key, signature.blob()))) {
                return;
            }
        } catch (GeneralSecurityException | ArithmeticException e) {
            // It is no signature of this key: told below, as the answer of every other that is none.
        }
        throw Unreadable.malformed("ssh: signature did not verify");
    }

    /** A security key signs its flags and its counter, too. */
    private static byte[] ofSecurityKey(String application, byte[] data, byte[] flagsAndCounter) throws Unreadable {
        var reader = new SshReader(flagsAndCounter);
        byte[] added = reader.bytes(1 + Integer.BYTES);
        reader.end();
        byte[] name = SshSignature.digest("SHA-256", application.getBytes(StandardCharsets.UTF_8));
        byte[] digest = SshSignature.digest("SHA-256", data);
        return ByteBuffer.allocate(name.length + added.length + digest.length)
                .put(name)
                .put(added)
                .put(digest)
                .array();
    }

    /** The signature as Java wants it. */
    private static byte[] plain(PublicKey key, byte[] blob) throws Unreadable {
        if (key instanceof RSAPublicKey rsa) {
            // Some signers leave out the zeros at its beginning.
            return padded(
                    new BigInteger(1, blob),
                    Math.max(blob.length, bytes(rsa.getModulus().bitLength())));
        }
        if (key instanceof ECPublicKey curve) {
            int length = bytes(curve.getParams().getOrder().bitLength());
            var reader = new SshReader(blob);
            byte[] both = ByteBuffer.allocate(2 * length)
                    .put(padded(reader.integer(), length))
                    .put(padded(reader.integer(), length))
                    .array();
            reader.end();
            return both;
        }
        if (key.getAlgorithm().equals("DSA") && blob.length != 2 * DSA_HALF) {
            throw Unreadable.malformed("ssh: DSA signature parse error");
        }
        return blob;
    }

    private static byte[] padded(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        int zeros = bytes.length > length ? bytes.length - length : 0;
        if (number.signum() < 0 || zeros > 1 || (zeros == 1 && bytes[0] != 0)) {
            throw new ArithmeticException("too large for the key");
        }
        var padded = new byte[length];
        System.arraycopy(bytes, zeros, padded, length - (bytes.length - zeros), bytes.length - zeros);
        return padded;
    }

    private static int bytes(int bits) {
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    private static PublicKey rsa(SshReader reader) throws Unreadable, GeneralSecurityException {
        BigInteger exponent = reader.integer();
        BigInteger modulus = reader.integer();
        if (exponent.bitLength() > LONGEST_EXPONENT_BITS
                || exponent.compareTo(BigInteger.valueOf(3)) < 0
                || !exponent.testBit(0)) {
            throw Unreadable.malformed("ssh: incorrect exponent");
        }
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    private static PublicKey dsa(SshReader reader) throws Unreadable, GeneralSecurityException {
        BigInteger p = reader.integer();
        BigInteger q = reader.integer();
        BigInteger g = reader.integer();
        BigInteger y = reader.integer();
        return KeyFactory.getInstance("DSA").generatePublic(new DSAPublicKeySpec(y, p, q, g));
    }

    private static PublicKey ed25519(byte[] key) throws Unreadable, GeneralSecurityException {
        if (key.length != ED25519_LENGTH) {
            throw Unreadable.malformed("ssh: invalid size " + key.length + " for Ed25519 public key");
        }
        byte[] encoded = ByteBuffer.allocate(ED25519_PREFIX.length + key.length)
                .put(ED25519_PREFIX)
                .put(key)
                .array();
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static PublicKey ecdsa(SshReader reader) throws Unreadable, GeneralSecurityException {
        String curve = CURVES.get(reader.text());
        byte[] point = reader.string();
        if (curve == null) {
            throw Unreadable.malformed("ssh: unsupported curve");
        }
        if (point.length < 1 || point[0] != UNCOMPRESSED) {
            throw Unreadable.malformed("ssh: invalid curve point");
        }
        int half = (point.length - 1) / 2;
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        var where = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + half)),
                new BigInteger(1, Arrays.copyOfRange(point, 1 + half, point.length)));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(where, parameters.getParameterSpec(ECParameterSpec.class)));
    }
}
