package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.Rejected;
import dev.sluice.object.Manifest;
import dev.sluice.object.Origin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TakeOverTest {

    private static final String PATCH =
            "JSON_PATCH /apis/apps/v1/namespaces/t1/deployments/web?fieldManager=kustomize-controller";
    private static final String GET = "GET /apis/apps/v1/namespaces/t1/deployments/web";

    @Test
    void makesWhatKubectlWroteTheRunsOwn() {
        var api = new ScriptedApi(call -> new ApiAnswer(200, ScriptedApi.captured("deployment-edited.json")));

        takeOver(api).of(web());

        assertThat(api.asked()).containsExactly(GET, PATCH);
        assertThat(api.body(1).findValuesAsText("manager"))
                .containsExactly("kube-controller-manager", "kustomize-controller");
        ObjectNode fields = (ObjectNode) api.body(1).at("/1/value/1/fieldsV1");
        assertThat(fields.at("/f:metadata")).isEqualTo(ScriptedApi.yaml("""
                        f:annotations: {f:hand: {}}
                        f:finalizers: {'v:"example.com/keep"': {}}
                        f:labels:
                          f:app: {}
                          f:kustomize.toolkit.fluxcd.io/name: {}
                          f:kustomize.toolkit.fluxcd.io/namespace: {}
                          f:team: {}
                        """));
    }

    @Test
    void changesOnlyTheObjectThatWasSeen() {
        ObjectNode live = ScriptedApi.captured("deployment-edited.json");
        var api = new ScriptedApi(call -> new ApiAnswer(200, live));

        takeOver(api).of(web());

        assertThat(api.body(1).get(0))
                .isEqualTo(ScriptedApi.yaml("{op: test, path: /metadata/resourceVersion}")
                        .set("value", live.at("/metadata/resourceVersion")));
    }

    @Test
    void triesAgainWhereSomebodyElseWasFaster() {
        Deque<ApiAnswer> answers = new ArrayDeque<>(List.of(
                new ApiAnswer(200, ScriptedApi.captured("deployment-edited.json")),
                ScriptedApi.no(422, "Invalid", "the server rejected our request"),
                new ApiAnswer(200, ScriptedApi.captured("deployment-edited.json")),
                new ApiAnswer(200, ScriptedApi.captured("deployment-edited.json"))));
        var api = new ScriptedApi(call -> answers.remove());

        takeOver(api).of(web());

        assertThat(api.asked()).containsExactly(GET, PATCH, GET, PATCH);
    }

    @Test
    void leavesAnObjectAloneThatNobodyTouched() {
        var api = new ScriptedApi(call -> new ApiAnswer(200, ScriptedApi.captured("deployment-listed.json")));

        takeOver(api).of(web());

        assertThat(api.asked()).containsExactly(GET);
    }

    @Test
    void succeedsWhereTheObjectIsNotThere() {
        var api = new ScriptedApi(call -> ScriptedApi.notFound());

        takeOver(api).of(web());

        assertThat(api.asked()).containsExactly(GET);
    }

    @Test
    void tellsWhatTheServerRefuses() {
        var api = new ScriptedApi(call -> call.verb() == ApiCall.Verb.GET
                ? new ApiAnswer(200, ScriptedApi.captured("deployment-edited.json"))
                : ScriptedApi.no(403, "Forbidden", "not you"));

        assertThatThrownBy(() -> takeOver(api).of(web()))
                .isInstanceOf(Rejected.class)
                .hasMessage("Deployment/t1/web metadata.managedFields cleanup failed (Forbidden): not you");
    }

    @Test
    void removesTheMarksOfKubectlAndOfFluxOne() {
        ObjectNode live = ScriptedApi.yaml("""
                metadata:
                  annotations:
                    fluxcd.io/sync-checksum: x
                    kubectl.kubernetes.io/last-applied-configuration: "{}"
                    mine: "1"
                  labels: {fluxcd.io/sync-gc-mark: x}
                """);

        assertThat(TakeOver.patch(live).findValuesAsText("path"))
                .containsExactly(
                        "/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration",
                        "/metadata/annotations/fluxcd.io~1sync-checksum",
                        "/metadata/labels/fluxcd.io~1sync-gc-mark");
    }

    @Test
    void renamesTheFirstWhereTheRunOwnsNothingYet() {
        ObjectNode live = ScriptedApi.yaml("""
                metadata:
                  managedFields:
                    - {manager: kubectl-client-side-apply, operation: Update, fieldsV1: {f:data: {.: {}, f:a: {}}}}
                    - {manager: before-first-apply, operation: Update, fieldsV1: {f:data: {f:b: {}}}}
                    - {manager: flux-client-side-apply, operation: Update, fieldsV1: {f:data: {f:c: {}}}}
                """);

        assertThat(ManagedFields.of(live).takenOver().toString())
                .isEqualTo("[{\"manager\":\"flux-client-side-apply\",\"operation\":\"Update\","
                        + "\"fieldsV1\":{\"f:data\":{\"f:c\":{}}}},"
                        + "{\"manager\":\"kustomize-controller\",\"operation\":\"Apply\","
                        + "\"fieldsV1\":{\"f:data\":{\".\":{},\"f:a\":{},\"f:b\":{}}}}]");
    }

    @Test
    void leavesAScaleToWhoeverMadeIt() {
        ObjectNode live = ScriptedApi.yaml("""
                metadata:
                  managedFields:
                    - {manager: kubectl, operation: Update, subresource: scale, fieldsV1: {f:spec: {f:replicas: {}}}}
                """);

        assertThat(TakeOver.patch(live)).isEmpty();
    }

    @Test
    void triesOutWithoutTheFieldsThatOnlyKubectlOwns() {
        var accepted = manifest(ScriptedApi.captured("deployment-edited.json"));
        var api = new ScriptedApi(call -> ScriptedApi.no(403, "Forbidden", "no update for you"));

        Manifest result = takeOver(api).tryOut(web(), accepted);

        assertThat(result.content().at("/metadata/labels")).isEqualTo(ScriptedApi.yaml("""
                        app: web
                        kustomize.toolkit.fluxcd.io/name: apps
                        kustomize.toolkit.fluxcd.io/namespace: flux-system
                        """));
        assertThat(result.content().at("/metadata/annotations").has("hand")).isFalse();
    }

    @Test
    void letsTheServerSayWhichDefaultsStandInTheirPlace() {
        var accepted = manifest(ScriptedApi.captured("deployment-edited.json"));
        var api =
                new ScriptedApi(call -> ScriptedApi.ok("{metadata: {name: web, namespace: t1}, spec: {replicas: 1}}"));

        Manifest result = takeOver(api).tryOut(web(), accepted);

        assertThat(api.asked())
                .containsExactly(
                        "PUT /apis/apps/v1/namespaces/t1/deployments/web?dryRun=All&fieldManager=kustomize-controller");
        assertThat(api.body(0).at("/metadata/managedFields").isMissingNode()).isTrue();
        assertThat(result.content())
                .isEqualTo(
                        ScriptedApi.yaml(
                                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: t1}, spec: {replicas: 1}}"));
    }

    @Test
    void triesOutAgainWhereTheObjectChangedMeanwhile() {
        Deque<ApiAnswer> answers = new ArrayDeque<>(List.of(
                ScriptedApi.no(409, "Conflict", "the object has been modified"),
                ScriptedApi.ok("{metadata: {name: web, resourceVersion: '8'}}"),
                ScriptedApi.ok("{metadata: {name: web}, spec: {replicas: 1}}")));
        var api = new ScriptedApi(call -> answers.remove());

        Manifest result = takeOver(api).tryOut(web(), manifest(ScriptedApi.captured("deployment-edited.json")));

        assertThat(api.body(2).at("/metadata/resourceVersion").asText()).isEqualTo("8");
        assertThat(result.content().at("/spec/replicas").asInt()).isEqualTo(1);
    }

    private TakeOver takeOver(ScriptedApi api) {
        var deployments = new Resource("apps", "v1", "Deployment", "deployments", true, Set.of());
        var kinds = new Kinds(new FixedResources(List.of(deployments)));
        return new TakeOver(api, kinds, new ObjectReads(api, kinds, 500));
    }

    private static Manifest web() {
        return manifest(
                ScriptedApi.yaml("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: t1}}"));
    }

    private static Manifest manifest(ObjectNode content) {
        return Manifest.of(content, new Origin("web.yaml", 1));
    }
}
