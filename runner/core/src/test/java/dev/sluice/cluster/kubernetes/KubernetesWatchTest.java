package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.ObjectReference;
import dev.sluice.cluster.Observation;
import dev.sluice.cluster.kubernetes.ServedApi.Asked;
import dev.sluice.cluster.kubernetes.ServedApi.Reply;
import dev.sluice.object.ObjectId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KubernetesWatchTest {

    private static final String MAPS = "/api/v1/namespaces/shop/configmaps";

    private final BlockingQueue<Observation> seen = new LinkedBlockingQueue<>();

    @Test
    void tellsFirstHowThingsAre() throws Exception {
        try (var server = ServedApi.answering(script(Reply.ok(list("7", map("a", "5"))), Reply.open("")));
                Api api = server.connect();
                var watch = watch(api, "a", "b")) {

            assertThat(texts(2)).containsExactly("a=5", "b absent");
            assertThat(watch.failure()).isEmpty();
        }
    }

    @Test
    void saysWhatTheItemsOfAListAre() throws Exception {
        try (var server = ServedApi.answering(script(Reply.ok(list("7", map("a", "5"))), Reply.open("")));
                Api api = server.connect();
                var watch = watch(api, "a")) {
            assertThat(watch.failure()).isEmpty();

            assertThat(next().live().orElseThrow().id()).isEqualTo(id("a"));
        }
    }

    @Test
    void asksForOneObjectByItsName() throws Exception {
        try (var server = ServedApi.answering(script(Reply.ok(list("7", map("a", "5"))), Reply.open("")));
                Api api = server.connect();
                var watch = watch(api, "a")) {
            assertThat(watch.failure()).isEmpty();
            next();

            assertThat(server.lines().get(0)).isEqualTo("GET " + MAPS + "?fieldSelector=metadata.name%3Da&limit=500");
        }
    }

    @Test
    void tellsWhatChanges() throws Exception {
        String events =
                event("MODIFIED", map("a", "8")) + event("ADDED", map("other", "9")) + event("DELETED", map("a", "10"));
        try (var server = ServedApi.answering(script(Reply.ok(list("7", map("a", "5"))), Reply.open(events)));
                Api api = server.connect();
                var watch = watch(api, "a", "b")) {
            assertThat(watch.failure()).isEmpty();

            assertThat(texts(4)).containsExactly("a=5", "b absent", "a=8", "a absent");
        }
    }

    @Test
    void goesOnFromTheLastVersionWhenTheWatchEnds() throws Exception {
        try (var server = ServedApi.answering(script(
                        Reply.ok(list("7", map("a", "5"))),
                        Reply.ok(event("MODIFIED", map("a", "8")) + event("BOOKMARK", map("", "12"))),
                        Reply.open(event("MODIFIED", map("a", "13")))));
                Api api = server.connect();
                var watch = watch(api, "a")) {
            assertThat(watch.failure()).isEmpty();

            assertThat(texts(3)).containsExactly("a=5", "a=8", "a=13");
            assertThat(server.lines().get(2)).contains("resourceVersion=12");
        }
    }

    @Test
    void goesOnWhenTheConnectionBreaks() throws Exception {
        try (var server = ServedApi.answering(script(
                        Reply.ok(list("7", map("a", "5"))),
                        Reply.cut(),
                        Reply.open(event("MODIFIED", map("a", "8")))));
                Api api = server.connect();
                var watch = watch(api, "a")) {
            assertThat(watch.failure()).isEmpty();

            assertThat(texts(2)).containsExactly("a=5", "a=8");
            assertThat(server.lines().get(server.lines().size() - 1)).contains("resourceVersion=7");
        }
    }

    @Test
    void listsAnewWhenTheVersionIsTooOld() throws Exception {
        try (var server = ServedApi.answering(script(
                        Reply.ok(list("7", map("a", "5"), map("b", "6"))),
                        Reply.ok("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410}}\n"),
                        Reply.ok(list("20", map("a", "19"))),
                        Reply.open("")));
                Api api = server.connect();
                var watch = watch(api, "a", "b")) {
            assertThat(watch.failure()).isEmpty();

            assertThat(texts(4)).containsExactly("a=5", "b=6", "a=19", "b absent");
        }
    }

    @Test
    void tellsNothingTwice() throws Exception {
        try (var server = ServedApi.answering(script(
                        Reply.ok(list("7", map("a", "5"))),
                        Reply.of(410, "{}"),
                        Reply.ok(list("20", map("a", "5"))),
                        Reply.open(event("MODIFIED", map("a", "21")))));
                Api api = server.connect();
                var watch = watch(api, "a")) {
            assertThat(watch.failure()).isEmpty();

            assertThat(texts(2)).containsExactly("a=5", "a=21");
        }
    }

    @Test
    void asksAgainAndAgainWhereWatchingIsForbidden() throws Exception {
        try (var server = ServedApi.answering(asked -> asked.target().startsWith(MAPS + "/a")
                        ? Reply.ok(map("a", "5"))
                        : Reply.of(403, "{\"message\":\"no\"}"));
                Api api = server.connect();
                var watch = watch(api, "a")) {
            assertThat(watch.failure()).isEmpty();

            assertThat(texts(1)).containsExactly("a=5");
        }
    }

    @Test
    void failsWhereNothingIsAllowed() throws Exception {
        try (var server = ServedApi.answering(Reply.of(403, "{\"message\":\"configmaps is forbidden\"}"));
                Api api = server.connect();
                var watch = watch(api, "a")) {
            while (watch.failure().isEmpty()) {
                Thread.onSpinWait();
            }

            assertThat(watch.failure().orElseThrow())
                    .hasMessage("ConfigMap/shop/a: it cannot be observed: configmaps is forbidden");
        }
    }

    @Test
    void waitsForAKindThatIsNotServedYet() throws Exception {
        try (var server = ServedApi.answering(script(Reply.ok(list("7", map("a", "5"))), Reply.open("")));
                Api api = server.connect();
                var watch = KubernetesWatch.start(api, new LateKinds(), List.of(reference("a")), seen::add)) {
            assertThat(watch.failure()).isEmpty();

            assertThat(texts(2)).containsExactly("a absent", "a=5");
        }
    }

    @Test
    void observesAnObjectOfNoNamespaceThatIsWrittenWithOne() throws Exception {
        var namespaces =
                new FixedResources(List.of(new Resource("", "v1", "Namespace", "namespaces", false, Set.of())));
        var written = new ObjectReference(new ObjectId("", "Namespace", "somewhere", "shop"), "v1");
        String item = "{\"metadata\":{\"name\":\"shop\",\"resourceVersion\":\"5\"}}";
        try (var server = ServedApi.answering(script(Reply.ok(list("7", item)), Reply.open("")));
                Api api = server.connect();
                var watch = KubernetesWatch.start(api, namespaces, List.of(written), seen::add)) {
            assertThat(watch.failure()).isEmpty();

            assertThat(texts(1)).containsExactly("shop=5");
        }
    }

    @Test
    void tellsThatItBroke() throws Exception {
        try (var server = ServedApi.answering(script(Reply.ok(list("7", map("a", "5"))), Reply.open("")));
                Api api = server.connect();
                var watch = KubernetesWatch.start(api, new Kinds(), List.of(reference("a")), observation -> {
                    throw new IllegalStateException("a bug");
                })) {
            while (watch.failure().isEmpty()) {
                Thread.onSpinWait();
            }

            assertThat(watch.failure().orElseThrow())
                    .hasMessage("ConfigMap: it cannot be observed any more: java.lang.IllegalStateException");
        }
    }

    @Test
    void readsALargeListPageByPage() throws Exception {
        String first =
                "{\"metadata\":{\"resourceVersion\":\"7\",\"continue\":\"next\"},\"items\":[" + map("a", "5") + "]}";
        try (var server = ServedApi.answering(
                        script(Reply.ok(first), Reply.ok(list("7", map("b", "6"))), Reply.open("")));
                Api api = server.connect();
                var watch = watch(api, "a", "b")) {
            assertThat(watch.failure()).isEmpty();

            assertThat(texts(2)).containsExactly("a=5", "b=6");
            assertThat(server.lines())
                    .startsWith("GET " + MAPS + "?limit=500", "GET " + MAPS + "?limit=500&continue=next");
        }
    }

    @Test
    void tellsNothingAfterItIsClosed() throws Exception {
        Function<Asked, Reply> objects = script(Reply.ok(list("7")), Reply.open(event("ADDED", map("a", "8"))));
        // How far the watch comes before it is closed is chance, and its replies are not those of another request.
        try (var server = ServedApi.answering(
                        asked -> asked.target().equals("/version") ? Reply.ok("{}") : objects.apply(asked));
                Api api = server.connect()) {
            var observed = new ConcurrentLinkedQueue<Observation>();
            var watch = KubernetesWatch.start(api, new Kinds(), List.of(reference("a")), observed::add);
            watch.close();

            int before = observed.size();
            api.send(ApiCall.get("/version"));

            assertThat(observed).hasSize(before);
        }
    }

    private KubernetesWatch watch(Api api, String... names) {
        List<ObjectReference> objects =
                Arrays.stream(names).map(KubernetesWatchTest::reference).toList();
        return KubernetesWatch.start(api, new Kinds(), objects, seen::add);
    }

    private Observation next() throws InterruptedException {
        Observation observation = seen.poll(10, TimeUnit.SECONDS);
        if (observation == null) {
            throw new AssertionError("nothing was observed");
        }
        return observation;
    }

    /** The next observations, those of one list in the order of the names. */
    private List<String> texts(int count) throws InterruptedException {
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            Observation observation = next();
            texts.add(observation.id().name()
                    + observation
                            .live()
                            .map(live -> "="
                                    + live.content()
                                            .path("metadata")
                                            .path("resourceVersion")
                                            .asText())
                            .orElse(" absent"));
        }
        return texts;
    }

    private static Function<Asked, Reply> script(Reply... replies) throws IOException {
        var left = new ConcurrentLinkedQueue<>(List.of(replies));
        return asked -> left.size() > 1 ? left.remove() : left.element();
    }

    private static ObjectReference reference(String name) {
        return new ObjectReference(id(name), "v1");
    }

    private static ObjectId id(String name) {
        return new ObjectId("", "ConfigMap", "shop", name);
    }

    private static String list(String version, String... items) {
        return "{\"metadata\":{\"resourceVersion\":\"" + version + "\"},\"items\":[" + String.join(",", items) + "]}";
    }

    private static String map(String name, String version) {
        return "{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"shop\",\"resourceVersion\":\"" + version
                + "\"}}";
    }

    private static String event(String type, String object) {
        return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
    }

    /** A server that serves ConfigMaps. */
    private static final class Kinds implements Resources {

        @Override
        public Optional<Resource> find(String group, String version, String kind) {
            return Optional.of(new Resource("", "v1", "ConfigMap", "configmaps", true, Set.of()));
        }

        @Override
        public void refresh() {
            // They do not change.
        }
    }

    /** A server that serves ConfigMaps from the second time on that it is asked for its kinds. */
    private static final class LateKinds implements Resources {

        private volatile boolean served;

        @Override
        public Optional<Resource> find(String group, String version, String kind) {
            return served ? new Kinds().find(group, version, kind) : Optional.empty();
        }

        @Override
        public void refresh() {
            served = true;
        }
    }
}
