package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The flags of {@code helm template} besides the values.
 *
 * @param name the release's name; {@code --generate-name} where it is empty
 * @param nameTemplate {@code --name-template}: a template that the release's name is made with; empty for none
 * @param namespace {@code --namespace}: the release's namespace; empty for {@code default}
 * @param includeCrds {@code --include-crds}: whether the files in {@code crds/} are part of the result
 * @param skipHooks {@code --no-hooks}: whether hooks are left out
 * @param skipTests {@code --skip-tests}: whether tests are left out
 * @param apiVersions {@code --api-versions}: what {@code Capabilities.APIVersions} holds besides Kubernetes' own
 * @param kubeVersion {@code --kube-version}: what {@code Capabilities.KubeVersion} is; empty for the renderer's own
 * @param debug {@code --debug}
 */
public record ReleaseOptions(
        String name,
        String nameTemplate,
        String namespace,
        boolean includeCrds,
        boolean skipHooks,
        boolean skipTests,
        List<String> apiVersions,
        String kubeVersion,
        boolean debug) {

    public ReleaseOptions {
        requireNonNull(name, "name");
        requireNonNull(nameTemplate, "nameTemplate");
        requireNonNull(namespace, "namespace");
        apiVersions = List.copyOf(apiVersions);
        requireNonNull(kubeVersion, "kubeVersion");
    }

    /** These flags, and those of the build where a chart says nothing. */
    ReleaseOptions or(HelmOptions build) {
        return new ReleaseOptions(
                name,
                nameTemplate,
                namespace,
                includeCrds,
                skipHooks,
                skipTests,
                apiVersions.isEmpty() ? build.apiVersions() : apiVersions,
                kubeVersion.isEmpty() ? build.kubeVersion() : kubeVersion,
                debug || build.debug());
    }
}
