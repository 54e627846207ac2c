package dev.sluice.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cluster.KeyedDigest;
import dev.sluice.object.ObjectId;
import java.util.ArrayList;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an API server really answered about a Deployment, changed in one place a test. */
class FingerprintTest {

    private static final ObjectId WEB = new ObjectId("apps", "Deployment", "t1", "web");
    private static final Resource DEPLOYMENTS = new Resource("apps", "v1", "Deployment", "deployments", true, Set.of());

    private final Fingerprint fingerprint = new Fingerprint(new Digests(() -> new KeyedDigest(new byte[] {1, 2, 3})));

    @Test
    void isTheSameOfAnAnswerToAnApplicationAndOfAnItemOfALaterList() {
        ObjectNode applied = ScriptedApi.captured("deployment-applied.json");
        ObjectNode listed = ScriptedApi.captured("deployment-listed.json");

        assertThat(of(Query.typed(DEPLOYMENTS, listed))).isEqualTo(of(applied));
    }

    @Test
    void doesNotDependOnTheOrderInWhichFieldsAreWritten() {
        ObjectNode listed = ScriptedApi.captured("deployment-listed.json");
        ObjectNode turned = turned(listed);

        assertThat(of(turned)).isEqualTo(of(listed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/status",
                "/metadata/resourceVersion",
                "/metadata/generation",
                "/metadata/annotations",
                "/metadata/managedFields/0/time",
                "/metadata/managedFields/1",
                "/spec/replicas",
                "/spec/strategy",
                "/spec/template/spec/restartPolicy"
            })
    void doesNotChangeWithWhatOthersOwn(String pointer) {
        assertThat(without(pointer)).isEqualTo(unchanged());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metadata/uid",
                "/metadata/labels/app",
                "/metadata/finalizers/0",
                "/metadata/managedFields/0/fieldsV1/f:spec/f:selector",
                "/metadata/managedFields/0",
                "/spec/selector/matchLabels/app",
                "/spec/template/spec/containers/0/args/1",
                "/spec/template/spec/containers/0/env/0/value",
                "/spec/template/spec/containers/0/ports/0",
                "/spec/template/spec/containers/0/ports/1",
                "/spec/template/spec/volumes/0"
            })
    void changesWithWhatTheRunOwns(String pointer) {
        assertThat(without(pointer)).isNotEqualTo(unchanged());
    }

    @Test
    void changesWithAValueOfAnItemThatItsKeysName() {
        assertThat(after(web -> ((ObjectNode) web.at("/spec/template/spec/containers/0")).put("image", "nginx:1")))
                .isNotEqualTo(unchanged());
    }

    @Test
    void doesNotChangeWithTheOrderOfItemsThatKeysName() {
        assertThat(after(web -> {
                    var ports = (ArrayNode) web.at("/spec/template/spec/containers/0/ports");
                    ports.add(ports.remove(0));
                }))
                .isEqualTo(unchanged());
    }

    @Test
    void changesWithTheOrderOfAListThatIsOwnedAsAWhole() {
        assertThat(after(web -> {
                    var arguments = (ArrayNode) web.at("/spec/template/spec/containers/0/args");
                    arguments.add(arguments.remove(0));
                }))
                .isNotEqualTo(unchanged());
    }

    @Test
    void changesWhenTheObjectIsBeingDeleted() {
        assertThat(after(web -> ((ObjectNode) web.at("/metadata")).put("deletionTimestamp", "2026-01-01T00:00:00Z")))
                .isNotEqualTo(unchanged());
    }

    @Test
    void changesWithWhatTheObjectSaysOfItsTreatment() {
        assertThat(after(web -> ((ObjectNode) web.at("/metadata/annotations"))
                        .put("kustomize.toolkit.fluxcd.io/reconcile", "disabled")))
                .isNotEqualTo(unchanged());
    }

    @Test
    void changesWithALabelThatKubectlSets() {
        assertThat(after(web -> kubectl(web)
                        .putObject("f:metadata")
                        .putObject("f:labels")
                        .putObject("f:team")))
                .isNotEqualTo(unchanged());
    }

    @Test
    void changesWithASecondFieldThatKubectlSets() {
        String one = after(web -> kubectl(web).putObject("f:one"));

        String two = after(web -> {
            ObjectNode fields = kubectl(web);
            fields.putObject("f:one");
            fields.putObject("f:two");
        });

        assertThat(two).isNotEqualTo(one);
    }

    @Test
    void changesWithWhatKubectlLeaves() {
        assertThat(after(web -> ((ObjectNode) web.at("/metadata/annotations"))
                        .put("kubectl.kubernetes.io/last-applied-configuration", "{}")))
                .isNotEqualTo(unchanged());
    }

    @Test
    void isOfTheWholeObjectWhereTheRunNeverAppliedIt() {
        ObjectNode before = ScriptedApi.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: b}}");
        ObjectNode after = ScriptedApi.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: c}}");

        assertThat(of(after)).isNotEqualTo(of(before));
    }

    @Test
    void isKeyedWhereTheObjectIsASecret() {
        var id = new ObjectId("", "Secret", "t1", "key");
        ObjectNode secret = ScriptedApi.yaml("{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {a: Yg==}}");
        var other = new Fingerprint(new Digests(() -> new KeyedDigest(new byte[] {4})));

        assertThat(other.of(id, secret)).isNotEqualTo(fingerprint.of(id, secret));
    }

    private String of(ObjectNode object) {
        return fingerprint.of(WEB, object);
    }

    private String unchanged() {
        return of(ScriptedApi.captured("deployment-listed.json"));
    }

    private String after(Consumer<ObjectNode> change) {
        ObjectNode web = ScriptedApi.captured("deployment-listed.json");
        change.accept(web);
        return of(web);
    }

    private String without(String pointer) {
        int slash = pointer.lastIndexOf('/');
        String last = pointer.substring(slash + 1);
        return after(web -> {
            assertThat(web.at(pointer).isMissingNode()).isFalse();
            if (web.at(pointer.substring(0, slash)) instanceof ArrayNode items) {
                items.remove(Integer.parseInt(last));
            } else {
                ((ObjectNode) web.at(pointer.substring(0, slash))).remove(last);
            }
        });
    }

    private static ObjectNode kubectl(ObjectNode web) {
        ObjectNode entry = ((ArrayNode) web.at("/metadata/managedFields")).addObject();
        entry.put("manager", "kubectl-label").put("operation", "Update").put("apiVersion", "apps/v1");
        return entry.putObject("fieldsV1");
    }

    private static ObjectNode turned(ObjectNode object) {
        ObjectNode turned = JsonNodeFactory.instance.objectNode();
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(name -> names.add(0, name));
        for (String name : names) {
            turned.set(name, object.get(name) instanceof ObjectNode inner ? turned(inner) : object.get(name));
        }
        return turned;
    }
}
