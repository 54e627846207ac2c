package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

/**
 * A chart as a kustomization names it: the arguments of {@code helm pull}.
 *
 * @param name the chart's name
 * @param version {@code --version}: its version, or a range of versions; empty for the newest
 * @param repository {@code --repo}: an {@code https://} address, or an {@code oci://} one, of which the chart is
 *     {@code repository/name}; empty where only a local chart will do
 * @param devel {@code --devel}: whether the newest version may be a development version
 * @param configHome {@code HELM_CONFIG_HOME}: where Helm's own configuration lies, for credentials; empty for nowhere
 */
public record ChartReference(String name, String version, String repository, boolean devel, String configHome) {

    public ChartReference {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        requireNonNull(repository, "repository");
        requireNonNull(configHome, "configHome");
    }
}
