package dev.sluice.cli;

import dev.sluice.kustomize.HelmOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code kustomize build} takes about Helm charts. */
final class ChartOptions {

    @Option(
            names = "--enable-helm",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Render the Helm charts of kustomizations. Not there yet: a chart is refused.")
    private boolean enabled;

    @Option(
            names = "--helm-api-versions",
            paramLabel = "VERSION",
            description = "Add to the charts' Capabilities.APIVersions; can be given several times.")
    private List<String> apiVersions = new ArrayList<>();

    @Option(
            names = "--helm-kube-version",
            paramLabel = "VERSION",
            description = "The charts' Capabilities.KubeVersion.")
    private String kubeVersion = "";

    @Option(
            names = "--helm-debug",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Charts are rendered as 'helm template --debug' does.")
    private boolean debug;

    HelmOptions options() {
        return new HelmOptions(enabled, apiVersions, kubeVersion, debug);
    }
}
