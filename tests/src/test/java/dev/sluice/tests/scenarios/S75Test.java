package dev.sluice.tests.scenarios;

import static dev.sluice.tests.scenarios.RunAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RunResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S75, its part for {@code validate}: a chart and its release as a workshop wrote them. */
class S75Test {

    private final Scene scene;

    S75Test(@TempDir Path directory) {
        this.scene = new Scene(directory).files("""
                -- clusters/dev/app-chart.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1beta2
                kind: HelmRepository
                metadata:
                  name: apps
                spec:
                  url: https://charts.example/org/charts
                ---
                apiVersion: helm.toolkit.fluxcd.io/v2beta1
                kind: HelmRelease
                metadata:
                  name: app
                spec:
                  chart:
                    spec:
                      chart: app
                      version: "1.x"
                      sourceRef:
                        kind: HelmRepository
                        name: apps
                  values:
                    replicas: 2
                """);
    }

    @Test
    void namesWhatIsMissingWithItsLine() {
        RunResult result = scene.run(Command.VALIDATE, "clusters/dev");

        assertRefused(scene, result);
        assertThat(lines(result.report().problems()))
                .containsExactly(
                        "clusters/dev/app-chart.yaml:1: HelmRepository/apps: namespace not specified",
                        "clusters/dev/app-chart.yaml:8: HelmRelease/app: namespace not specified",
                        "clusters/dev/app-chart.yaml:12: HelmRelease/app: spec.interval: is missing");
    }

    /** The CRD of a HelmRepository has a default for it: under Flux that is no mistake. */
    @Test
    void notesTheIntervalThatAHelmRepositoryDefaults() {
        RunResult result = scene.run(Command.VALIDATE, "clusters/dev");

        assertThat(lines(result.report().notes()))
                .containsExactly(
                        "clusters/dev/app-chart.yaml:5: HelmRepository/apps: spec.interval: is missing, and so it is 1m");
    }

    @Test
    void warnsOfEachOldVersion() {
        RunResult result = scene.run(Command.VALIDATE, "clusters/dev");

        assertThat(lines(result.report().warnings()))
                .containsExactly(
                        "clusters/dev/app-chart.yaml:1: HelmRepository/apps: source.toolkit.fluxcd.io/v1beta2 is deprecated",
                        "clusters/dev/app-chart.yaml:8: HelmRelease/app: helm.toolkit.fluxcd.io/v2beta1 is deprecated");
    }

    private static List<String> lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
