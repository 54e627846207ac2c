package dev.sluice.junit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * A bad network on the way to a server: a TCP proxy on a loopback port, as Toxiproxy makes it. Each fault stays until
 * {@link #heal()}.
 */
public final class FaultProxy implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServerProcess process;
    private final URI control;
    private final Path directory;
    private final URI upstream;
    private final URI url;

    private FaultProxy(ServerProcess process, URI control, Path directory, URI upstream) {
        this.process = process;
        this.control = control;
        this.directory = directory;
        this.upstream = upstream;
        process.await(this::answers, LIMIT);
        JsonValues proxy = post("/proxies", """
                {"name": "proxy", "listen": "127.0.0.1:0", "upstream": "%s:%d", "enabled": true}
                """.formatted(upstream.getHost(), upstream.getPort()));
        this.url = URI.create(upstream.getScheme() + "://" + proxy.text("/listen"));
    }

    /** Starts one in front of a server, whose URL names its port. */
    public static FaultProxy inFrontOf(URI upstream) {
        Path binary = ProgramCache.of(Settings.ofThisJvm()).get(Program.TOXIPROXY);
        int port = new Ports(new SecureRandom()).free();
        Path directory = Directories.temporary();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Directories.delete(directory), "removal of a proxy's log"));
        ServerProcess process =
                ServerProcess.start("toxiproxy", List.of(binary.toString(), "--listen=127.0.0.1:" + port), directory);
        try {
            return new FaultProxy(process, URI.create("http://127.0.0.1:" + port), directory, upstream);
        } catch (RuntimeException e) {
            process.kill();
            Directories.delete(directory);
            throw e;
        }
    }

    /** The server's URL with the proxy's port. */
    public URI url() {
        return url;
    }

    /** A copy of a kubeconfig file of the server, for the way through the proxy. */
    public Path kubeconfig(Path kubeconfig) {
        String through = Directories.read(kubeconfig).replace(upstream.toString(), url.toString());
        return Directories.write(directory.resolve(kubeconfig.getFileName().toString()), through);
    }

    /** Every answer comes later. */
    public void delay(Duration latency) {
        toxic("latency", "\"latency\": " + latency.toMillis());
    }

    /** Connections are accepted, and nothing comes back: neither an answer nor an end. */
    public void stall() {
        toxic("timeout", "\"timeout\": 0");
    }

    /** Connections are reset as soon as something is sent. */
    public void reset() {
        toxic("reset_peer", "\"timeout\": 0");
    }

    /** Answers end after so many bytes of a connection. */
    public void truncate(long bytes) {
        toxic("limit_data", "\"bytes\": " + bytes);
    }

    /** Connections that are there break, new ones are refused. */
    public void cut() {
        post("/proxies/proxy", "{\"enabled\": false}");
    }

    /** Ends all faults. */
    public void heal() {
        post("/reset", "");
    }

    private void toxic(String type, String attribute) {
        post("/proxies/proxy/toxics", """
                {"type": "%s", "stream": "downstream", "attributes": {%s}}
                """.formatted(type, attribute));
    }

    private boolean answers() {
        try {
            return send(HttpRequest.newBuilder(control.resolve("/version"))
                                    .GET()
                                    .build())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private JsonValues post(String path, String body) {
        try {
            HttpResponse<String> response = send(HttpRequest.newBuilder(control.resolve(path))
                    .POST(BodyPublishers.ofString(body))
                    .build());
            if (response.statusCode() >= 300) {
                throw new ClusterUnusable("toxiproxy: " + response.statusCode() + ": " + response.body());
            }
            return JsonValues.of(response.body());
        } catch (IOException e) {
            throw new ClusterUnusable("toxiproxy", e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnusable("toxiproxy", e);
        }
    }

    /** Ends the proxy and the connections through it. */
    @Override
    public void close() {
        process.kill();
        Directories.delete(directory);
    }
}
