package dev.sluice.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.PathCopy;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The certificates by which the API server knows the conversion webhook of a CustomResourceDefinition. cert-manager
 * fills them in later; what charts put there until then is refused since Kubernetes 1.31, so Flux leaves it out
 * (fluxcd/pkg {@code ssa/utils/cert_validation.go}).
 */
public final class CaBundle {

    private static final String FIELD = "caBundle";
    private static final Pattern CERTIFICATE = Pattern.compile(
            "^-----BEGIN CERTIFICATE-----[ \\t]*\\r?\\n[^-]*^-----END CERTIFICATE-----[ \\t]*\\r?$", Pattern.MULTILINE);

    private CaBundle() {}

    /** Takes a bundle that holds no certificate out of a definition; an empty one stays. */
    public static void removeInvalid(ObjectNode content) {
        if (isDefinition(content)
                && content.path("spec").path("conversion").path("webhook").path("clientConfig")
                        instanceof ObjectNode client
                && client.path(FIELD).isTextual()
                && !isValid(client.path(FIELD).asText())) {
            client.remove(FIELD);
        }
    }

    /** The content without such a bundle; the given one is left as it is. */
    static ObjectNode withoutInvalid(ObjectNode content) {
        if (!isDefinition(content)) {
            return content;
        }
        ObjectNode copy = PathCopy.of(content, "spec", "conversion", "webhook", "clientConfig");
        removeInvalid(copy);
        return copy;
    }

    private static boolean isDefinition(JsonNode content) {
        return content.path("apiVersion").asText().startsWith("apiextensions.k8s.io/")
                && content.path("kind").asText().toLowerCase(Locale.ROOT).equals("customresourcedefinition");
    }

    private static boolean isValid(String bundle) {
        String packed = bundle.replace("\r", "").replace("\n", "");
        if (packed.length() % 4 != 0) {
            return false;
        }
        try {
            var text = new String(Base64.getDecoder().decode(packed), StandardCharsets.ISO_8859_1);
            return text.isEmpty()
                    || CERTIFICATE
                            .matcher(text)
                            .results()
                            .map(MatchResult::group)
                            .anyMatch(CaBundle::isCertificate);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isCertificate(String pem) {
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}
