package dev.sluice.flux;

import static dev.sluice.flux.Fixtures.kustomization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the place of encrypted values: all keys stay, and all that is not encrypted. */
class PlaceholdersTest {

    @Test
    void ofYaml() throws DecryptionException {
        assertThat(replaced(EncryptedFormat.YAML, EncryptedFormat.YAML, """
                # ENC[AES256_GCM,data:Kw==,type:comment]
                user: admin
                login:
                  password: ENC[AES256_GCM,data:Kw==,iv:x,tag:y,type:str]
                  ports: [1, "ENC[AES256_GCM,data:Kw==,iv:x,tag:y,type:int]"]
                sops:
                  mac: ENC[AES256_GCM,data:Kw==,iv:x,tag:y,type:str]
                """)).isEqualTo("""
                login:
                  password: <encrypted:login.password>
                  ports:
                  - 1
                  - <encrypted:login.ports.1>
                user: admin
                """);
    }

    @Test
    void ofEveryDocument() throws DecryptionException {
        assertThat(replaced(
                        EncryptedFormat.YAML,
                        EncryptedFormat.YAML,
                        "a: ENC[AES256_GCM,x]\nsops: {mac: x}\n---\nb: ENC[AES256_GCM,x]\nsops: {mac: x}\n"))
                .isEqualTo("a: <encrypted:a>\n---\nb: <encrypted:b>\n");
    }

    @Test
    void ofJsonWithTabs() throws DecryptionException {
        assertThat(
                        replaced(
                                EncryptedFormat.JSON,
                                EncryptedFormat.JSON,
                                "{\n\t\"a\": \"ENC[AES256_GCM,x]\",\n\t\"n\": null,\n\t\"sops\": {\n\t\t\"mac\": \"x\"\n\t}\n}"))
                .isEqualTo("{\"a\":\"<encrypted:a>\",\"n\":null}");
    }

    @Test
    void ofDotenv() throws DecryptionException {
        assertThat(replaced(EncryptedFormat.DOTENV, EncryptedFormat.DOTENV, """
                A=ENC[AES256_GCM,data:hQ==,iv:x,tag:y,type:str]
                #ENC[AES256_GCM,data:hQ==,iv:x,tag:y,type:comment]
                B=plain
                sops_mac=ENC[AES256_GCM,data:hQ==,iv:x,tag:y,type:str]
                sops_version=3.13.2
                """))
                .isEqualTo("A=<encrypted:A>\nB=plain\n");
    }

    @Test
    void ofIni() throws DecryptionException {
        assertThat(replaced(EncryptedFormat.INI, EncryptedFormat.INI, """
                [two.sub]
                ; ENC[AES256_GCM,data:3oBkDQ==,iv:x,tag:y,type:comment]
                k = ENC[AES256_GCM,data:lWZ6,iv:x,tag:y,type:str]
                l =

                [sops]
                mac     = ENC[AES256_GCM,data:lWZ6,iv:x,tag:y,type:str]
                """))
                .isEqualTo("[two.sub]\nk = <encrypted:two.sub.k>\nl = \n");
    }

    @Test
    void ofAnyBytes() throws DecryptionException {
        assertThat(replaced(
                        EncryptedFormat.BINARY,
                        EncryptedFormat.BINARY,
                        "{\"data\": \"ENC[AES256_GCM,x]\", \"sops\": {\"mac\": \"ENC[AES256_GCM,x]\"}}"))
                .isEqualTo("<encrypted:data>");
    }

    @Test
    void inBase64WhereTheFieldIsBase64() throws DecryptionException {
        String object =
                "{\"kind\":\"Secret\",\"data\":{\"a\":\"ENC[AES256_GCM,x]\"},\"stringData\":{\"b\":\"ENC[AES256_GCM,x]\"}}";

        // PGVuY3J5cHRlZDpkYXRhLmE+ is <encrypted:data.a>
        assertThat(replaced(EncryptedFormat.JSON, EncryptedFormat.JSON, object))
                .isEqualTo("{\"kind\":\"Secret\",\"data\":{\"a\":\"PGVuY3J5cHRlZDpkYXRhLmE+\"},"
                        + "\"stringData\":{\"b\":\"<encrypted:stringData.b>\"}}");
    }

    @Test
    void nameWhatNoYamlHasToQuote() throws DecryptionException {
        assertThat(replaced(EncryptedFormat.YAML, EncryptedFormat.YAML, "'a: ${b} # \"c\"\u00fc': ENC[AES256_GCM,x]\n"))
                .endsWith(": <encrypted:a____b_____c__>\n");
    }

    /** Which form can be written in which one is what SOPS says; the keys have no part in it. */
    @ParameterizedTest
    @CsvSource({"BINARY, no binary data found in tree", "DOTENV, offending key a", "INI, offending key b"})
    void areRefusedWhereSopsCannotWriteTheDocument(EncryptedFormat format, String reason) {
        assertThatThrownBy(() -> replaced(EncryptedFormat.YAML, format, "b: ENC[AES256_GCM,x]\na: {c: d}\n"))
                .isInstanceOf(DecryptionException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"YAML, 'a: ['", "JSON, '{'", "YAML, ''", "YAML, '- ENC[AES256_GCM,x]'"})
    void areRefusedWhereTheDocumentIsMalformed(EncryptedFormat format, String content) {
        assertThatThrownBy(() -> replaced(format, format, content))
                .isInstanceOf(DecryptionException.class)
                .hasMessageStartingWith("failed to load encrypted " + format + " data");
    }

    private static String replaced(EncryptedFormat from, EncryptedFormat to, String content)
            throws DecryptionException {
        byte[] plain = new Placeholders(false)
                .of(kustomization(""), DecryptionKeys.NONE)
                .decrypt(new EncryptedDocument(content, from, to));
        return new String(plain, StandardCharsets.UTF_8);
    }
}
