package dev.sluice.kustomize;

/** Says that there is nothing to render Helm charts with. */
final class RefusedCharts implements ChartInflator {

    @Override
    public ChartFiles pull(ChartReference chart) {
        throw refusal(chart);
    }

    @Override
    public String inflate(ChartRequest request) {
        throw refusal(request.chart());
    }

    private static BuildException refusal(ChartReference chart) {
        return new BuildException("Helm charts cannot be rendered yet: chart " + chart.name());
    }
}
