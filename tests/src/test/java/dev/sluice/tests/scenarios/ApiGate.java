package dev.sluice.tests.scenarios;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.junit.TestCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A way to an API server on which a test does to each request what it wants: a reverse proxy on a loopback port, without
 * TLS.
 */
final class ApiGate implements AutoCloseable {

    /** What is done to requests; called by a thread a request. A request that it neither passes nor refuses breaks. */
    interface Rule {
        void treat(Passage passage) throws IOException, InterruptedException;
    }

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade", "http2-settings");

    private final TestCluster cluster;
    private final Path kubeconfig;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final HttpClient client;
    private volatile Rule rule;

    /** A gate in front of the cluster; its kubeconfig file is put into the directory. */
    ApiGate(TestCluster cluster, Path directory, Rule rule) {
        this.cluster = cluster;
        this.rule = rule;
        this.client = HttpClient.newBuilder()
                .sslContext(trusting(cluster.caCertificate()))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::handle);
            server.setExecutor(workers);
            server.start();
            this.kubeconfig = Files.writeString(
                    directory.resolve("gate-" + server.getAddress().getPort() + ".kubeconfig"), kubeconfigText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The administrator's, for the way through the gate. */
    Path kubeconfig() {
        return kubeconfig;
    }

    /** From now on, another rule. */
    void rule(Rule next) {
        rule = next;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange) {
        try {
            rule.treat(new Passage(exchange, exchange.getRequestBody().readAllBytes()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // One of the two sides is gone: the other one's connection breaks, too.
            return;
        } finally {
            exchange.close();
        }
    }

    private String kubeconfigText() {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                  - name: gate
                    cluster:
                      server: http://127.0.0.1:%d
                users:
                  - name: admin
                    user:
                      token: "%s"
                contexts:
                  - name: gate
                    context:
                      cluster: gate
                      user: admin
                current-context: gate
                """.formatted(server.getAddress().getPort(), cluster.token());
    }

    private static SSLContext trusting(String pem) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request on its way. */
    final class Passage {

        private final HttpExchange exchange;
        private final byte[] body;

        private Passage(HttpExchange exchange, byte[] body) {
            this.exchange = exchange;
            this.body = body;
        }

        String method() {
            return exchange.getRequestMethod();
        }

        /** Path and query. */
        String uri() {
            return exchange.getRequestURI().toString();
        }

        /** Whether it is to change something other than who holds the run's Lease. */
        boolean writes() {
            return !method().equals("GET")
                    && !uri().contains("dryRun")
                    && !uri().contains("/leases")
                    && !uri().contains("accessreviews");
        }

        /** Lets it through, and its answer back. */
        void pass() throws IOException, InterruptedException {
            HttpResponse<InputStream> answer = send();
            Headers headers = exchange.getResponseHeaders();
            answer.headers().map().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    headers.put(name, values);
                }
            });
            long length = answer.headers().firstValueAsLong("content-length").orElse(0);
            boolean empty = answer.statusCode() == 204
                    || answer.headers()
                            .firstValue("content-length")
                            .filter("0"::equals)
                            .isPresent();
            exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : length);
            try (InputStream from = answer.body();
                    OutputStream to = exchange.getResponseBody()) {
                copy(from, to);
            }
        }

        /** Lets it through, but no answer back: the connection breaks. */
        void passUnanswered() throws IOException, InterruptedException {
            send().body().readAllBytes();
        }

        /** Answers it here, with a status of the kind that is worth another try. */
        void refuse(int status) throws IOException {
            exchange.sendResponseHeaders(status, -1);
        }

        void refuse(int status, int retryAfterSeconds) throws IOException {
            exchange.getResponseHeaders().add("Retry-After", Integer.toString(retryAfterSeconds));
            refuse(status);
        }

        private HttpResponse<InputStream> send() throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cluster.server() + uri()))
                    .method(method(), body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            return client.send(request.build(), BodyHandlers.ofInputStream());
        }

        /** A watch comes piece by piece. */
        private static void copy(InputStream from, OutputStream to) throws IOException {
            var buffer = new byte[8192];
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.write(buffer, 0, read);
                to.flush();
            }
        }
    }
}
