package dev.sluice.cluster.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpClient.ProxyType;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Sends requests over fabric8's HTTP client; each once. */
final class Transport implements AutoCloseable {

    private static final int CONNECT_SECONDS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Endpoint endpoint;
    private final String userAgent;
    private final HttpClient client;

    Transport(Endpoint endpoint, String userAgent) {
        this.endpoint = endpoint;
        this.userAgent = userAgent;
        HttpClient.Factory factory = new TransportFactory(endpoint);
        HttpClient.Builder builder = factory.newBuilder().connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS);
        // The proxy of the JVM's own settings is never meant.
        builder.proxyType(ProxyType.DIRECT);
        endpoint.proxy().ifPresent(proxy -> through(proxy, builder));
        // Without it, fabric8 would try again by itself.
        builder.tag(new RequestConfig(-1, 0, 0, 0L, 0, 0, 0, 0));
        this.client = builder.build();
    }

    private static void through(Endpoint.Proxy proxy, HttpClient.Builder builder) {
        builder.proxyType(proxy.socks() ? ProxyType.SOCKS5 : ProxyType.HTTP)
                .proxyAddress(new InetSocketAddress(proxy.host(), proxy.port()));
        proxy.authorization().ifPresent(builder::proxyAuthorization);
    }

    /**
     * The server's answer; what fails is an {@link java.io.IOException}.
     *
     * @param authorization what is shown; empty: nothing
     */
    CompletableFuture<RawAnswer> exchange(ApiCall call, Optional<String> authorization, Impersonation impersonation) {
        return client.sendAsync(request(call, authorization, impersonation), byte[].class)
                .thenApply(answer -> new RawAnswer(answer.code(), answer.body(), retryAfter(answer)));
    }

    /**
     * Follows the body of an answer.
     *
     * @param chunks takes the bytes as they come, by one thread at a time
     * @param ended told once: the status of the answer, 0 where the connection broke
     */
    Api.ApiStream follow(ApiCall call, Impersonation impersonation, Consumer<byte[]> chunks, Consumer<Integer> ended) {
        CompletableFuture<HttpResponse<AsyncBody>> answer = client.consumeBytes(
                request(call, endpoint.authorization().header(), impersonation), (buffers, body) -> {
                    buffers.forEach(buffer -> {
                        var bytes = new byte[buffer.remaining()];
                        buffer.get(bytes);
                        chunks.accept(bytes);
                    });
                    body.consume();
                });
        CompletableFuture<Void> done = answer.thenCompose(response -> follow(response, ended));
        done.exceptionally(failure -> {
            ended.accept(0);
            return null;
        });
        return () -> {
            if (!answer.cancel(true)) {
                CompletableFuture<Void> unused =
                        answer.thenAccept(response -> response.body().cancel());
            }
        };
    }

    private static CompletableFuture<Void> follow(HttpResponse<AsyncBody> response, Consumer<Integer> ended) {
        if (!response.isSuccessful()) {
            response.body().cancel();
            ended.accept(response.code());
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> whole = response.body().done().thenRun(() -> ended.accept(response.code()));
        response.body().consume();
        return whole;
    }

    private HttpRequest request(ApiCall call, Optional<String> authorization, Impersonation impersonation) {
        HttpRequest.Builder request = client.newHttpRequestBuilder().uri(address(call));
        request.header("Accept", call.accept().header()).header("User-Agent", userAgent);
        authorization.ifPresent(value -> request.header("Authorization", value));
        impersonation.headers().forEach(header -> request.header(header.getKey(), header.getValue()));
        Optional<String> body = call.body().map(Transport::text);
        if (body.isPresent()) {
            request.method(call.verb().method(), call.verb().contentType(), body.get());
        } else {
            request.method(call.verb().method(), null, null);
        }
        return request.build();
    }

    private String address(ApiCall call) {
        String query = call.query().entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return endpoint.server() + call.path() + (query.isEmpty() ? "" : "?" + query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(JsonNode body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON");
        }
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
        String seconds = answer.header("Retry-After");
        return seconds == null || !seconds.matches("\\d{1,6}")
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Long.parseLong(seconds)));
    }

    @Override
    public void close() {
        client.close();
    }
}
