package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What {@code kustomize build} takes as flags about Helm charts. What a kustomization says of a chart goes before.
 *
 * @param enabled {@code --enable-helm}: whether charts are rendered at all
 * @param apiVersions {@code --helm-api-versions}: what {@code Capabilities.APIVersions} holds besides Kubernetes' own
 * @param kubeVersion {@code --helm-kube-version}: what {@code Capabilities.KubeVersion} is; empty for the renderer's own
 * @param debug {@code --helm-debug}
 */
public record HelmOptions(boolean enabled, List<String> apiVersions, String kubeVersion, boolean debug) {

    /** Every chart is refused. */
    public static final HelmOptions DISABLED = new HelmOptions(false, List.of(), "", false);

    /** Charts are rendered, without further flags. */
    public static final HelmOptions ENABLED = new HelmOptions(true, List.of(), "", false);

    public HelmOptions {
        apiVersions = List.copyOf(apiVersions);
        requireNonNull(kubeVersion, "kubeVersion");
    }
}
