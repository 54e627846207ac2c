package dev.sluice.kustomize;

/** Renders the Helm charts that kustomizations name. Safe for use by several threads. */
public interface ChartInflator {

    /** Refuses every chart, as long as no renderer is there. */
    ChartInflator NONE = new RefusedCharts();

    /**
     * The files of a chart that is not there locally, as {@code helm pull --untar} fetches them.
     *
     * @throws dev.sluice.failure.RunFailure saying why it cannot be fetched
     */
    ChartFiles pull(ChartReference chart);

    /**
     * The manifests of a chart, as {@code helm template} prints them.
     *
     * @throws dev.sluice.failure.RunFailure saying why it cannot be rendered
     */
    String inflate(ChartRequest request);
}
