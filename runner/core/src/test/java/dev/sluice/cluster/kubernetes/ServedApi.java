package dev.sluice.cluster.kubernetes;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.event.CancelSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server on the loopback that answers as a test wants it to, and remembers what it was asked. */
final class ServedApi implements AutoCloseable {

    /** So short that a test of many attempts takes no time. */
    static final RetryPolicy HASTY = new RetryPolicy(
            Duration.ofMillis(1), Duration.ofMillis(50), Duration.ofSeconds(10), Duration.ofMillis(200));

    /** How many requests of a connection are under way at most. */
    static final int PARALLEL = 8;

    private final HttpServer server;
    private final ExecutorService threads;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();

    private ServedApi(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** A request as it arrived. */
    record Asked(String method, String target, String body, Map<String, List<String>> headers) {

        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }

        String line() {
            return method + " " + target;
        }
    }

    /** An answer; none where the status is 0; its body does not end before the server does where it is open. */
    record Reply(int status, String body, Map<String, String> headers, boolean open) {

        static Reply ok(String body) {
            return of(200, body);
        }

        static Reply of(int status, String body) {
            return new Reply(status, body, Map.of(), false);
        }

        static Reply open(String body) {
            return new Reply(200, body, Map.of(), true);
        }

        static Reply cut() {
            return of(0, "");
        }

        Reply header(String name, String value) {
            return new Reply(status, body, Map.of(name, value), open);
        }
    }

    static ServedApi answering(Function<Asked, Reply> answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        var api = new ServedApi(server, threads);
        server.setExecutor(threads);
        server.createContext("/", exchange -> api.answer(exchange, answers));
        server.start();
        return api;
    }

    /** Each request gets the next reply, and the last one again and again. */
    static ServedApi answering(Reply... replies) throws IOException {
        var left = new ConcurrentLinkedQueue<>(List.of(replies));
        return answering(request -> left.size() > 1 ? left.remove() : left.element());
    }

    HttpApi connect() {
        return connect(Authorization.NONE, CancelSignal.never());
    }

    HttpApi connect(Authorization authorization, CancelSignal cancel) {
        var endpoint = new Endpoint(
                "test",
                "config:1",
                uri(),
                new Tls(Optional.empty(), false, "", Optional.empty()),
                Optional.empty(),
                authorization,
                Impersonation.NONE);
        return new HttpApi(endpoint, new Transport(endpoint, "sluice/test"), PARALLEL, HASTY, cancel);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    private void answer(HttpExchange exchange, Function<Asked, Reply> answers) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Headers headers = exchange.getRequestHeaders();
            var request = new Asked(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), body, Map.copyOf(headers));
            asked.add(request);
            Reply reply = answers.apply(request);
            if (reply.status() == 0) {
                return;
            }
            reply.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), reply.open() ? 0 : bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
                out.flush();
                if (reply.open()) {
                    closed.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
