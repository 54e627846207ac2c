package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cluster.DryRun;
import dev.sluice.cluster.LiveObject;
import dev.sluice.junit.TestNamespace;
import dev.sluice.junit.WithCluster;
import dev.sluice.object.Manifest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of what was done by hand: S07 and S08. */
@WithCluster
class KubernetesTakeOverTest {

    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: "registry.test/web:1"}]}
            """;

    private Opened opened;
    private Manifest web;

    @BeforeEach
    void open(TestNamespace namespace) {
        opened = Opened.in(namespace);
        web = opened.owned(WEB);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void isNotNeededOfWhatTheRunApplied() {
        LiveObject applied = opened.cluster().apply(web);

        assertThat(applied.needsTakeOver()).isFalse();
    }

    @Test
    void removesALabelThatKubectlSet(TestNamespace namespace) {
        opened.cluster().apply(web);
        namespace.kubectl("label", "deployment", "web", "team=x");

        takeOverAndApply();

        assertThat(opened.value(web, "/metadata/labels/team").isMissingNode()).isTrue();
    }

    @Test
    void bringsBackAnImageThatKubectlSet(TestNamespace namespace) {
        opened.cluster().apply(web);
        namespace.kubectl("set", "image", "deployment/web", "web=nginx:1");

        takeOverAndApply();

        assertThat(opened.value(web, "/spec/template/spec/containers/0/image").asText())
                .isEqualTo("registry.test/web:1");
    }

    @Test
    void leavesNoEntryOfKubectl(TestNamespace namespace) {
        opened.cluster().apply(web);
        namespace.kubectl("label", "deployment", "web", "team=x");
        namespace.kubectl("annotate", "deployment", "web", "hand=made");

        takeOverAndApply();

        assertThat(opened.value(web, "/metadata/managedFields").findValuesAsText("manager"))
                .noneMatch(manager -> manager.startsWith("kubectl"));
    }

    @Test
    void removesWhatKubectlAppliedAndGitDoesNotHave(TestNamespace namespace) {
        namespace.kubectl(
                "create", "configmap", "settings", "--from-literal=a=old", "--from-literal=x=y", "--save-config");
        Manifest settings = opened.owned("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {a: b}}");

        opened.cluster().takeOver(settings);
        LiveObject applied = opened.cluster().apply(settings);

        assertThat(applied.manifest().content().at("/data").toString()).isEqualTo("{\"a\":\"b\"}");
        assertThat(applied.manifest().annotation("kubectl.kubernetes.io/last-applied-configuration"))
                .isEmpty();
    }

    @Test
    void leavesAScaleOfAFieldThatGitDoesNotSet(TestNamespace namespace) {
        opened.cluster().apply(web);
        namespace.kubectl("scale", "deployment", "web", "--replicas=5");

        takeOverAndApply();

        assertThat(opened.value(web, "/spec/replicas").asInt()).isEqualTo(5);
    }

    @Test
    void bringsBackTheDefaultOfAFieldThatKubectlPatched(TestNamespace namespace) {
        opened.cluster().apply(web);
        namespace.kubectl("patch", "deployment", "web", "--type=merge", "--patch={\"spec\":{\"replicas\":4}}");

        takeOverAndApply();

        assertThat(opened.value(web, "/spec/replicas").asInt()).isEqualTo(1);
    }

    @Test
    void isForeseenWithTheDefaultsOfTheServer(TestNamespace namespace) {
        opened.cluster().apply(web);
        namespace.kubectl("patch", "deployment", "web", "--type=merge", "--patch={\"spec\":{\"replicas\":4}}");
        namespace.kubectl("label", "deployment", "web", "team=x");
        namespace.kubectl("set", "image", "deployment/web", "web=nginx:1");

        JsonNode foreseen = foreseen();
        takeOverAndApply();

        assertThat(foreseen.at("/spec")).isEqualTo(opened.value(web, "/spec"));
        assertThat(foreseen.at("/metadata/labels")).isEqualTo(opened.value(web, "/metadata/labels"));
    }

    @Test
    void isForeseenWithoutWriting(TestNamespace namespace) {
        opened.cluster().apply(web);
        namespace.kubectl("label", "deployment", "web", "team=x");
        String before = opened.live(web).fingerprint();

        foreseen();

        assertThat(opened.live(web).fingerprint()).isEqualTo(before);
    }

    @Test
    void succeedsWhereNothingIsThere() {
        opened.cluster().takeOver(web);

        assertThat(opened.cluster().read(List.of(web.id()))).isEmpty();
    }

    private JsonNode foreseen() {
        LiveObject live = opened.live(web);
        assertThat(live.needsTakeOver()).isTrue();
        var accepted = (DryRun.Accepted) opened.cluster().dryRun(web, Optional.of(live));
        return opened.cluster().dryRunOfTakeOver(web, live, accepted.manifest()).content();
    }

    private void takeOverAndApply() {
        opened.cluster().takeOver(web);
        opened.cluster().apply(web);
    }
}
