package dev.sluice.junit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The few requests that the extension itself sends to an API server. */
final class ApiClient {

    /** Its requests in an audit log; they are left out there. */
    static final String USER_AGENT = "sluice-junit";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI server;
    private final String token;

    private ApiClient(HttpClient http, URI server, String token) {
        this.http = http;
        this.server = server;
        this.token = token;
    }

    static ApiClient of(URI server, String caCertificate, String token) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(caCertificate))
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new ApiClient(http, server, token);
    }

    /** Whether a GET of a path is answered with 200. */
    boolean answers(String path) {
        try {
            return send(request(path).GET()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** What is at a path; empty while there is no answer. */
    Optional<JsonValues> find(String path) {
        try {
            HttpResponse<String> response = send(request(path).GET());
            return response.statusCode() == 200 ? Optional.of(JsonValues.of(response.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    String version() {
        return JsonValues.of(
                        expect("version of the cluster", request("/version").GET()))
                .text("/gitVersion");
    }

    void createNamespace(String name) {
        String namespace = """
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}
                """.formatted(name);
        expect(
                "Namespace/" + name,
                request("/api/v1/namespaces")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(namespace)));
    }

    void deleteNamespace(String name) {
        try {
            send(request("/api/v1/namespaces/" + name).DELETE());
        } catch (IOException e) {
            // A test may have stopped the server, and the namespace goes with it.
        }
    }

    private String expect(String subject, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = send(request);
            if (response.statusCode() >= 300) {
                throw new ClusterUnusable(subject + ": " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new ClusterUnusable(subject, e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("User-Agent", USER_AGENT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnusable(server.toString(), e);
        }
    }

    private static SSLContext trusting(String certificates) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates.getBytes(StandardCharsets.US_ASCII)))) {
                trusted.setCertificateEntry("certificate-" + trusted.size(), certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ClusterUnusable("certificates of the API server", e);
        }
    }
}
