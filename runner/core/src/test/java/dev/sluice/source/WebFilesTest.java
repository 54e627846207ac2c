package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebFilesTest {

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<String> statuses = new CopyOnWriteArrayList<>();
    private Path cache;
    private HttpServer server;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        cache = directory.resolve("cache");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private String fetch(String url) {
        return fetch(url, new CredentialSource(List.of(), Map.of()));
    }

    private String fetch(String url, CredentialSource credentials) {
        return new String(
                new WebFiles(cache, credentials, Duration.ofSeconds(20)).fetch(url, "FILE"), StandardCharsets.UTF_8);
    }

    /** A file with a version, which is sent only to who has another one. */
    private HttpHandler versioned(String tag, String content) {
        return exchange -> {
            boolean same = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            exchange.getResponseHeaders().set("ETag", tag);
            answer(exchange, same ? 304 : 200, content);
        };
    }

    private void answer(HttpExchange exchange, int status, String content) throws IOException {
        statuses.add(exchange.getRequestURI() + " " + status);
        try (exchange) {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, status == 304 ? -1 : bytes.length);
            if (status != 304) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Test
    void asksAgainOnlyWhetherAFileHasChanged() {
        server.createContext("/a", versioned("\"1\"", "one"));

        assertThat(fetch(url("/a"))).isEqualTo("one");
        assertThat(fetch(url("/a"))).isEqualTo("one");

        server.removeContext("/a");
        server.createContext("/a", versioned("\"2\"", "two"));
        assertThat(fetch(url("/a"))).isEqualTo("two");
        assertThat(statuses).containsExactly("/a 200", "/a 304", "/a 200");
    }

    @Test
    void trustsNoCopyThatIsDamaged() throws IOException {
        server.createContext("/a", versioned("\"1\"", "one"));
        fetch(url("/a"));
        try (Stream<Path> kept = Files.list(cache.resolve("web"))) {
            Path file = kept.findFirst().orElseThrow();
            Files.writeString(file, Files.readString(file).replace("one", "two"));
        }

        assertThat(fetch(url("/a"))).isEqualTo("one");
    }

    @Test
    void keepsNothingThatHasNoVersion() {
        server.createContext("/a", exchange -> answer(exchange, 200, "one"));

        fetch(url("/a"));

        assertThat(cache.resolve("web")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "404, Rejected, the server answered 404 (no such file)",
        "401, Rejected, the server answered 401 (authentication required)",
        "403, Rejected, the server answered 403 (authorization failed)",
        "400, Rejected, the server answered 400",
        "429, TransientFailure, the server answered 429",
        "503, TransientFailure, the server answered 503",
    })
    void saysWhatTheServerAnswered(int status, String failure, String message) {
        server.createContext("/a", exchange -> answer(exchange, status, "secret"));

        assertThatThrownBy(() -> fetch(url("/a?token=secret").replace("http://", "http://me:secret@")))
                .hasMessage("FILE: " + message)
                .satisfies(
                        thrown -> assertThat(thrown.getClass().getSimpleName()).isEqualTo(failure));
    }

    @Test
    void followsARedirectButKeepsTheLoginAtHome() throws IOException {
        var logins = new CopyOnWriteArrayList<String>();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/b", exchange -> {
            logins.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                    .orElse("none"));
            answer(exchange, 200, "there");
        });
        other.start();
        try {
            server.createContext("/a", exchange -> {
                logins.add(exchange.getRequestHeaders().getFirst("Authorization"));
                exchange.getResponseHeaders()
                        .set(
                                "Location",
                                "http://127.0.0.1:" + other.getAddress().getPort() + "/b");
                answer(exchange, 302, "");
            });
            String host = url("").substring("http://".length());
            var known = new CredentialSource(
                    List.of(new HostCredential(host, "USER", "TOKEN")), Map.of("USER", "me", "TOKEN", "secret"));

            assertThat(fetch(url("/a"), known)).isEqualTo("there");
            assertThat(logins).containsExactly("Basic bWU6c2VjcmV0", "none");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void endsARedirectThatGoesRound() {
        server.createContext("/a", exchange -> {
            exchange.getResponseHeaders().set("Location", "/a");
            answer(exchange, 302, "");
        });

        assertThatThrownBy(() -> fetch(url("/a")))
                .isInstanceOf(Rejected.class)
                .hasMessage("FILE: is redirected more than 10 times");
    }

    @Test
    void goesToNoOtherKindOfAddress() {
        server.createContext("/a", exchange -> {
            exchange.getResponseHeaders().set("Location", "file:///etc/passwd");
            answer(exchange, 302, "");
        });

        assertThatThrownBy(() -> fetch(url("/a")))
                .isInstanceOf(Rejected.class)
                .hasMessage("FILE: is redirected from http to file: refused");
    }

    @Test
    void readsNoFileThatIsTooLarge() {
        server.createContext("/a", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                var megabyte = new byte[1_000_000];
                for (int i = 0; i < 40; i++) {
                    exchange.getResponseBody().write(megabyte);
                }
            } catch (IOException e) {
                // The client has heard enough.
                statuses.add("cut off");
            }
        });

        assertThatThrownBy(() -> fetch(url("/a")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("FILE: the file is too large: at most 32 MB are read");
    }

    @Test
    @Timeout(60)
    void givesUpOnAServerThatIsSilent() {
        var released = new CountDownLatch(1);
        server.createContext("/a", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 10);
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var files = new WebFiles(cache, new CredentialSource(List.of(), Map.of()), Duration.ofSeconds(1));

        assertThatThrownBy(() -> files.fetch(url("/a"), "FILE"))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("FILE: no answer within 1.0s");
        released.countDown();
    }

    @Test
    void saysThatNobodyIsThere() {
        String url = url("/a");
        server.stop(0);

        assertThatThrownBy(() -> fetch(url))
                .isInstanceOf(TransientFailure.class)
                .hasMessage("FILE: Connection refused");
    }

    @ParameterizedTest
    @CsvSource({
        "http:a, is no URL of a file on a web server",
        "https://web.example/a b, is no URL: it holds a character that must be escaped"
    })
    void refusesWhatIsNoUrl(String url, String message) {
        assertThatThrownBy(() -> fetch(url)).isInstanceOf(InvalidInput.class).hasMessage("FILE: " + message);
    }

    @Test
    void readsNothingFromALinkLocalAddress() {
        server.createContext("/a", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
            answer(exchange, 302, "");
        });

        for (String url : List.of(url("/a"), "http://169.254.169.254/a", "http://[fe80::1]/a")) {
            assertThatThrownBy(() -> fetch(url))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage("FILE: leads to a link-local address: nothing is read from there");
        }
    }

    @Test
    void aVersionIsThatOfTheAddressThatGaveIt() {
        server.createContext("/b", versioned("\"1\"", "there"));
        server.createContext("/a", exchange -> {
            exchange.getResponseHeaders().set("Location", "/b");
            answer(exchange, 302, "");
        });
        assertThat(fetch(url("/a"))).isEqualTo("there");

        server.removeContext("/a");
        server.createContext("/a", versioned("\"1\"", "here"));

        assertThat(fetch(url("/a"))).isEqualTo("here");
    }

    @Test
    void clearsAwayWhatAKilledRunLeft() throws IOException {
        Path web = Files.createDirectories(cache.resolve("web"));
        Path left = Files.createFile(web.resolve("work-1"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path another = Files.createFile(web.resolve("work-2"));
        server.createContext("/a", versioned("\"1\"", "one"));

        fetch(url("/a"));

        assertThat(left).doesNotExist();
        assertThat(another).exists();
    }

    @Test
    void goesFromHttpsToNoHttp() throws IOException {
        var from = new URL("https://web.example/a");

        assertThat(WebFiles.next(from, "/b", "FILE")).hasToString("https://web.example/b");
        assertThatThrownBy(() -> WebFiles.next(from, "http://web.example/b", "FILE"))
                .isInstanceOf(Rejected.class)
                .hasMessage("FILE: is redirected from https to http: refused");
    }
}
