package dev.sluice.tests.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.junit.TestCluster;
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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The least that applies objects as Flux does: dry-runs each and applies it, some at once, and looks at nothing. */
final class PlainApply implements AutoCloseable {

    private final TestCluster cluster;
    private final HttpClient client;
    private final ExecutorService executor;

    PlainApply(TestCluster cluster, int concurrency) throws IOException, GeneralSecurityException {
        this.cluster = cluster;
        this.client = HttpClient.newBuilder().sslContext(trusting(cluster)).build();
        this.executor = Executors.newFixedThreadPool(concurrency);
    }

    void apply(List<JsonNode> objects) throws InterruptedException, ExecutionException {
        everyOne(objects, "&dryRun=All");
        everyOne(objects, "");
    }

    private void everyOne(List<JsonNode> objects, String query) throws InterruptedException, ExecutionException {
        List<Future<Void>> all = objects.stream()
                .map(object -> executor.submit(() -> apply(object, query)))
                .toList();
        for (Future<Void> one : all) {
            one.get();
        }
    }

    private Void apply(JsonNode object, String query) throws IOException, InterruptedException {
        JsonNode metadata = object.path("metadata");
        String resource = object.path("kind").asText().toLowerCase(Locale.ROOT) + "s";
        URI address = cluster.server()
                .resolve("/api/v1/namespaces/" + metadata.path("namespace").asText() + "/" + resource + "/"
                        + metadata.path("name").asText() + "?force=true&fieldManager=plain" + query);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + cluster.token())
                .header("Content-Type", "application/apply-patch+yaml")
                .method("PATCH", BodyPublishers.ofString(object.toString()))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(response.body());
        }
        return null;
    }

    private static SSLContext trusting(TestCluster cluster) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        var pem = new ByteArrayInputStream(cluster.caCertificate().getBytes(StandardCharsets.US_ASCII));
        int number = 0;
        for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
            trusted.setCertificateEntry("ca-" + number++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
