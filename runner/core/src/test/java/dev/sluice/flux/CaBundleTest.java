package dev.sluice.flux;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.source.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaBundleTest {

    @Test
    void leavesOutWhatHoldsNoCertificate() {
        ObjectNode definition = definition("-----BEGIN CERTIFICATE-----\nMRI=\n-----END CERTIFICATE-----\n");

        CaBundle.removeInvalid(definition);

        assertThat(definition.at("/spec/conversion/webhook/clientConfig").has("caBundle"))
                .isFalse();
    }

    @Test
    void keepsABundleOfWhichOneCertificateCanBeRead(@TempDir Path directory) throws Exception {
        String authority = new TestCertificates(directory).authority();
        ObjectNode definition = definition("-----BEGIN CERTIFICATE-----\nMRI=\n" + authority + "the end");
        ObjectNode before = definition.deepCopy();

        CaBundle.removeInvalid(definition);

        assertThat(definition).isEqualTo(before);
    }

    @Test
    void keepsAnEmptyBundle() {
        ObjectNode definition = definition("");
        ObjectNode before = definition.deepCopy();

        CaBundle.removeInvalid(definition);

        assertThat(definition).isEqualTo(before);
    }

    private static ObjectNode definition(String bundle) {
        String packed = Base64.getEncoder().encodeToString(bundle.getBytes(StandardCharsets.UTF_8));
        return Fixtures.object("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: things.example.com}
                spec: {conversion: {webhook: {clientConfig: {caBundle: "%s"}}}}
                """.formatted(packed)).content();
    }
}
