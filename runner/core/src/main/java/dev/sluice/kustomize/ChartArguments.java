package dev.sluice.kustomize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** An entry of {@code helmCharts}, with what {@code helmGlobals} says. After kustomize's {@code api/types/helmchartargs.go}. */
record ChartArguments(ChartReference chart, String home, Values values, ReleaseOptions release) {

    private static final String DEFAULT_HOME = "charts";

    /**
     * Where the values come from.
     *
     * @param file the file instead of the chart's own {@code values.yaml}; empty for that
     * @param additionalFiles files over it
     * @param inline values that are merged with the first file
     * @param merge how: {@code override}, {@code merge} or {@code replace}; empty for the first
     */
    record Values(
            Located<String> file, List<Located<String>> additionalFiles, ObjectNode inline, Located<String> merge) {

        Values {
            additionalFiles = List.copyOf(additionalFiles);
        }
    }

    /** The value of {@code helmGlobals}: the directory of local charts, and Helm's own configuration. */
    private record Globals(String chartHome, String configHome) {

        static Globals of(Fields fields) {
            return new Globals(fields.text("chartHome"), fields.text("configHome"));
        }

        /** What the old entries say, of which each had its own: the last one counts. */
        static Globals ofOld(List<Fields> entries) {
            String chartHome = "";
            String configHome = "";
            for (Fields entry : entries) {
                String ownChartHome = entry.text("chartHome");
                String ownConfigHome = entry.text("helmHome");
                chartHome = ownChartHome.isEmpty() ? chartHome : ownChartHome;
                configHome = ownConfigHome.isEmpty() ? configHome : ownConfigHome;
            }
            return new Globals(chartHome, configHome);
        }
    }

    /** The charts of a kustomization; those under the field's old name come last. */
    static List<Located<ChartArguments>> listOf(Fields kustomization) {
        List<Fields> old = kustomization.objects("helmChartInflationGenerator");
        Fields written = kustomization.object("helmGlobals");
        Globals oldGlobals = Globals.ofOld(old);
        Globals globals = written == null ? oldGlobals : Globals.of(written);
        var charts = new ArrayList<Located<ChartArguments>>();
        for (Fields entry : kustomization.objects("helmCharts")) {
            charts.add(new Located<>(of(entry, globals), entry.location()));
        }
        for (Fields entry : old) {
            charts.add(new Located<>(ofOld(entry, globals), entry.location()));
        }
        return List.copyOf(charts);
    }

    /** The chart that the configuration of a generator names; what are globals elsewhere stands beside the rest. */
    static ChartArguments of(Fields configuration) {
        return of(configuration, Globals.of(configuration));
    }

    private static ChartArguments of(Fields entry, Globals globals) {
        var chart = new ChartReference(
                entry.text("name"),
                entry.text("version"),
                entry.text("repo"),
                entry.flag("devel"),
                globals.configHome());
        var values = new Values(
                entry.located("valuesFile"),
                entry.entries("additionalValuesFiles"),
                entry.mapping("valuesInline"),
                entry.located("valuesMerge"));
        var release = new ReleaseOptions(
                entry.text("releaseName"),
                entry.text("nameTemplate"),
                entry.text("namespace"),
                entry.flag("includeCRDs"),
                entry.flag("skipHooks"),
                entry.flag("skipTests"),
                entry.texts("apiVersions"),
                entry.text("kubeVersion"),
                entry.flag("debug"));
        return new ChartArguments(chart, globals.chartHome(), values, release);
    }

    /** {@code makeHelmChartFromHca}: what there is no field for any more is only read. */
    private static ChartArguments ofOld(Fields entry, Globals globals) {
        List.of("chartRepoName", "helmBin", "releaseNamespace").forEach(entry::text);
        entry.texts("extraArgs");
        var chart = new ChartReference(
                entry.text("chartName"),
                entry.text("chartVersion"),
                entry.text("chartRepoUrl"),
                false,
                globals.configHome());
        var values = new Values(
                entry.located("values"), List.of(), entry.mapping("valuesLocal"), entry.located("valuesMerge"));
        var release = new ReleaseOptions(entry.text("releaseName"), "", "", false, false, false, List.of(), "", false);
        return new ChartArguments(chart, globals.chartHome(), values, release);
    }

    /** Where the chart lies, relative to the kustomization; a version of a repository has a directory of its own. */
    String directory() {
        String directory = home.isEmpty() ? DEFAULT_HOME : home;
        if (!chart.version().isEmpty() && !chart.repository().isEmpty()) {
            directory += "/" + chart.name() + "-" + chart.version();
        }
        return directory + "/" + chart.name();
    }
}
