package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateKeyReaderTest {

    /** The bytes of PKCS#8 before the key itself, for an RSA key of 2048 bits. */
    private static final int RSA_ENVELOPE = 26;

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "EC, 256"})
    void readsPkcs8(String algorithm, int size) throws GeneralSecurityException {
        PrivateKey key = generated(algorithm, size);

        assertThat(PrivateKeyReader.read(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
    }

    @Test
    void readsPkcs1() throws GeneralSecurityException {
        PrivateKey key = generated("RSA", 2048);
        byte[] encoded = key.getEncoded();
        byte[] inner = Arrays.copyOfRange(encoded, RSA_ENVELOPE, encoded.length);

        assertThat(PrivateKeyReader.read(pem("RSA PRIVATE KEY", inner))).isEqualTo(key);
    }

    @Test
    void readsSec1() throws GeneralSecurityException {
        PrivateKey key = generated("EC", 256);
        byte[] encoded = key.getEncoded();
        String scalar = HexFormat.of().formatHex(encoded, encoded.length - 32, encoded.length);
        byte[] inner = HexFormat.of().parseHex("30310201010420" + scalar + "a00a06082a8648ce3d030107");
        String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

        assertThat(PrivateKeyReader.read(parameters + pem("EC PRIVATE KEY", inner)))
                .isInstanceOfSatisfying(
                        ECPrivateKey.class, read -> assertThat(read.getS()).isEqualTo(((ECPrivateKey) key).getS()));
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, there is no private key",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----, the key is encrypted",
        "-----BEGIN PRIVATE KEY-----YWJj-----END PRIVATE KEY-----, the private key is broken",
        "-----BEGIN EC PRIVATE KEY-----MAA=-----END EC PRIVATE KEY-----, the private key does not name its curve"
    })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> PrivateKeyReader.read(text))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage(message);
    }

    private static PrivateKey generated(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair().getPrivate();
    }

    private static String pem(String type, byte[] content) {
        String body = Base64.getMimeEncoder().encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
