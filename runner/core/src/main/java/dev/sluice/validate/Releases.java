package dev.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cluster.Sha256;
import dev.sluice.failure.Rule;
import dev.sluice.object.Manifest;
import java.util.HashMap;

/** HelmReleases that are one release, and those whose chart is any. */
final class Releases implements Check {

    private static final int LONGEST_NAME = 53;
    private static final int KEPT = 40;
    private static final int DIGEST = 12;

    /** What Helm's storage knows a release by, in one cluster. */
    private record Release(JsonNode cluster, String storageNamespace, String name) {}

    @Override
    public void look(Scope scope, Findings findings) {
        var releases = new HashMap<Release, Manifest>();
        for (Manifest manifest : scope.flux("HelmRelease")) {
            Release release = release(manifest);
            if ((release.storageNamespace() + release.name()).contains("${")) {
                continue;
            }
            Manifest first = releases.putIfAbsent(release, manifest);
            if (first != null) {
                findings.error(Findings.of(
                        Rule.DUPLICATE_RELEASE,
                        manifest,
                        "spec.releaseName",
                        "is the release " + release.storageNamespace() + "/" + release.name() + ", and so is "
                                + first.id() + " at " + first.origin(),
                        "give one of them another spec.releaseName or spec.storageNamespace"));
            }
            chart(manifest, findings);
        }
    }

    /** helm-controller api/v2 {@code GetReleaseName}, {@code GetStorageNamespace}, internal/release {@code ShortenName}. */
    private static Release release(Manifest manifest) {
        JsonNode spec = manifest.content().path("spec");
        String target = spec.path("targetNamespace").asText();
        String given = spec.path("releaseName").asText();
        String prefix = target.isEmpty() ? "" : target + "-";
        String name = given.isEmpty() ? prefix + manifest.id().name() : given;
        String storage = spec.path("storageNamespace").asText();
        return new Release(
                spec.path("kubeConfig"), storage.isEmpty() ? manifest.id().namespace() : storage, shortened(name));
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, KEPT) + "-" + Sha256.of(name).substring(0, DIGEST);
    }

    /** The version counts for charts of a HelmRepository only: elsewhere the source says which. */
    private static void chart(Manifest manifest, Findings findings) {
        JsonNode chart = manifest.content().at("/spec/chart/spec");
        String version = chart.path("version").asText("*");
        boolean repository = chart.path("sourceRef").path("kind").asText().equals("HelmRepository");
        if (repository && (version.isEmpty() || version.equals("*"))) {
            findings.note(Findings.of(
                    Rule.CHART_WITHOUT_VERSION,
                    manifest,
                    "spec.chart.spec.version",
                    "takes the newest version of the chart "
                            + chart.path("chart").asText(),
                    "write spec.chart.spec.version"));
        }
    }
}
