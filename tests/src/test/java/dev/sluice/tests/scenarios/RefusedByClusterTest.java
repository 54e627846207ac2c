package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertDone;
import static dev.sluice.tests.scenarios.RunAssertions.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import dev.sluice.junit.KubectlFailed;
import dev.sluice.junit.TestCluster;
import dev.sluice.junit.WithCluster;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an API server says no to: who is told what, and what is in the cluster and in the inventory then. */
@WithCluster
class RefusedByClusterTest {

    private static final String OTHER = WorkspaceUnit.named("other")
            + WorkspaceUnit.objects("other", WorkspaceUnit.configMap("independent", "first"));

    private static final String GADGET = """
            apiVersion: example.com/v1
            kind: Gadget
            metadata:
              name: one
              namespace: ${apps}
            ---
            """;

    private static final String IN_A_NEW_NAMESPACE = """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: shop-${id}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: settings
              namespace: shop-${id}
            """;

    private static final String MAY_CREATE_NAMESPACES = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: deployer-${id}
            rules:
              - apiGroups: [""]
                resources: [namespaces]
                verbs: [get, list, watch, create, patch]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata:
              name: deployer-${id}
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: ClusterRole
              name: deployer-${id}
            subjects:
              - kind: ServiceAccount
                name: deployer
                namespace: ${fleet}
            """;

    private static final String MAY_WRITE_CONFIG_MAPS = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata:
              name: deployer
              namespace: shop-${id}
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: ClusterRole
              name: admin
            subjects:
              - kind: ServiceAccount
                name: deployer
                namespace: ${fleet}
            """;

    private static final String POLICY = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata:
              name: no-second-${id}
            spec:
              matchConstraints:
                resourceRules:
                  - apiGroups: [""]
                    apiVersions: [v1]
                    operations: [CREATE, UPDATE]
                    resources: [configmaps]
              validations:
                - expression: "!has(object.data) || !('value' in object.data) || object.data.value != 'second'"
                  message: the second value is forbidden here
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata:
              name: no-second-${id}
            spec:
              policyName: no-second-${id}
              validationActions: [Deny]
              matchResources:
                namespaceSelector:
                  matchLabels:
                    kubernetes.io/metadata.name: ${apps}
            """;

    private ClusterScene scene;

    @BeforeEach
    void prepare(TestCluster cluster, @TempDir Path directory) {
        scene = new ClusterScene(cluster, directory).forgetting("shop-${id}").files(OTHER + WorkspaceUnit.named("app"));
    }

    @AfterEach
    void close() {
        for (String kind : List.of(
                "validatingadmissionpolicybinding/no-second",
                "validatingadmissionpolicy/no-second",
                "clusterrolebinding/deployer",
                "clusterrole/deployer")) {
            scene.kubectl("delete", kind + "-${id}", "--ignore-not-found", "--wait=false");
        }
        scene.close();
    }

    @Test
    void anUnknownKindIsNamedAndNothingOfItsUnitIsWritten() {
        scene.files(WorkspaceUnit.objects("app", GADGET + WorkspaceUnit.configMap("beside", "first")));

        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.REJECTED,
                scene.filled(
                        "^app/objects.yaml:1: Gadget/${apps}/one dry-run failed: no matches for kind \"Gadget\" in version"
                                + " \"example.com/v1\"$"));
        assertNothingButTheOtherUnit();
    }

    @Test
    void anObjectWithoutANamespaceIsNamed() {
        scene.files(WorkspaceUnit.objects(
                "app", WorkspaceUnit.configMap("nowhere", "first").replace("  namespace: ${apps}\n", "")));

        RunResult result = scene.reconcile();

        assertEnded(result, Verdict.REJECTED, "^app/objects.yaml:1: ConfigMap/nowhere namespace not specified: ");
        assertThat(hint(result)).hasValueSatisfying(hint -> assertThat(hint).contains("targetNamespace"));
        assertNothingButTheOtherUnit();
    }

    @Test
    void everyObjectThatIsRefusedIsAProblemOfItsOwn() {
        scene.files(WorkspaceUnit.objects(
                "app", GADGET + WorkspaceUnit.configMap("nowhere", "first").replace("  namespace: ${apps}\n", "")));

        RunResult result = scene.reconcile();

        assertThat(result.report().problems())
                .containsExactlyInAnyOrder(
                        new Problem(
                                "app/objects.yaml:7",
                                "ConfigMap/nowhere namespace not specified: the server could not find the requested"
                                        + " resource",
                                "write metadata.namespace, or set targetNamespace in the Kustomization"),
                        Problem.of(
                                "app/objects.yaml:1",
                                scene.filled(
                                        "Gadget/${apps}/one dry-run failed: no matches for kind \"Gadget\" in version"
                                                + " \"example.com/v1\"")));
    }

    @Test
    void aServiceAccountWithoutRightsIsToldWhichOne() {
        scene.files(WorkspaceUnit.named("app", "serviceAccountName: deployer")
                + WorkspaceUnit.objects("app", WorkspaceUnit.configMap("denied", "first")));

        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.REJECTED,
                scene.filled("ConfigMap/${apps}/denied dry-run failed \\(Forbidden\\): .*User"
                        + " \"system:serviceaccount:${fleet}:deployer\" cannot patch resource \"configmaps\""));
        assertThat(hint(result))
                .hasValue(scene.filled(
                        "a Role in the namespace ${apps} must allow system:serviceaccount:${fleet}:deployer:"
                                + " apiGroups: [\"\"], resources: [configmaps], verbs: [patch]"));
        assertNothingButTheOtherUnit();
    }

    @Test
    void whatAServiceAccountMayDoIsDoneAndKnownAndTheRestIsReported() {
        scene.kubectl(List.of("apply", "-f", "-"), MAY_CREATE_NAMESPACES);
        scene.files(WorkspaceUnit.named("app", "serviceAccountName: deployer")
                + WorkspaceUnit.objects("app", IN_A_NEW_NAMESPACE));

        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.REJECTED,
                scene.filled("ConfigMap/shop-${id}/settings dry-run failed \\(Forbidden\\): .*"
                        + "cannot patch resource \"configmaps\""));
        assertThat(scene.object("", "namespace/shop-" + scene.id()).isMissingNode())
                .isFalse();
        assertThat(scene.object("shop-" + scene.id(), "configmap/settings").isMissingNode())
                .isTrue();
        assertThat(scene.inventory("app")).contains("_shop-" + scene.id() + "__Namespace");
    }

    @Test
    void theRunAfterTheRightsWereGivenGoesOn() {
        scene.kubectl(List.of("apply", "-f", "-"), MAY_CREATE_NAMESPACES);
        scene.files(WorkspaceUnit.named("app", "serviceAccountName: deployer")
                + WorkspaceUnit.objects("app", IN_A_NEW_NAMESPACE));
        scene.reconcile();
        scene.kubectl(List.of("apply", "-f", "-"), MAY_WRITE_CONFIG_MAPS);

        RunResult result = scene.reconcile();

        assertDone(result);
        assertThat(scene.inventory("app"))
                .containsExactly("_shop-" + scene.id() + "__Namespace", "shop-" + scene.id() + "_settings__ConfigMap");
    }

    @Test
    void whatAPolicyDeniesIsNotApplied() {
        denySecondValues();
        scene.files(WorkspaceUnit.objects("app", WorkspaceUnit.configMap("denied", "second")));

        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.REJECTED,
                scene.filled(
                        "ConfigMap/${apps}/denied dry-run failed \\(Invalid\\): .*the second value is forbidden here"));
        assertNothingButTheOtherUnit();
    }

    @Test
    void whatAPolicyDeniesStaysAsItIsEvenWhereForceIsSet() {
        scene.files(WorkspaceUnit.named("app", "force: true")
                + WorkspaceUnit.objects("app", WorkspaceUnit.configMap("denied", "first")));
        assertDone(scene.reconcile());
        denySecondValues();
        scene.files(WorkspaceUnit.objects("app", WorkspaceUnit.configMap("denied", "second")));

        RunResult result = scene.reconcile();

        assertEnded(result, Verdict.REJECTED, "the second value is forbidden here");
        assertThat(scene.field("configmap/denied", "/data/value")).isEqualTo("first");
        assertThat(scene.inventory("app")).containsExactly(scene.filled("${apps}_denied__ConfigMap"));
    }

    @Test
    void aQuotaThatOnlyTheWritesMeetStopsTheUnitAndLosesNothing() {
        // Each dry run fits for itself; the namespace has one ConfigMap already.
        scene.kubectl("-n", "${apps}", "create", "quota", "few", "--hard=count/configmaps=4");
        Eventually.until("quota is counted", () -> !scene.field("quota/few", "/status/used/count~1configmaps")
                .isEmpty());
        scene.files(WorkspaceUnit.configMaps("app", IntStream.range(0, 8), "first"));

        RunResult result = scene.reconcile();

        assertEnded(
                result,
                Verdict.REJECTED,
                scene.filled("ConfigMap/${apps}/number-[0-9] apply failed \\(Forbidden\\): .*exceeded quota: few"));
        assertThat(scene.configMaps()).hasSizeBetween(1, 4);
        assertThat(scene.inventory("app"))
                .containsAll(scene.configMaps().stream()
                        .filter(name -> name.startsWith("number-"))
                        .map(name -> scene.apps() + "_" + name + "__ConfigMap")
                        .toList());
        scene.kubectl("-n", "${apps}", "delete", "quota", "few");
        assertDone(scene.reconcile());
        assertThat(scene.inventory("app")).hasSize(8);
    }

    private void denySecondValues() {
        scene.kubectl(List.of("apply", "-f", "-"), POLICY);
        Eventually.until("the policy is in force", () -> {
            try {
                scene.kubectl(
                        "-n", "${apps}", "create", "cm", "probe", "--from-literal=value=second", "--dry-run=server");
                return false;
            } catch (KubectlFailed e) {
                return true;
            }
        });
    }

    private void assertNothingButTheOtherUnit() {
        assertThat(scene.configMaps()).containsExactly("independent");
        assertThat(scene.inventory("app")).isEmpty();
        assertThat(scene.inventory("other")).containsExactly(scene.filled("${apps}_independent__ConfigMap"));
    }

    private static Optional<String> hint(RunResult result) {
        return result.report().problems().stream()
                .flatMap(problem -> Optional.ofNullable(problem.hint()).stream())
                .findFirst();
    }
}
