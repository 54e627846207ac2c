package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One entry of {@code helmCharts}, ready to be rendered: all that {@code helm template} would be told.
 *
 * @param chart what the kustomization calls the chart
 * @param files the chart: the local one where there is one, whatever its version, else the one that was pulled
 * @param values {@code --values}: what stands over the chart's own values, of all files and inline values; every number is
 *     a floating-point number to Helm
 * @param release the other flags
 */
public record ChartRequest(ChartReference chart, ChartFiles files, ObjectNode values, ReleaseOptions release) {

    public ChartRequest {
        requireNonNull(chart, "chart");
        requireNonNull(files, "files");
        values = values.deepCopy();
        requireNonNull(release, "release");
    }
}
