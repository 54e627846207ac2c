package dev.sluice.cluster.kubernetes;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the private key of a client certificate from PEM. Java knows PKCS#8 only (RFC 5958); the older forms, PKCS#1 of
 * kubeadm and SEC 1 of k3s, are put into its envelope. No message holds any of the key.
 */
final class PrivateKeyReader {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([^-]*)-----END \\1-----");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int PARAMETERS = 0xa0;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final byte[] NULL = {0x05, 0x00};

    /** 1.2.840.113549.1.1.1, rsaEncryption. */
    private static final byte[] RSA = {
        0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01
    };

    /** 1.2.840.10045.2.1, ecPublicKey. */
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

    private PrivateKeyReader() {}

    static PrivateKey read(String pem) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new InvalidKeyException(
                    pem.contains("ENCRYPTED") ? "the key is encrypted" : "there is no private key");
        }
        byte[] encoded = decoded(block.group(2));
        return switch (block.group(1)) {
            case "RSA PRIVATE KEY" -> key(pkcs8(join(RSA, NULL), encoded));
            case "EC PRIVATE KEY" -> key(pkcs8(join(EC, curve(encoded)), encoded));
            default -> key(encoded);
        };
    }

    private static byte[] decoded(String base64) throws InvalidKeyException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("the private key is no Base64");
        }
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        Optional<PrivateKey> found = Optional.empty();
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                found = Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
                break;
            } catch (InvalidKeySpecException e) {
                // It is a key of another kind.
            }
        }
        return found.orElseThrow(() -> new InvalidKeyException("the private key is broken"));
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return tagged(SEQUENCE, join(VERSION_0, tagged(SEQUENCE, algorithm), tagged(OCTETS, key)));
    }

    /** The parameters of an ECPrivateKey (RFC 5915): the name of its curve. */
    private static byte[] curve(byte[] key) throws InvalidKeyException {
        int at = contentAt(key, 0);
        while (at + 1 < key.length && at >= 0) {
            int content = contentAt(key, at);
            int end = content + lengthAt(key, at);
            if ((key[at] & 0xff) == PARAMETERS && end <= key.length) {
                return Arrays.copyOfRange(key, content, end);
            }
            at = end;
        }
        throw new InvalidKeyException("the private key does not name its curve");
    }

    private static int contentAt(byte[] der, int at) throws InvalidKeyException {
        int first = byteAt(der, at + 1);
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int lengthAt(byte[] der, int at) throws InvalidKeyException {
        int first = byteAt(der, at + 1);
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | byteAt(der, at + 2 + i);
        }
        return length;
    }

    private static int byteAt(byte[] der, int at) throws InvalidKeyException {
        if (at < 0 || at >= der.length) {
            throw new InvalidKeyException("the private key is broken");
        }
        return der[at] & 0xff;
    }

    private static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
