package dev.sluice.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPack.RequestPolicy;

/** A Git server on a loopback port: the smart protocol over http or https, with access by header, which it records. */
public final class GitHttpServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final String scheme;
    private final Map<String, Hosted> hosted = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Repository> opened = new CopyOnWriteArrayList<>();
    private final Map<String, CountDownLatch> stalled = new ConcurrentHashMap<>();

    private GitHttpServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::handle);
        server.setExecutor(workers);
        server.start();
    }

    /** A request as it came; {@code authorization}: the header, empty where there was none. */
    public record Request(String method, String path, String authorization) {}

    private record Hosted(Repository repository, Predicate<String> allowed, RequestPolicy policy, int status) {}

    public static GitHttpServer http() throws IOException {
        return new GitHttpServer(HttpServer.create(loopback(), 0), "http");
    }

    /**
     * Speaks TLS.
     *
     * @param clientCertificates whether every client must show one
     */
    public static GitHttpServer https(SSLContext context, boolean clientCertificates) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = context.getDefaultSSLParameters();
                tls.setNeedClientAuth(clientCertificates);
                parameters.setSSLParameters(tls);
            }
        });
        return new GitHttpServer(server, "https");
    }

    /** Serves a repository to everybody. */
    public GitHttpServer serve(String path, ServedRepository repository) {
        return serve(path, repository, header -> true, RequestPolicy.ADVERTISED);
    }

    /**
     * Serves a repository to some.
     *
     * @param allowed what an {@code Authorization} header must be, an empty text where a request has none
     */
    public GitHttpServer serve(
            String path, ServedRepository repository, Predicate<String> allowed, RequestPolicy policy) {
        return serve(path, repository.repository(), allowed, policy);
    }

    /** Serves the repository in a {@code .git} directory that a test wrote. */
    public GitHttpServer serve(String path, Path directory, Predicate<String> allowed) throws IOException {
        Repository repository =
                new FileRepositoryBuilder().setGitDir(directory.toFile()).build();
        opened.add(repository);
        return serve(path, repository, allowed, RequestPolicy.ADVERTISED);
    }

    private GitHttpServer serve(String path, Repository repository, Predicate<String> allowed, RequestPolicy policy) {
        hosted.put(path, new Hosted(repository, allowed, policy, 200));
        return this;
    }

    /** Answers every request for a repository with a status. */
    public GitHttpServer fail(String path, ServedRepository repository, int status) {
        hosted.put(path, new Hosted(repository.repository(), header -> true, RequestPolicy.ADVERTISED, status));
        return this;
    }

    /** Never answers who wants a pack of a repository; the latch goes down when somebody does. */
    GitHttpServer stall(String path, CountDownLatch asked) {
        stalled.put(path, asked);
        return this;
    }

    /** Answers again. */
    void proceed(String path) {
        stalled.remove(path);
    }

    /** Sends who asks below a path to another address. */
    GitHttpServer redirect(String path, String address) {
        redirects.put(path, address);
        return this;
    }

    public String url(String path) {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The same server by another name. */
    String localhostUrl(String path) {
        return scheme + "://localhost:" + server.getAddress().getPort() + path;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many packs were asked for. */
    public long packs() {
        return requests.stream()
                .filter(request -> request.method().equals("PACK"))
                .count();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        opened.forEach(Repository::close);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String authorization = Optional.ofNullable(
                            exchange.getRequestHeaders().getFirst("Authorization"))
                    .orElse("");
            requests.add(new Request(exchange.getRequestMethod(), path, authorization));
            for (Map.Entry<String, String> redirect : redirects.entrySet()) {
                if (path.startsWith(redirect.getKey())) {
                    String target = redirect.getValue()
                            + path.substring(redirect.getKey().length()) + "?"
                            + exchange.getRequestURI().getQuery();
                    exchange.getResponseHeaders().set("Location", target);
                    exchange.sendResponseHeaders(302, -1);
                    return;
                }
            }
            for (Map.Entry<String, Hosted> candidate : hosted.entrySet()) {
                if (path.startsWith(candidate.getKey() + "/")) {
                    serve(exchange, candidate.getValue(), authorization, path);
                    return;
                }
            }
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private void serve(HttpExchange exchange, Hosted repository, String authorization, String path) throws IOException {
        if (repository.status() != 200) {
            exchange.sendResponseHeaders(repository.status(), -1);
        } else if (!repository.allowed().test(authorization)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
        } else if (path.endsWith("/info/refs")) {
            advertise(exchange, uploadPack(exchange, repository));
        } else if (path.endsWith("/git-upload-pack")) {
            answer(exchange, uploadPack(exchange, repository));
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private static UploadPack uploadPack(HttpExchange exchange, Hosted hosted) {
        var pack = new UploadPack(hosted.repository());
        pack.setBiDirectionalPipe(false);
        pack.setRequestPolicy(hosted.policy());
        String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
        if (protocol != null) {
            pack.setExtraParameters(List.of(protocol.split(":")));
        }
        return pack;
    }

    private static void advertise(HttpExchange exchange, UploadPack pack) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-advertisement");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            var lines = new PacketLineOut(out);
            lines.writeString("# service=git-upload-pack\n");
            lines.end();
            pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines), "git-upload-pack");
        }
    }

    private void answer(HttpExchange exchange, UploadPack pack) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        InputStream body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
        byte[] request = body.readAllBytes();
        String path = exchange.getRequestURI().getPath();
        if (new String(request, StandardCharsets.UTF_8).contains("want ")) {
            requests.add(new Request("PACK", path, ""));
            CountDownLatch asked = stalled.get(path.substring(0, path.lastIndexOf('/')));
            if (asked != null) {
                asked.countDown();
                awaitEnd();
                return;
            }
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-result");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            pack.uploadWithExceptionPropagation(new java.io.ByteArrayInputStream(request), out, null);
        } catch (IOException e) {
            // The client hears of it in the protocol itself, or has gone.
            workers.isShutdown();
        }
    }

    /** Waits until the server is closed, which interrupts its workers. */
    private static void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
