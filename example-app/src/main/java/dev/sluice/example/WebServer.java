package dev.sluice.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The web service: {@code /} says its message, {@code /health} whether it takes requests, {@code /version} what it is. */
final class WebServer implements AutoCloseable {

    private static final int THREADS = 16;

    private final Settings settings;
    private final String version;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    private final AtomicBoolean draining = new AtomicBoolean();

    /** A request holds it for reading; who holds it for writing knows that none is under way. */
    private final ReadWriteLock requests = new ReentrantReadWriteLock(true);

    private WebServer(Settings settings, String version, HttpServer server) {
        this.settings = settings;
        this.version = version;
        this.server = server;
    }

    /** A server that listens already. */
    static WebServer start(Settings settings, String version) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(settings.port()), 0);
        var web = new WebServer(settings, version, server);
        server.createContext("/", web::answerUnderLock);
        server.setExecutor(web.executor);
        server.start();
        return web;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on {@code /health} answers 503, so that no new requests are sent here; those that come are answered. */
    void drain() {
        draining.set(true);
    }

    /** Lets requests under way end, for as long as the settings allow, and stops. */
    @Override
    public void close() {
        drain();
        awaitRequests(settings.grace());
        server.stop(0);
        executor.shutdown();
    }

    private void awaitRequests(Duration grace) {
        try {
            if (requests.writeLock().tryLock(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                requests.writeLock().unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answerUnderLock(HttpExchange exchange) throws IOException {
        requests.readLock().lock();
        try (exchange) {
            answer(exchange);
        } finally {
            requests.readLock().unlock();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> send(exchange, 200, settings.message());
            case "/health" -> send(exchange, draining.get() ? 503 : 200, draining.get() ? "draining" : "ok");
            case "/version" -> send(exchange, 200, version);
            default -> send(exchange, 404, "not found");
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        boolean headOnly = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, headOnly ? -1 : body.length);
        if (!headOnly) {
            exchange.getResponseBody().write(body);
        }
    }
}
