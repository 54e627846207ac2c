package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cluster.kubernetes.ApiCall.Accept;
import dev.sluice.cluster.kubernetes.ApiCall.Verb;
import dev.sluice.cluster.kubernetes.ServedApi.Asked;
import dev.sluice.cluster.kubernetes.ServedApi.Reply;
import dev.sluice.event.CancelSignal;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import dev.sluice.failure.TransientFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpApiTest {

    private static final ApiCall PODS = ApiCall.get("/api/v1/pods");

    @Test
    void readsTheAnswer() throws IOException {
        try (var server = ServedApi.answering(Reply.ok("{\"kind\":\"PodList\"}"));
                Api api = server.connect()) {

            ApiAnswer answer = api.send(PODS);

            assertThat(answer).isEqualTo(new ApiAnswer(200, json("{\"kind\":\"PodList\"}")));
        }
    }

    @Test
    void encodesTheQuery() throws IOException {
        try (var server = ServedApi.answering(Reply.ok("{}"));
                Api api = server.connect()) {

            api.send(ApiCall.get("/api/v1/pods", Map.of("labelSelector", "a=b,c in (d)")));

            assertThat(server.lines()).containsExactly("GET /api/v1/pods?labelSelector=a%3Db%2Cc+in+%28d%29");
        }
    }

    @Test
    void sendsABodyWithItsContentType() throws IOException {
        try (var server = ServedApi.answering(Reply.of(201, "{}"));
                Api api = server.connect()) {

            api.send(ApiCall.of(Verb.APPLY, "/api/v1/x", Map.of(), json("{\"a\":\"ä\"}")));

            Asked asked = server.asked().get(0);
            assertThat(asked.line() + " " + asked.header("Content-type") + " " + asked.body())
                    .isEqualTo("PATCH /api/v1/x application/apply-patch+yaml; charset=utf-8 {\"a\":\"ä\"}");
        }
    }

    @Test
    void introducesItself() throws IOException {
        try (var server = ServedApi.answering(Reply.ok("{}"));
                Api api = server.connect()) {

            api.send(PODS);

            assertThat(server.asked().get(0).header("User-agent")).isEqualTo("sluice/test");
        }
    }

    @Test
    void asksInTheNameOfAnother() throws IOException {
        try (var server = ServedApi.answering(Reply.ok("{}"));
                Api api = server.connect()) {

            api.as("system:serviceaccount:shop:deployer").send(PODS);

            assertThat(server.asked().get(0).header("Impersonate-user"))
                    .isEqualTo("system:serviceaccount:shop:deployer");
        }
    }

    @Test
    void theNameOfAnotherClosesNothing() throws IOException {
        try (var server = ServedApi.answering(Reply.ok("{}"));
                Api api = server.connect()) {

            api.as("somebody").close();

            assertThat(api.send(PODS).succeeded()).isTrue();
        }
    }

    @Test
    void aRefusalIsAnAnswer() throws IOException {
        try (var server = ServedApi.answering(Reply.of(403, "{\"reason\":\"Forbidden\",\"message\":\"no\"}"));
                Api api = server.connect()) {

            ApiAnswer answer = api.send(PODS);

            assertThat(answer.status() + answer.reason() + answer.message()).isEqualTo("403Forbiddenno");
        }
    }

    @Test
    void aTextWithoutJsonIsAMessage() throws IOException {
        try (var server = ServedApi.answering(Reply.of(404, "404 page not found\n"));
                Api api = server.connect()) {

            assertThat(api.send(PODS).message()).isEqualTo("404 page not found");
        }
    }

    @Test
    void aLogIsOneText() throws IOException {
        try (var server = ServedApi.answering(Reply.ok("one\ntwo\n"));
                Api api = server.connect()) {

            ApiAnswer answer = api.send(PODS.accepting(Accept.TEXT));

            assertThat(answer.body().asText()).isEqualTo("one\ntwo\n");
        }
    }

    @Test
    void aServerOfSomethingElseIsRejected() throws IOException {
        try (var server = ServedApi.answering(Reply.ok("<html>"));
                Api api = server.connect()) {

            assertThatThrownBy(() -> api.send(PODS))
                    .isInstanceOf(Rejected.class)
                    .hasMessage(server.host() + ": this is no API server: it does not answer in JSON");
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (var server = ServedApi.answering(Reply.of(302, "").header("Location", "http://127.0.0.1:1/"));
                Api api = server.connect()) {

            assertThatThrownBy(() -> api.send(PODS))
                    .isInstanceOf(Rejected.class)
                    .hasMessage(server.host() + ": this is no API server: it redirects (HTTP status 302)");
        }
    }

    @Test
    void triesAgainAfterAnErrorOfTheServer() throws IOException {
        try (var server = ServedApi.answering(Reply.of(502, "{}"), Reply.of(503, "busy"), Reply.ok("{}"));
                Api api = server.connect()) {

            assertThat(api.send(PODS).succeeded()).isTrue();
            assertThat(server.asked()).hasSize(3);
        }
    }

    @Test
    void triesAgainAfterABrokenConnection() throws IOException {
        try (var server = ServedApi.answering(Reply.ok("{}"), Reply.cut(), Reply.cut(), Reply.ok("{}"));
                Api api = server.connect()) {

            api.send(PODS);
            ApiAnswer answer = api.send(ApiCall.of(Verb.POST, "/api/v1/x", Map.of(), json("{}")));

            assertThat(answer.succeeded()).isTrue();
        }
    }

    @Test
    void heedsHowLongTheServerWantsToBeLeftAlone() throws IOException {
        try (var server = ServedApi.answering(Reply.of(429, "{}").header("Retry-After", "1"), Reply.ok("{}"));
                Api api = server.connect()) {
            long start = System.nanoTime();

            api.send(PODS);

            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(1000L, 8000L);
        }
    }

    @Test
    void allCallersHeedWhatOneWasTold() throws Exception {
        var first = new AtomicInteger();
        try (var server = ServedApi.answering(asked -> first.getAndIncrement() == 0
                        ? Reply.of(429, "{}").header("Retry-After", "1")
                        : Reply.ok("{}"));
                HttpApi api = server.connect()) {
            var told = CompletableFuture.runAsync(() -> api.send(PODS));
            while (first.get() == 0 || api.pauseLeft().isZero()) {
                Thread.onSpinWait();
            }
            long start = System.nanoTime();

            api.send(ApiCall.get("/version"));

            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isGreaterThan(500);
            told.get();
        }
    }

    @Test
    void givesUpOnAServerThatStaysBusy() throws IOException {
        try (var server = ServedApi.answering(
                        Reply.of(503, "{\"message\":\"etcd is away\"}").header("Retry-After", "60"));
                Api api = server.connect()) {

            assertThatThrownBy(() -> api.send(PODS))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessage(server.host() + ": etcd is away after 1 attempt");
        }
    }

    @Test
    void saysNothingThatAServerSaysAboutASecret() throws IOException {
        try (var server = ServedApi.answering(
                        Reply.of(503, "{\"message\":\"hunter2\"}").header("Retry-After", "60"));
                Api api = server.connect()) {

            assertThatThrownBy(() -> api.send(ApiCall.get("/api/v1/namespaces/a/secrets/b")))
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void givesUpSoonOnAServerThatIsNotThere() throws IOException {
        try (Api api = nobody()) {

            assertThatThrownBy(() -> api.send(PODS))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageMatching("127\\.0\\.0\\.1:\\d+: connection refused after \\d+ attempts");
        }
    }

    @Test
    void doesNotKnowAnUnauthorizedCaller() throws IOException {
        try (var server = ServedApi.answering(Reply.of(401, "{\"message\":\"Unauthorized\"}"));
                Api api = server.connect(Authorization.of("Bearer hunter2"), CancelSignal.never())) {

            assertThatThrownBy(() -> api.send(PODS))
                    .isInstanceOf(Rejected.class)
                    .hasMessage(server.host() + ": unauthorized: Unauthorized");
        }
    }

    @Test
    void showsRenewedCredentialsAfterARefusal() throws IOException {
        try (var server = ServedApi.answering(asked ->
                        asked.header("Authorization").equals("Bearer new") ? Reply.ok("{}") : Reply.of(401, "{}"));
                Api api = server.connect(new Rotating("old", "new"), CancelSignal.never())) {

            assertThat(api.send(PODS).succeeded()).isTrue();
        }
    }

    @Test
    void stopsWaitingWhenTheRunIsCancelled() throws IOException {
        var cancel = CancelSignal.never();
        try (var server = ServedApi.answering(asked -> {
                    cancel.cancel("SIGTERM");
                    return Reply.of(429, "{}").header("Retry-After", "1");
                });
                Api api = server.connect(Authorization.NONE, cancel)) {

            assertThatThrownBy(() -> api.send(PODS))
                    .isInstanceOf(TimedOut.class)
                    .hasMessage("run cancelled: SIGTERM");
        }
    }

    @Test
    void asksOnAfterTheRunWasCancelledWhereItMust() throws IOException {
        var cancel = CancelSignal.never();
        cancel.cancel("SIGTERM");
        try (var server = ServedApi.answering(Reply.ok("{}"));
                Api api = server.connect(Authorization.NONE, cancel)) {

            assertThat(api.lasting().send(PODS).succeeded()).isTrue();
        }
    }

    @Test
    void asksWhatMustBeInTimeBesideAllThatIsUnderWay() throws Exception {
        var slow = ApiCall.get("/slow");
        var arrived = new CountDownLatch(ServedApi.PARALLEL);
        var held = new CountDownLatch(1);
        var threads = Executors.newCachedThreadPool();
        try (var server = ServedApi.answering(asked -> {
                    if (asked.target().equals(slow.path())) {
                        arrived.countDown();
                        awaitQuietly(held);
                    }
                    return Reply.ok("{}");
                });
                Api api = server.connect()) {
            for (int i = 0; i < ServedApi.PARALLEL; i++) {
                threads.execute(() -> api.send(slow));
            }
            arrived.await();

            assertThat(api.lasting().send(PODS).succeeded()).isTrue();
        } finally {
            held.countDown();
            threads.shutdown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void followsAWatchLineByLine() throws Exception {
        try (var server = ServedApi.answering(Reply.ok("{\"a\":1}\n{\"a\":2}\n"));
                Api api = server.connect()) {
            var lines = new ConcurrentLinkedQueue<JsonNode>();
            var ended = new CompletableFuture<Integer>();

            api.stream(PODS, lines::add, ended::complete);

            assertThat(ended.get()).isEqualTo(200);
            assertThat(lines).containsExactly(json("{\"a\":1}"), json("{\"a\":2}"));
        }
    }

    @Test
    void aRefusedWatchEndsWithItsStatus() throws Exception {
        try (var server = ServedApi.answering(Reply.of(410, "{}"));
                Api api = server.connect()) {
            var ended = new CompletableFuture<Integer>();

            api.stream(PODS, line -> {}, ended::complete);

            assertThat(ended.get()).isEqualTo(410);
        }
    }

    @Test
    void aBrokenWatchEndsWithoutStatus() throws Exception {
        try (Api api = nobody()) {
            var ended = new CompletableFuture<Integer>();

            api.stream(PODS, line -> {}, ended::complete);

            assertThat(ended.get()).isZero();
        }
    }

    private static Api nobody() throws IOException {
        var server = ServedApi.answering(Reply.ok("{}"));
        server.close();
        return server.connect();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    /** Shows the next of some tokens whenever one is refused. */
    private static final class Rotating implements Authorization {

        private final ConcurrentLinkedQueue<String> tokens;

        Rotating(String... tokens) {
            this.tokens = new ConcurrentLinkedQueue<>(List.of(tokens));
        }

        @Override
        public Optional<String> header() {
            return Optional.of("Bearer " + tokens.element());
        }

        @Override
        public boolean renew(Optional<String> refused) {
            tokens.remove();
            return !tokens.isEmpty();
        }
    }
}
