package dev.sluice.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.junit.ControlPlane;
import dev.sluice.junit.ControlPlaneOptions;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An API whose own server is away: its objects are there all the same, so they are neither gone nor forgotten. */
@Timeout(240)
class AbsentApiTest {

    private static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              names: {kind: Widget, plural: widgets}
              scope: Namespaced
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema: {openAPIV3Schema: {type: object}}
            """;
    private static final String SERVICE = """
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata: {name: v1.example.com}
            spec:
              group: example.com
              version: v1
              groupPriorityMinimum: 100
              versionPriority: 100
              insecureSkipTLSVerify: true
              service: {name: nowhere, namespace: default, port: 443}
            """;
    private static final String WIDGET = """
            apiVersion: example.com/v1
            kind: Widget
            metadata: {name: w, namespace: default}
            """;
    private static final String SETTINGS = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: default}
            """;

    @TempDir
    Path directory;

    @Test
    void keepsWhatLeftTheRepositoryInTheInventory() {
        try (var cluster = ControlPlane.start(ControlPlaneOptions.standard().withoutNodes())) {
            cluster.kubectl("create", "namespace", "fleet");
            cluster.kubectl("admin", List.of("apply", "--filename=-"), DEFINITION);
            cluster.kubectl("wait", "crd/widgets.example.com", "--for=condition=Established", "--timeout=60s");
            var run = new PipelineRun(directory.resolve("workspace"), cluster.kubeconfig(), "fleet");
            run.manifest("a.yaml", WIDGET);
            assertThat(run.run(Command.RECONCILE).verdict()).isEqualTo(Verdict.DONE);
            // The API server takes it for its own as long as it carries the label.
            cluster.kubectl("label", "apiservice/v1.example.com", "kube-aggregator.kubernetes.io/automanaged-");
            cluster.kubectl("admin", List.of("apply", "--server-side", "--force-conflicts", "--filename=-"), SERVICE);
            cluster.kubectl("wait", "apiservice/v1.example.com", "--for=condition=Available=False", "--timeout=60s");
            run.manifest("a.yaml", SETTINGS);

            RunResult result = run.run(Command.RECONCILE, request -> request.retries(0));

            assertThat(result.verdict()).isEqualTo(Verdict.UNREACHABLE);
            assertThat(result.report().problems().toString()).contains("example.com/v1");
            assertThat(cluster.kubectl(
                            "get",
                            "configmap",
                            "sluice-kustomization-flux-system",
                            "--namespace=fleet",
                            "--output=jsonpath={.data.objects}"))
                    .contains("default_w_example.com_Widget");
        }
    }
}
