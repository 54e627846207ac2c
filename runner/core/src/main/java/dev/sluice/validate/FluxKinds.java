package dev.sluice.validate;

import java.util.Map;

/** The groups of the kinds that Flux objects name without one. */
final class FluxKinds {

    private static final String SOURCE = "source.toolkit.fluxcd.io";
    private static final String IMAGE = "image.toolkit.fluxcd.io";

    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("GitRepository", SOURCE),
            Map.entry("OCIRepository", SOURCE),
            Map.entry("HelmRepository", SOURCE),
            Map.entry("HelmChart", SOURCE),
            Map.entry("Bucket", SOURCE),
            Map.entry("ExternalArtifact", SOURCE),
            Map.entry("Kustomization", "kustomize.toolkit.fluxcd.io"),
            Map.entry("HelmRelease", "helm.toolkit.fluxcd.io"),
            Map.entry("ImageRepository", IMAGE),
            Map.entry("ImagePolicy", IMAGE),
            Map.entry("ImageUpdateAutomation", IMAGE),
            Map.entry("Provider", "notification.toolkit.fluxcd.io"));

    private FluxKinds() {}

    /** The group of a kind; empty where the kind is none of those. */
    static String groupOf(String kind) {
        return GROUPS.getOrDefault(kind, "");
    }
}
