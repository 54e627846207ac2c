package dev.sluice.source.signature;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * A signature by an SSH key (OpenSSH, PROTOCOL.sshsig; read as hiddeco/sshsig does).
 *
 * @param key the public key that made it, as it says itself
 * @param hash the name of the digest of what is signed
 * @param format the algorithm
 * @param blob what the algorithm wrote
 * @param rest what a security key adds
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they were read; nobody compares the record
record SshSignature(SshPublicKey key, String namespace, String hash, String format, byte[] blob, byte[] rest) {

    private static final String ARMOR = "SSH SIGNATURE";
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final Map<String, String> HASHES = Map.of("sha256", "SHA-256", "sha512", "SHA-512");
    private static final Set<String> RSA_FORMATS = Set.of("rsa-sha2-256", "rsa-sha2-512");

    static SshSignature read(String armored) throws Unreadable {
        Armor armor = Armor.ofPem(armored);
        if (!armor.type().equals(ARMOR)) {
            throw Unreadable.malformed("invalid PEM type \"" + armor.type() + "\": expected \"" + ARMOR + "\"");
        }
        var reader = new SshReader(armor.data());
        byte[] magic = reader.bytes(MAGIC.length);
        int version = reader.number();
        byte[] publicKey = reader.string();
        String namespace = reader.text();
        var unused = reader.string();
        String hash = reader.text();
        byte[] signature = reader.string();
        reader.end();
        if (version != VERSION) {
            throw Unreadable.malformed("unsupported signature version " + version + ": expected " + VERSION);
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw Unreadable.malformed("invalid magic preamble: expected \"SSHSIG\"");
        }
        if (!HASHES.containsKey(hash)) {
            throw Unreadable.malformed("unsupported hash algorithm \"" + hash + "\": must be \"sha256\" or \"sha512\"");
        }
        return read(SshPublicKey.read(publicKey), namespace, hash, new SshReader(signature));
    }

    private static SshSignature read(SshPublicKey key, String namespace, String hash, SshReader signature)
            throws Unreadable {
        String format = signature.text();
        // A digest by SHA-1 proves nothing any more.
        if (key.isRsa() && !RSA_FORMATS.contains(format)) {
            throw Unreadable.malformed(
                    "invalid signature format \"" + format + "\": expected \"rsa-sha2-256\" or \"rsa-sha2-512\"");
        }
        return new SshSignature(key, namespace, hash, format, signature.string(), signature.rest());
    }

    /** What the key signed: the digest of the payload, and what it is for. */
    byte[] signed(byte[] payload) {
        var signed = new ByteArrayOutputStream();
        signed.writeBytes(MAGIC);
        write(signed, namespace.getBytes(StandardCharsets.UTF_8));
        write(signed, new byte[0]);
        write(signed, hash.getBytes(StandardCharsets.UTF_8));
        write(signed, digest(HASHES.getOrDefault(hash, hash), payload));
        return signed.toByteArray();
    }

    static byte[] digest(String algorithm, byte[] data) {
        try {
            return MessageDigest.getInstance(algorithm).digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(ByteArrayOutputStream to, byte[] string) {
        to.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(string.length).array());
        to.writeBytes(string);
    }
}
