package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.DryRun;
import dev.sluice.cluster.KeyedDigest;
import dev.sluice.cluster.LiveObject;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.failure.TransientFailure;
import dev.sluice.object.Manifest;
import dev.sluice.object.ObjectId;
import dev.sluice.object.Origin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ApplicationTest {

    private static final Resource CONFIG_MAPS = new Resource("", "v1", "ConfigMap", "configmaps", true, Set.of());
    private static final Resource SECRETS = new Resource("", "v1", "Secret", "secrets", true, Set.of());
    private static final Resource TOYS = new Resource("toys.test", "v1", "Toy", "toys", true, Set.of());
    private static final ObjectId SETTINGS = new ObjectId("", "ConfigMap", "shop", "settings");
    private static final String ADDRESS = "/api/v1/namespaces/shop/configmaps/settings";
    private static final String STORED =
            "{kind: ConfigMap, apiVersion: v1, metadata: {name: settings, namespace: shop, uid: u1}, data: {a: b}}";

    private final FixedResources resources = new FixedResources(List.of(CONFIG_MAPS, SECRETS), List.of(TOYS));

    @Test
    void appliesOnTheServersSideByForce() {
        var api = new ScriptedApi(call -> ScriptedApi.ok(STORED));

        LiveObject live = application(api).apply(settings());

        assertThat(api.asked()).containsExactly("APPLY " + ADDRESS + "?force=true&fieldManager=kustomize-controller");
        assertThat(api.body(0)).isEqualTo(settings().content());
        assertThat(live.manifest().content()).isEqualTo(ScriptedApi.yaml(STORED));
    }

    @Test
    void appliesAgainWhenAnotherWriterWasFaster() {
        var conflicts = new AtomicInteger();
        var api = new ScriptedApi(call -> conflicts.incrementAndGet() < 3
                ? ScriptedApi.no(
                        409,
                        "Conflict",
                        "Operation cannot be fulfilled on resourcequotas \"all\": the object has been modified; please apply"
                                + " your changes to the latest version and try again")
                : ScriptedApi.ok(STORED));

        LiveObject live = application(api).apply(settings());

        assertThat(live.manifest().content()).isEqualTo(ScriptedApi.yaml(STORED));
    }

    @Test
    void sendsNoManagedFields() {
        var api = new ScriptedApi(call -> ScriptedApi.ok(STORED));
        ObjectNode content = settings().content().deepCopy();
        content.withObjectProperty("metadata").putArray("managedFields");

        application(api).apply(settings().with(content));

        assertThat(api.body(0)).isEqualTo(settings().content());
    }

    @Test
    void saysWhatWouldBeCreated() {
        var api = new ScriptedApi(call -> new ApiAnswer(201, ScriptedApi.yaml(STORED)));

        DryRun dryRun = application(api).tryOut(settings(), Optional.empty());

        assertThat(api.asked())
                .containsExactly("APPLY " + ADDRESS + "?dryRun=All&force=true&fieldManager=kustomize-controller");
        assertThat(dryRun).isEqualTo(new DryRun.Accepted(settings().with(ScriptedApi.yaml(STORED)), Optional.empty()));
    }

    @Test
    void readsAnObjectThatTurnsOutToBeThere() {
        var api = new ScriptedApi(call -> ScriptedApi.ok(STORED));

        var accepted = (DryRun.Accepted) application(api).tryOut(settings(), Optional.empty());

        assertThat(api.asked()).element(1).isEqualTo("GET " + ADDRESS);
        assertThat(accepted.live().orElseThrow().manifest().content()).isEqualTo(ScriptedApi.yaml(STORED));
    }

    @Test
    void doesNotReadAnObjectThatIsKnown() {
        var api = new ScriptedApi(call -> ScriptedApi.ok(STORED));
        var live = live();

        var accepted = (DryRun.Accepted) application(api).tryOut(settings(), Optional.of(live));

        assertThat(accepted.live()).containsSame(live);
        assertThat(api.asked()).hasSize(1);
    }

    @Test
    void saysThatTheNamespaceIsMissing() {
        var api = new ScriptedApi(call -> ScriptedApi.no(404, "NotFound", "namespaces \"shop\" not found"));

        assertThat(application(api).tryOut(settings(), Optional.empty()))
                .isEqualTo(new DryRun.NamespaceMissing(
                        "shop", "ConfigMap/shop/settings not found: namespaces \"shop\" not found"));
    }

    @Test
    void findsAKindThatHasJustCome() {
        var api = new ScriptedApi(call -> new ApiAnswer(201, ScriptedApi.yaml(STORED)));
        Manifest toy = manifest("{apiVersion: toys.test/v1, kind: Toy, metadata: {name: t, namespace: shop}}");

        assertThat(application(api).tryOut(toy, Optional.empty())).isInstanceOf(DryRun.Accepted.class);
        assertThat(resources.refreshes()).isEqualTo(1);
    }

    @Test
    void saysThatTheKindIsUnknown() {
        var api = new ScriptedApi(call -> ScriptedApi.notFound());
        Manifest tool = manifest("{apiVersion: tools.test/v1, kind: Tool, metadata: {name: t, namespace: shop}}");

        assertThat(application(api).tryOut(tool, Optional.empty()))
                .isEqualTo(new DryRun.KindUnknown(
                        "tools.test",
                        "Tool",
                        "Tool/shop/t dry-run failed: no matches for kind \"Tool\" in version \"tools.test/v1\""));
    }

    @Test
    void saysThatAFieldCannotBeChanged() {
        var api = new ScriptedApi(call -> call.verb() == ApiCall.Verb.POST
                ? new ApiAnswer(201, ScriptedApi.yaml(STORED))
                : ScriptedApi.no(422, "Invalid", "ConfigMap \"settings\" is invalid: data: Forbidden: no"));
        var live = live();

        assertThat(application(api).tryOut(settings(), Optional.of(live)))
                .isEqualTo(new DryRun.Immutable(
                        "ConfigMap/shop/settings dry-run failed (Invalid): ConfigMap \"settings\" is invalid: data:"
                                + " Forbidden: no",
                        live));
    }

    @Test
    void takesAWebhooksWordThatAFieldIsImmutable() {
        var api = new ScriptedApi(call -> call.verb() == ApiCall.Verb.POST
                ? new ApiAnswer(201, ScriptedApi.yaml(STORED))
                : ScriptedApi.no(403, "Forbidden", "denied: spec.a is immutable"));

        assertThat(application(api).tryOut(settings(), Optional.of(live()))).isInstanceOf(DryRun.Immutable.class);
    }

    @Test
    void triesANewObjectUnderAnotherName() {
        var api = new ScriptedApi(call -> call.verb() == ApiCall.Verb.POST
                ? new ApiAnswer(201, ScriptedApi.yaml(STORED))
                : ScriptedApi.no(422, "Invalid", "no"));

        application(api).tryOut(settings(), Optional.of(live()));

        assertThat(api.asked())
                .element(1)
                .isEqualTo("POST /api/v1/namespaces/shop/configmaps?dryRun=All&fieldManager=kustomize-controller");
        assertThat(api.body(1).path("metadata"))
                .isEqualTo(ScriptedApi.yaml("{namespace: shop, generateName: sluice-trial-}"));
    }

    @Test
    void rejectsWhatANewObjectWouldBeRefusedForAsWell() {
        var api = new ScriptedApi(call -> {
            String name = call.verb() == ApiCall.Verb.POST ? "" : "settings";
            return ScriptedApi.no(422, "Invalid", "configmaps \"" + name + "\" is forbidden: policy: not so");
        });

        assertThatThrownBy(() -> application(api).tryOut(settings(), Optional.of(live())))
                .isInstanceOf(Rejected.class)
                .hasMessage("ConfigMap/shop/settings dry-run failed (Invalid): configmaps \"settings\" is forbidden:"
                        + " policy: not so");
    }

    @Test
    void rejectsWhatIsInvalidAndNotThere() {
        var api = new ScriptedApi(call ->
                call.verb() == ApiCall.Verb.GET ? ScriptedApi.notFound() : ScriptedApi.no(422, "Invalid", "no good"));

        assertThatThrownBy(() -> application(api).tryOut(settings(), Optional.empty()))
                .isInstanceOf(Rejected.class)
                .hasMessage("ConfigMap/shop/settings dry-run failed (Invalid): no good");
    }

    @Test
    void rejectsAFieldThatTheSchemaDoesNotHave() {
        var api = new ScriptedApi(call ->
                ScriptedApi.no(500, "", "failed to create typed patch object: .foo: field not declared in schema"));

        assertThatThrownBy(() -> application(api).tryOut(settings(), Optional.empty()))
                .isInstanceOf(Rejected.class)
                .hasMessage("ConfigMap/shop/settings dry-run failed: failed to create typed patch object: .foo:"
                        + " field not declared in schema");
    }

    @Test
    void rejectsAnObjectWithoutItsNamespaceInFluxsWords() {
        var api = new ScriptedApi(call -> ScriptedApi.notFound());
        Manifest homeless = manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}");

        assertThatThrownBy(() -> application(api).tryOut(homeless, Optional.empty()))
                .isInstanceOf(Rejected.class)
                .hasMessage("ConfigMap/settings namespace not specified: the server could not find the requested"
                        + " resource");
    }

    @Test
    void saysWhatARoleMustAllow() {
        var api = new ScriptedApi(call -> ScriptedApi.no(
                403,
                "Forbidden",
                "configmaps \"settings\" is forbidden: User \"ci\" cannot patch resource \"configmaps\" in API group"
                        + " \"\" in the namespace \"shop\""));

        assertThatThrownBy(() -> application(api).tryOut(settings(), Optional.of(live())))
                .isInstanceOfSatisfying(RunFailure.class, failure -> assertThat(failure.hint())
                        .contains("a Role in the namespace shop must allow ci: apiGroups: [\"\"], resources:"
                                + " [configmaps], verbs: [patch]"));
    }

    @Test
    void hidesTheValuesOfASecretThatTheServerQuotes() {
        var api = new ScriptedApi(call -> ScriptedApi.no(
                500,
                "",
                "failed: .data.pin: expected string, got &value.valueUnstructured{Value:123456}, and hunter2 or"
                        + " aHVudGVyMg=="));
        Manifest secret = manifest(
                "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: shop}, data: {a: aHVudGVyMg==, pin: 123456}}");

        assertThatThrownBy(() -> application(api).apply(secret))
                .hasMessage("Secret/shop/s apply failed: failed: .data.pin: expected string, got"
                        + " &value.valueUnstructured{Value:***}, and *** or ***");
    }

    @Test
    void saysWhichWebhookDoesNotAnswer() {
        var api = new ScriptedApi(call -> {
            throw new TransientFailure(
                    "cluster.test",
                    "Internal error occurred: failed calling webhook \"check.test\": no endpoints available after 9"
                            + " attempts");
        });

        assertThatThrownBy(() -> application(api).tryOut(settings(), Optional.of(live())))
                .isInstanceOf(Rejected.class)
                .hasMessage("ConfigMap/shop/settings dry-run failed (InternalError): failed calling webhook"
                        + " \"check.test\": no endpoints available after 9 attempts");
    }

    private Application application(ScriptedApi api) {
        var kinds = new Kinds(resources);
        var objects = new LiveObjects("test", new Digests(() -> new KeyedDigest(new byte[] {1})));
        return new Application(api, kinds, new ObjectReads(api, kinds, 500), objects);
    }

    private static LiveObject live() {
        return new LiveObject(SETTINGS, "f", false, ApplicationTest::settings);
    }

    private static Manifest settings() {
        return manifest("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: shop}, data: {a: b}}");
    }

    private static Manifest manifest(String yaml) {
        return Manifest.of(ScriptedApi.yaml(yaml), new Origin("a.yaml", 1));
    }
}
