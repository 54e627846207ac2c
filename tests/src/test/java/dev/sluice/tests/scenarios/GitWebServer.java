package dev.sluice.tests.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** A Git server on the loopback interface (smart HTTP, fetch only) that remembers what it was asked for. */
final class GitWebServer implements AutoCloseable {

    private static final String SERVICE = "git-upload-pack";

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Map<String, Path> repositories = new ConcurrentHashMap<>();
    private final Map<String, String> logins = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    GitWebServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.setExecutor(executor);
        server.start();
    }

    /** Serves a repository to everybody; answers its URL. */
    String serve(String name, GitFolder repository) {
        repositories.put(name, repository.directory().resolve(".git"));
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    /** Serves a repository to who has the password; answers its URL. */
    String serve(String name, GitFolder repository, String username, String password) {
        String login = Base64.getEncoder().encodeToString((username + ":" + password).getBytes(UTF_8));
        logins.put(name, "Basic " + login);
        return serve(name, repository);
    }

    /** The paths that were asked for so far, refused requests included. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        String name = path.replaceFirst("/(info/refs|" + SERVICE + ")$", "").substring(1);
        Path repository = repositories.get(name);
        if (repository == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        String login = logins.get(name);
        if (login != null && !login.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        try (Repository opened =
                new FileRepositoryBuilder().setGitDir(repository.toFile()).build()) {
            talk(exchange, uploadPack(opened, exchange), path.endsWith("/info/refs"));
        }
    }

    private static UploadPack uploadPack(Repository repository, HttpExchange exchange) {
        var upload = new UploadPack(repository);
        upload.setBiDirectionalPipe(false);
        String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
        upload.setExtraParameters(protocol == null ? List.of() : List.of(protocol.split(":")));
        return upload;
    }

    private static void talk(HttpExchange exchange, UploadPack upload, boolean advertise) throws IOException {
        String type = "application/x-" + SERVICE + (advertise ? "-advertisement" : "-result");
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        if (advertise) {
            var out = new PacketLineOut(exchange.getResponseBody());
            upload.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(out), SERVICE);
        } else {
            upload.upload(body(exchange), exchange.getResponseBody(), null);
        }
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
    }
}
