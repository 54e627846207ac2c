package dev.sluice.kustomize;

import static java.util.Objects.requireNonNull;

/**
 * One entry of {@code helmCharts}, ready to be rendered.
 *
 * @param name the chart's name
 */
public record ChartRequest(String name) {

    public ChartRequest {
        requireNonNull(name, "name");
    }
}
