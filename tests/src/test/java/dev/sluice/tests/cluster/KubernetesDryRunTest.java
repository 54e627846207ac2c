package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cluster.DryRun;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.RunFailure;
import dev.sluice.junit.TestCluster;
import dev.sluice.junit.TestNamespace;
import dev.sluice.junit.WithCluster;
import dev.sluice.object.Manifest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithCluster
class KubernetesDryRunTest {

    private static final String SETTINGS =
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {a: b}}";

    private Opened opened;

    @BeforeEach
    void open(TestNamespace namespace) {
        opened = Opened.in(namespace);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void saysWhatWouldBeCreated() {
        var dryRun = (DryRun.Accepted) opened.dryRun(opened.owned(SETTINGS));

        assertThat(dryRun.live()).isEmpty();
        assertThat(dryRun.manifest().content().at("/data/a").asText()).isEqualTo("b");
    }

    @Test
    void writesNothing() {
        Manifest settings = opened.owned(SETTINGS);

        opened.dryRun(settings);

        assertThat(opened.cluster().read(List.of(settings.id()))).isEmpty();
    }

    @Test
    void findsAnObjectThatNoUnitOwns(TestNamespace namespace) {
        namespace.kubectl("create", "configmap", "settings", "--from-literal=x=y");

        var dryRun = (DryRun.Accepted) opened.dryRun(opened.owned(SETTINGS));

        assertThat(dryRun.live().orElseThrow().manifest().content().at("/data").toString())
                .isEqualTo("{\"x\":\"y\"}");
        assertThat(dryRun.manifest().content().at("/data").toString()).isEqualTo("{\"a\":\"b\",\"x\":\"y\"}");
    }

    @Test
    void saysThatAFieldCannotBeChanged() {
        opened.cluster().apply(opened.owned(job("one")));
        Manifest changed = opened.owned(job("two"));

        var dryRun = (DryRun.Immutable) opened.dryRun(changed);

        assertThat(dryRun.refusal())
                .startsWith(changed.id() + " dry-run failed (Invalid): Job.batch \"job\" is invalid: spec.template: ")
                .endsWith("field is immutable");
    }

    @Test
    void saysThatTheNamespaceIsMissing() {
        Manifest astray = Opened.anywhere(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: no-such-namespace}}");

        assertThat(opened.dryRun(astray))
                .isEqualTo(new DryRun.NamespaceMissing(
                        "no-such-namespace",
                        "ConfigMap/no-such-namespace/settings not found: namespaces \"no-such-namespace\" not found"));
    }

    @Test
    void rejectsAnObjectThatNamesNoNamespace() {
        assertThatThrownBy(() -> opened.dryRun(Opened.anywhere(SETTINGS)))
                .isInstanceOf(Rejected.class)
                .hasMessage("ConfigMap/settings namespace not specified: the server could not find the requested"
                        + " resource");
    }

    @Test
    void rejectsAFieldThatTheKindDoesNotHave() {
        Manifest wrong = opened.owned("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, dta: {a: b}}");

        assertThatThrownBy(() -> opened.dryRun(wrong))
                .isInstanceOf(Rejected.class)
                .hasMessage(wrong.id() + " dry-run failed: failed to create typed patch object ("
                        + wrong.id().qualifiedName() + "; /v1, Kind=ConfigMap): .dta: field not declared in schema");
    }

    @Test
    void doesNotTellAValueOfASecretThatTheServerQuotes() {
        Manifest wrong = opened.owned("{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {pin: 123456}}");

        assertThatThrownBy(() -> opened.dryRun(wrong))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith(".data.pin: expected string, got &value.valueUnstructured{Value:***}");
    }

    @Test
    void saysThatTheKindIsUnknownUntilItComes(TestCluster cluster) {
        String plural = opened.namespace().name().replace("-", "") + "s";
        String group = plural + ".example.com";
        Manifest toy = opened.owned("{apiVersion: " + group + "/v1, kind: Toy, metadata: {name: t}}");
        assertThat(opened.dryRun(toy))
                .isEqualTo(new DryRun.KindUnknown(
                        group,
                        "Toy",
                        toy.id() + " dry-run failed: no matches for kind \"Toy\" in version \"" + group + "/v1\""));
        String definition = "toys." + group;

        opened.cluster().apply(Opened.anywhere(toys(group)));
        cluster.kubectl("wait", "crd/" + definition, "--for=condition=Established", "--timeout=30s");

        assertThat(opened.dryRun(toy)).isInstanceOf(DryRun.Accepted.class);
        cluster.kubectl("delete", "crd", definition, "--wait=false");
    }

    @Test
    void saysWhatTheRoleOfAUserLacks(TestNamespace namespace) {
        Manifest settings = opened.owned(SETTINGS);
        try (Opened nobody = Opened.as(TestCluster.NOBODY, namespace)) {
            assertThatThrownBy(() -> nobody.cluster().dryRun(settings, Optional.empty()))
                    .isInstanceOf(Rejected.class)
                    .hasMessage(
                            settings.id() + " dry-run failed (Forbidden): configmaps \"settings\" is forbidden: User"
                                    + " \"nobody\" cannot patch resource \"configmaps\" in API group \"\" in the namespace \""
                                    + namespace.name() + "\"")
                    .isInstanceOfSatisfying(RunFailure.class, failure -> assertThat(failure.hint())
                            .contains("a Role in the namespace " + namespace.name() + " must allow nobody:"
                                    + " apiGroups: [\"\"], resources: [configmaps], verbs: [patch]"));
        }
    }

    @Test
    void rejectsWhatAPolicyDenies(TestCluster cluster, TestNamespace namespace) {
        namespace.apply(policy(namespace.name()));
        Manifest settings = opened.owned(SETTINGS);
        try {
            // A policy counts from some moment after it was made.
            String refusal = "";
            while (refusal.isEmpty()) {
                try {
                    opened.dryRun(settings);
                } catch (Rejected e) {
                    refusal = String.valueOf(e.getMessage());
                }
            }

            assertThat(refusal)
                    .startsWith(settings.id() + " dry-run failed (Invalid): configmaps \"settings\" is forbidden: ")
                    .endsWith("denied request: no settings here");
        } finally {
            cluster.kubectl(
                    "delete",
                    "validatingadmissionpolicy,validatingadmissionpolicybinding",
                    namespace.name(),
                    "--wait=false");
        }
    }

    @Test
    void rejectsWhatAQuotaForbids(TestNamespace namespace) {
        namespace.kubectl("create", "quota", "none", "--hard=secrets=0");
        namespace.kubectl("wait", "resourcequota/none", "--for=jsonpath={.status.hard.secrets}=0", "--timeout=30s");
        Manifest secret = opened.owned("{apiVersion: v1, kind: Secret, metadata: {name: s}}");

        assertThatThrownBy(() -> opened.dryRun(secret))
                .isInstanceOf(Rejected.class)
                .hasMessage(secret.id() + " dry-run failed (Forbidden): secrets \"s\" is forbidden: exceeded quota:"
                        + " none, requested: secrets=1, used: secrets=0, limited: secrets=0");
    }

    private static String job(String name) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: job}
                spec:
                  suspend: true
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: %s, image: "registry.test/x:1"}]
                """.formatted(name);
    }

    private static String toys(String group) {
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: toys.%s}
                spec:
                  group: %s
                  scope: Namespaced
                  names: {kind: Toy, plural: toys}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object}}
                """.formatted(group, group);
    }

    private static String policy(String namespace) {
        return """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: %s}
                spec:
                  failurePolicy: Fail
                  matchConstraints:
                    resourceRules:
                      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}
                    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}
                  validations: [{expression: "object.metadata.name != 'settings'", message: no settings here}]
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: %s}
                spec: {policyName: %s, validationActions: [Deny]}
                """.formatted(namespace, namespace, namespace, namespace);
    }
}
