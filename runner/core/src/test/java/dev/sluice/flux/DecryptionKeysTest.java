package dev.sluice.flux;

import static dev.sluice.flux.Fixtures.object;
import static dev.sluice.flux.Fixtures.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DecryptionKeysTest {

    @Test
    void trap24RecognisesKeysByTheEndingOrTheWholeOfTheirNames() {
        DecryptionKeys keys = DecryptionKeys.of(object("""
                apiVersion: v1
                kind: Secret
                metadata: {name: keys}
                stringData:
                  a.asc: a
                  b.c.agekey: a
                  sops.vault-token: a
                  sops.aws-kms: a
                  sops.azure-kv: a
                  sops.gcp-kms: a
                  other.vault-token: a
                  identity: a
                  a.ASC: a
                """));

        assertThat(keys.entries().keySet())
                .containsExactlyInAnyOrder(
                        "a.asc", "b.c.agekey", "sops.vault-token", "sops.aws-kms", "sops.azure-kv", "sops.gcp-kms");
    }

    @Test
    void areWhatTheApiServerWouldHold() {
        DecryptionKeys keys = DecryptionKeys.of(object("""
                apiVersion: v1
                kind: Secret
                metadata: {name: keys}
                data: {a.agekey: "b2xk\\n", b.agekey: "b2xk"}
                stringData: {a.agekey: new}
                """));

        assertThat(keys.entries().get("a.agekey")).isEqualTo("new".getBytes(StandardCharsets.UTF_8));
        assertThat(keys.entries().get("b.agekey")).isEqualTo("old".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void areEqualWhereTheirBytesAre() {
        String secret = "{apiVersion: v1, kind: Secret, metadata: {name: keys}, stringData: {a.agekey: one}}";

        assertThat(DecryptionKeys.of(object(secret)))
                .isEqualTo(DecryptionKeys.of(object(secret)))
                .isNotEqualTo(DecryptionKeys.of(object(secret.replace("one", "two"))));
    }

    @Test
    void areNeverTold() {
        DecryptionKeys keys = DecryptionKeys.of(
                object("{apiVersion: v1, kind: Secret, metadata: {name: keys}, stringData: {a.agekey: geheim}}"));

        assertThat(keys).hasToString("keys [a.agekey]");
        assertThat(refused(() -> DecryptionKeys.of(
                        object("{apiVersion: v1, kind: Secret, metadata: {name: keys}, data: {a.agekey: geheim!}}"))))
                .containsExactly("clusters/dev/apps.yaml:1: Secret/keys: data.a.agekey is no Base64");
    }
}
