package dev.sluice.source.signature;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** Somebody with an SSH key, made anew for a test; signs as {@code ssh-keygen -Y sign} does. */
public final class SshSigner {

    private static final String SECURITY_KEY = "sk-";

    private final String type;
    private final String format;
    private final KeyPair pair;

    private SshSigner(String type, String format, KeyPair pair) {
        this.type = type;
        this.format = format;
        this.pair = pair;
    }

    /**
     * A key of a kind.
     *
     * @param type {@code ssh-ed25519}, {@code ssh-rsa}, {@code ecdsa-sha2-nistp384}, …, also of a security key
     * @param format the algorithm of its signatures; for most the same
     */
    public static SshSigner of(String type, String format) {
        try {
            KeyPairGenerator generator;
            if (type.contains("ed25519")) {
                generator = KeyPairGenerator.getInstance("Ed25519");
            } else if (type.equals("ssh-rsa")) {
                generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
            } else {
                generator = KeyPairGenerator.getInstance("EC");
                String bits = type.replaceAll(".*nistp(\\d+).*", "$1");
                generator.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
            }
            return new SshSigner(type, format, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key of the usual kind. */
    public static SshSigner create() {
        return of("ssh-ed25519", "ssh-ed25519");
    }

    /** A line of {@code authorized_keys}. */
    public String publicKey() {
        return type + " " + Base64.getEncoder().encodeToString(blob()) + " tester\n";
    }

    public String fingerprint() {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest("SHA-256", blob()));
    }

    public String sign(byte[] payload) {
        return sign(payload, "git", "sha512");
    }

    String sign(byte[] payload, String namespace, String hash) {
        String digest = hash.equals("sha256") ? "SHA-256" : "SHA-512";
        byte[] signed = joined(
                "SSHSIG".getBytes(StandardCharsets.US_ASCII),
                string(namespace),
                string(""),
                string(hash),
                string(digest(digest, payload)));
        byte[] signature = joined(
                "SSHSIG".getBytes(StandardCharsets.US_ASCII),
                new byte[] {0, 0, 0, 1},
                string(blob()),
                string(namespace),
                string(""),
                string(hash),
                string(
                        type.startsWith(SECURITY_KEY)
                                ? ofSecurityKey(signed)
                                : joined(string(format), string(raw(signed)))));
        String base64 = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(signature);
        return "-----BEGIN SSH SIGNATURE-----\n" + base64 + "\n-----END SSH SIGNATURE-----\n";
    }

    private byte[] ofSecurityKey(byte[] data) {
        byte[] flagsAndCounter = {1, 0, 0, 0, 7};
        byte[] signed = joined(
                digest("SHA-256", "ssh:".getBytes(StandardCharsets.US_ASCII)),
                flagsAndCounter,
                digest("SHA-256", data));
        return joined(string(type), string(raw(signed)), flagsAndCounter);
    }

    private byte[] raw(byte[] data) {
        try {
            var signer = Signature.getInstance(algorithm());
            signer.initSign(pair.getPrivate());
            signer.update(data);
            byte[] signature = signer.sign();
            return pair.getPublic() instanceof ECPublicKey ? halves(signature) : signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String algorithm() {
        if (format.contains("ed25519")) {
            return "Ed25519";
        }
        if (format.startsWith("rsa-sha2-")) {
            return "SHA" + format.substring("rsa-sha2-".length()) + "withRSA";
        }
        String bits = format.replaceAll(".*nistp(\\d+).*", "$1");
        return "SHA" + (bits.equals("521") ? "512" : bits) + "withECDSAinP1363Format";
    }

    private static byte[] halves(byte[] signature) {
        int half = signature.length / 2;
        return joined(
                string(new BigInteger(1, Arrays.copyOf(signature, half)).toByteArray()),
                string(new BigInteger(1, Arrays.copyOfRange(signature, half, signature.length)).toByteArray()));
    }

    private byte[] blob() {
        byte[] application = type.startsWith(SECURITY_KEY) ? string("ssh:") : new byte[0];
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return joined(
                    string(type),
                    string(rsa.getPublicExponent().toByteArray()),
                    string(rsa.getModulus().toByteArray()));
        }
        if (pair.getPublic() instanceof ECPublicKey curve) {
            int length = (curve.getParams().getOrder().bitLength() + 7) / 8;
            byte[] point = joined(
                    new byte[] {4},
                    padded(curve.getW().getAffineX(), length),
                    padded(curve.getW().getAffineY(), length));
            return joined(string(type), string(type.replaceAll(".*(nistp\\d+).*", "$1")), string(point), application);
        }
        byte[] encoded = pair.getPublic().getEncoded();
        return joined(
                string(type), string(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)), application);
    }

    private static byte[] padded(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        var padded = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, padded, length - count, count);
        return padded;
    }

    private static byte[] string(String text) {
        return string(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] string(byte[] bytes) {
        return joined(ByteBuffer.allocate(4).putInt(bytes.length).array(), bytes);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] digest(String algorithm, byte[] data) {
        try {
            return MessageDigest.getInstance(algorithm).digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
