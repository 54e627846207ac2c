package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObjectReadsTest {

    private static final Resource CONFIG_MAPS = new Resource("", "v1", "ConfigMap", "configmaps", true, Set.of("list"));
    private static final Resource NAMESPACES = new Resource("", "v1", "Namespace", "namespaces", false, Set.of("list"));
    private static final Resource REVIEWS = new Resource("", "v1", "Review", "reviews", true, Set.of("create", "get"));
    private static final String SELECTED = "?labelSelector=kustomize.toolkit.fluxcd.io/name&limit=2";
    private static final String EMPTY = "{metadata: {}, items: []}";
    private static final ApiAnswer FORBIDDEN = ScriptedApi.no(403, "Forbidden", "configmaps is forbidden");

    @Test
    void asksForAKindInOneNamespaceOnce() {
        var api = new ScriptedApi(call -> ScriptedApi.ok("""
                        metadata: {}
                        items:
                          - {metadata: {namespace: shop, name: a}, data: {k: v}}
                          - {metadata: {namespace: shop, name: of-another}}
                        """));

        var found = reads(api).labelled(List.of(configMap("shop", "a"), configMap("shop", "b")));

        assertThat(api.asked()).containsExactly("GET /api/v1/namespaces/shop/configmaps" + SELECTED);
        assertThat(found.keySet()).containsExactly(id("shop", "a"));
        assertThat(found.get(id("shop", "a")))
                .isEqualTo(ScriptedApi.yaml(
                        "{apiVersion: v1, kind: ConfigMap, metadata: {namespace: shop, name: a}, data: {k: v}}"));
    }

    @Test
    void asksForAllNamespacesWhereSeveralAreWanted() {
        var api = new ScriptedApi(call -> ScriptedApi.ok(EMPTY));

        reads(api).labelled(List.of(configMap("shop", "a"), configMap("blog", "a")));

        assertThat(api.asked()).containsExactly("GET /api/v1/configmaps" + SELECTED);
    }

    @Test
    void readsPageAfterPage() {
        var api = new ScriptedApi(call -> call.query().containsKey("continue")
                ? ScriptedApi.ok("{metadata: {}, items: [{metadata: {namespace: shop, name: b}}]}")
                : ScriptedApi.ok("{metadata: {continue: next}, items: [{metadata: {namespace: shop, name: a}}]}"));

        var found = reads(api).labelled(List.of(configMap("shop", "a"), configMap("shop", "b")));

        assertThat(found.keySet()).containsExactlyInAnyOrder(id("shop", "a"), id("shop", "b"));
    }

    @Test
    void beginsAnewWhereTheServerForgotTheList() {
        var gone = new AtomicInteger();
        var api = new ScriptedApi(call -> {
            if (!call.query().containsKey("continue")) {
                return ScriptedApi.ok("{metadata: {continue: next}, items: [{metadata: {namespace: shop, name: a}}]}");
            }
            return gone.incrementAndGet() == 1
                    ? ScriptedApi.no(410, "Expired", "too old")
                    : ScriptedApi.ok("{metadata: {}, items: [{metadata: {namespace: shop, name: b}}]}");
        });

        var found = reads(api).labelled(List.of(configMap("shop", "a"), configMap("shop", "b")));

        assertThat(found.keySet()).containsExactlyInAnyOrder(id("shop", "a"), id("shop", "b"));
        assertThat(api.asked()).hasSize(4);
    }

    @Test
    void readsAListInOneAnswerWhereItsPagesAlwaysOutliveIt() {
        var api = new ScriptedApi(call -> call.query().containsKey("limit")
                ? ScriptedApi.no(410, "Expired", "too old")
                : ScriptedApi.ok("{metadata: {}, items: [{metadata: {namespace: shop, name: a}}]}"));

        var found = reads(api).labelled(List.of(configMap("shop", "a")));

        assertThat(found.keySet()).containsExactly(id("shop", "a"));
    }

    @Test
    void findsAnObjectOfNoNamespaceUnderAllIdsItIsWantedBy() {
        var api = new ScriptedApi(call -> ScriptedApi.ok("{metadata: {}, items: [{metadata: {name: shop}}]}"));

        var found = reads(api)
                .labelled(List.of(
                        labelled("{apiVersion: v1, kind: Namespace, metadata: {name: shop, namespace: a}}"),
                        labelled("{apiVersion: v1, kind: Namespace, metadata: {name: shop, namespace: b}}")));

        assertThat(found.keySet())
                .containsExactlyInAnyOrder(
                        new ObjectId("", "Namespace", "a", "shop"), new ObjectId("", "Namespace", "b", "shop"));
    }

    @Test
    void looksForAKindThatIsNotThereOnce() {
        var resources = new FixedResources(List.of());
        var reads = new ObjectReads(new ScriptedApi(call -> ScriptedApi.notFound()), new Kinds(resources), 2);

        reads.all(List.of(id("shop", "a"), id("shop", "b"), id("shop", "c")));

        assertThat(resources.refreshes()).isEqualTo(1);
    }

    @Test
    void asksEachNamespaceWhereAllAreForbidden() {
        var api = new ScriptedApi(call -> call.path().contains("/namespaces/") ? ScriptedApi.ok(EMPTY) : FORBIDDEN);

        reads(api).labelled(List.of(configMap("shop", "a"), configMap("blog", "a")));

        assertThat(api.asked())
                .containsExactlyInAnyOrder(
                        "GET /api/v1/configmaps" + SELECTED,
                        "GET /api/v1/namespaces/blog/configmaps" + SELECTED,
                        "GET /api/v1/namespaces/shop/configmaps" + SELECTED);
    }

    @Test
    void asksForEachObjectWhereListsAreForbidden() {
        var api = new ScriptedApi(call -> {
            if (call.path().endsWith("configmaps")) {
                return FORBIDDEN;
            }
            return call.path().endsWith("/a")
                    ? ScriptedApi.ok("{apiVersion: v1, kind: ConfigMap, metadata: {namespace: shop, name: a}}")
                    : ScriptedApi.notFound();
        });

        var found = reads(api).labelled(List.of(configMap("shop", "a"), configMap("shop", "b")));

        assertThat(found.keySet()).containsExactly(id("shop", "a"));
    }

    @Test
    void tellsWhatIsForbiddenWhereNothingIsAllowed() {
        var api = new ScriptedApi(call -> FORBIDDEN);

        assertThatThrownBy(() -> reads(api).all(List.of(id("shop", "a"))))
                .isInstanceOf(Rejected.class)
                .hasMessage("ConfigMap/shop/a get failed (Forbidden): configmaps is forbidden");
    }

    @Test
    void leavesItToTheApplicationToTellWhatIsForbidden() {
        var api = new ScriptedApi(call -> FORBIDDEN);

        var found = reads(api).labelled(List.of(configMap("shop", "a")));

        assertThat(found).isEmpty();
    }

    @Test
    void asksForEachObjectOfAKindThatCannotBeListed() {
        var api = new ScriptedApi(call -> ScriptedApi.notFound());

        reads(api).labelled(List.of(labelled("{apiVersion: v1, kind: Review, metadata: {name: a, namespace: shop}}")));

        assertThat(api.asked()).containsExactly("GET /api/v1/namespaces/shop/reviews/a");
    }

    @Test
    void findsAnObjectOfNoNamespaceThatIsWrittenWithOne() {
        var api = new ScriptedApi(call -> ScriptedApi.ok("{metadata: {}, items: [{metadata: {name: shop}}]}"));
        Manifest desired = labelled("{apiVersion: v1, kind: Namespace, metadata: {name: shop, namespace: stray}}");

        assertThat(reads(api).labelled(List.of(desired)).keySet()).containsExactly(desired.id());
    }

    @Test
    void asksNothingAboutAKindThatIsNotKnown() {
        var api = new ScriptedApi(call -> ScriptedApi.ok(EMPTY));

        var found = reads(api)
                .labelled(List.of(labelled("{apiVersion: v2, kind: ConfigMap, metadata: {name: a, namespace: shop}}")));

        assertThat(found).isEmpty();
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void asksForEachObjectThatIsDesiredWithoutAnOwner() {
        var api = new ScriptedApi(call -> ScriptedApi.notFound());

        reads(api)
                .labelled(List.of(manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: shop}}")));

        assertThat(api.asked()).containsExactly("GET /api/v1/namespaces/shop/configmaps/a");
    }

    @Test
    void looksForFewObjectsOneByOneWhateverTheirLabels() {
        var api = new ScriptedApi(call -> ScriptedApi.notFound());

        reads(api).all(List.of(id("shop", "b"), id("shop", "a")));

        assertThat(api.asked())
                .containsExactlyInAnyOrder(
                        "GET /api/v1/namespaces/shop/configmaps/a", "GET /api/v1/namespaces/shop/configmaps/b");
    }

    @Test
    void looksForManyObjectsByListsAndForTheRestOneByOne() {
        var api = new ScriptedApi(call -> call.path().endsWith("configmaps")
                ? ScriptedApi.ok("{metadata: {}, items: [{metadata: {namespace: shop, name: x0}}, "
                        + "{metadata: {namespace: shop, name: x1}}]}")
                : ScriptedApi.ok("{metadata: {namespace: shop, name: x2}}"));

        var found = reads(api)
                .all(IntStream.range(0, 4).mapToObj(i -> id("shop", "x" + i)).toList());

        assertThat(found).hasSize(4);
        assertThat(api.asked())
                .containsExactlyInAnyOrder(
                        "GET /api/v1/namespaces/shop/configmaps" + SELECTED,
                        "GET /api/v1/namespaces/shop/configmaps/x2",
                        "GET /api/v1/namespaces/shop/configmaps/x3");
    }

    private ObjectReads reads(ScriptedApi api) {
        var kinds = new Kinds(new FixedResources(List.of(CONFIG_MAPS, NAMESPACES, REVIEWS)));
        return new ObjectReads(api, kinds, 2);
    }

    private static ObjectId id(String namespace, String name) {
        return new ObjectId("", "ConfigMap", namespace, name);
    }

    private static Manifest configMap(String namespace, String name) {
        return labelled(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: %s}}".formatted(name, namespace));
    }

    private static Manifest labelled(String yaml) {
        Manifest manifest = manifest(yaml);
        manifest.content()
                .withObjectProperty("metadata")
                .putObject("labels")
                .put("kustomize.toolkit.fluxcd.io/name", "apps");
        return manifest;
    }

    private static Manifest manifest(String yaml) {
        return Manifest.of(ScriptedApi.yaml(yaml), new Origin("a.yaml", 1));
    }
}
