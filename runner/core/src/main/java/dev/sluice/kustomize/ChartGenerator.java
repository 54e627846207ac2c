package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.object.Origin;
import java.util.List;

/** Makes the objects of a Helm chart. After kustomize's {@code HelmChartInflationGenerator}. */
final class ChartGenerator implements Generator {

    private final ChartArguments arguments;
    private final KustomizationFiles files;
    private final Schemas schemas;
    private final ChartSupport support;
    private final Origin origin;

    ChartGenerator(
            ChartArguments arguments, KustomizationFiles files, Schemas schemas, ChartSupport support, Origin origin) {
        this.arguments = arguments;
        this.files = files;
        this.schemas = schemas;
        this.support = support;
        this.origin = origin;
    }

    @Override
    public List<Resource> generate() {
        if (!support.options().enabled()) {
            throw new BuildException("must specify --enable-helm");
        }
        ChartReference chart = arguments.chart();
        if (chart.name().isEmpty()) {
            throw new BuildException("chart name cannot be empty");
        }
        var values = new ChartValues(arguments, files, schemas, origin.toString());
        values.check();
        String directory = arguments.directory();
        if (!files.isDirectory(directory)) {
            files.put(directory, pulled(directory));
        }
        ObjectNode merged = values.read();
        String manifests = support.inflator()
                .inflate(new ChartRequest(
                        chart,
                        files.chart(directory),
                        merged,
                        arguments.release().or(support.options())));
        List<Resource> resources = new InlineText(manifests, origin.toString(), 0).resources();
        new ResourceMap().addAll(resources);
        return resources;
    }

    private ChartFiles pulled(String directory) {
        if (arguments.chart().repository().isEmpty()) {
            throw new BuildException(
                    "no repo specified for pull, no chart found at '" + files.display(directory) + "'",
                    "put the chart there, or name its repo");
        }
        return support.inflator().pull(arguments.chart());
    }
}
