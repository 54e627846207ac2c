package dev.sluice.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.failure.InvalidInput;
import dev.sluice.object.Dialect;
import dev.sluice.object.Duplicates;
import dev.sluice.object.Manifests;
import dev.sluice.object.YamlReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {

    private static final ReleaseOptions NO_OPTIONS =
            new ReleaseOptions("", "", "", false, false, false, List.of(), "", false);

    private static final String SERVICE = """
            ---
            # Source: web/templates/service.yaml
            apiVersion: v1
            kind: Service
            metadata:
              name: web
            ---
            # Source: web/templates/nothing.yaml
            """;

    /** Renders nothing: it keeps what it was asked for, and answers a text. */
    private static final class RecordingInflator implements ChartInflator {

        private final String answer;
        private final List<ChartReference> pulled = new ArrayList<>();
        private final List<ChartRequest> inflated = new ArrayList<>();

        RecordingInflator(String answer) {
            this.answer = answer;
        }

        @Override
        public ChartFiles pull(ChartReference chart) {
            pulled.add(chart);
            var tree = new MemoryTree()
                    .with("pulled/Chart.yaml", "name: " + chart.name())
                    .with("pulled/values.yaml", "replicas: 1\ncolour: red\n");
            return new ChartFiles(tree, "pulled");
        }

        @Override
        public String inflate(ChartRequest request) {
            inflated.add(request);
            String release = request.release().name();
            return answer.replace("web", release.isEmpty() ? request.chart().name() : release);
        }
    }

    private static MemoryTree tree(String kustomization) {
        return new MemoryTree()
                .with("kustomization.yaml", kustomization)
                .with("charts/web/Chart.yaml", "name: web")
                .with("charts/web/values.yaml", "replicas: 1\ncolour: red\n");
    }

    private static KustomizeOptions options() {
        return KustomizeOptions.defaults().with(Reorder.NONE).with(HelmOptions.ENABLED);
    }

    private static String build(MemoryTree tree, ChartInflator inflator) {
        return Manifests.write(new Kustomize(options(), RemoteBases.REFUSED, inflator)
                .build(tree, "")
                .manifests());
    }

    private static ChartRequest request(MemoryTree tree) {
        var inflator = new RecordingInflator(SERVICE);
        build(tree, inflator);
        assertThat(inflator.inflated).hasSize(1);
        return inflator.inflated.get(0);
    }

    private static InvalidInput refusal(MemoryTree tree, KustomizeOptions options) {
        var kustomize = new Kustomize(options, RemoteBases.REFUSED, ChartInflator.NONE);
        return catchThrowableOfType(InvalidInput.class, () -> kustomize.build(tree, ""));
    }

    private static ObjectNode yaml(String text) {
        return (ObjectNode) new YamlReader(Dialect.KUBERNETES, Duplicates.REFUSED)
                .read(text, "test")
                .get(0)
                .content();
    }

    private static ChartReference web() {
        return new ChartReference("web", "", "", false, "");
    }

    @Test
    void everyFieldReachesTheRenderer() {
        var tree = tree("""
                helmGlobals:
                  chartHome: library
                  configHome: /etc/helm
                helmCharts:
                - name: web
                  version: 1.2.3
                  repo: https://charts.example.org
                  releaseName: shop
                  nameTemplate: shop-x
                  namespace: shopping
                  includeCRDs: true
                  skipHooks: true
                  skipTests: true
                  apiVersions: [example.org/v1]
                  kubeVersion: "1.31"
                  debug: true
                  devel: true
                """).with("library/web-1.2.3/web/values.yaml", "replicas: 2\n");

        assertThat(request(tree))
                .isEqualTo(new ChartRequest(
                        new ChartReference("web", "1.2.3", "https://charts.example.org", true, "/etc/helm"),
                        new ChartFiles(tree, "library/web-1.2.3/web"),
                        yaml("replicas: 2"),
                        new ReleaseOptions(
                                "shop",
                                "shop-x",
                                "shopping",
                                true,
                                true,
                                true,
                                List.of("example.org/v1"),
                                "1.31",
                                true)));
    }

    @Test
    void theFieldsOldNameKeepsTheirMeaning() {
        var tree = tree("""
                helmChartInflationGenerator:
                - chartName: web
                  chartVersion: 1.2.3
                  chartHome: other
                  helmHome: /etc/helm
                  helmBin: helm
                  values: own.yaml
                  valuesLocal: {colour: blue}
                  releaseName: shop
                  releaseNamespace: shopping
                  extraArgs: [--verify]
                """).with("other/web/Chart.yaml", "name: web").with("own.yaml", "replicas: 3\n");

        assertThat(request(tree))
                .isEqualTo(new ChartRequest(
                        new ChartReference("web", "1.2.3", "", false, "/etc/helm"),
                        new ChartFiles(tree, "other/web"),
                        yaml("{replicas: 3, colour: blue}"),
                        new ReleaseOptions("shop", "", "", false, false, false, List.of(), "", false)));
    }

    @Test
    void aGeneratorsConfigurationNamesAChartToo() {
        var tree = tree("generators: [web.yaml]\n").with("web.yaml", """
                apiVersion: builtin
                kind: HelmChartInflationGenerator
                metadata: {name: any}
                name: web
                valuesMerge: replace
                valuesInline: {colour: yes}
                """);

        assertThat(request(tree))
                .isEqualTo(
                        new ChartRequest(web(), new ChartFiles(tree, "charts/web"), yaml("colour: 'yes'"), NO_OPTIONS));
    }

    @Test
    void theFlagsOfTheBuildStandWhereTheChartSaysNothing() {
        var inflator = new RecordingInflator(SERVICE);
        var flags = new HelmOptions(true, List.of("example.org/v1"), "1.31", true);

        new Kustomize(KustomizeOptions.defaults().with(flags), RemoteBases.REFUSED, inflator)
                .build(tree("helmCharts:\n- name: web\n  kubeVersion: \"1.30\"\n"), "");

        assertThat(inflator.inflated)
                .extracting(ChartRequest::release)
                .containsExactly(
                        new ReleaseOptions("", "", "", false, false, false, List.of("example.org/v1"), "1.30", true));
    }

    @Test
    void aChartThatIsNotThereIsPulledOnce() {
        var inflator = new RecordingInflator(SERVICE);
        var chart = new ChartReference("db", "", "oci://charts.example.org", false, "");

        build(tree("""
                helmCharts:
                - name: db
                  repo: oci://charts.example.org
                  releaseName: one
                  valuesInline: {colour: blue}
                - name: db
                  repo: oci://charts.example.org
                  releaseName: two
                  valuesFile: charts/db/values.yaml
                """), inflator);

        assertThat(inflator.pulled).containsExactly(chart);
        assertThat(inflator.inflated)
                .extracting(ChartRequest::values)
                .containsExactly(yaml("{replicas: 1, colour: blue}"), yaml("{replicas: 1, colour: red}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            override | a: 1              | {a: 2, b: 3}     | {a: 2, b: 3}
            merge    | a: 1              | {a: 2, b: 3}     | {a: 1, b: 3}
            replace  | a: 1              | {b: 3}           | {b: 3}
            replace  | a: 1              | {}               | {a: 1}
            override | a: 1              | {a: null}        | {}
            merge    | a: 1              | {a: null, b: ~}  | {a: 1, b: null}
            override | {a: null, b: 1}   | {b: 2}           | {a: null, b: 2}
            override | a: "1"            | {a: 2}           | {a: 2}
            override | a: [1, 2]         | {a: [3]}         | {a: [3]}
            override | a: yes            | {b: yes}         | {a: 'yes', b: true}
            override | a: yes            | {}               | {a: true}
            override | a: {b: 1, c: 2}   | {a: {$patch: replace, b: 3}} | {a: {b: 3}}
            """)
    void inlineValuesAreMerged(String how, String values, String inline, String merged) {
        var tree = tree("helmCharts:\n- name: web\n  valuesMerge: " + how + "\n  valuesInline: " + inline + "\n")
                .with("charts/web/values.yaml", values);

        assertThat(request(tree).values()).isEqualTo(yaml(merged));
    }

    @Test
    void aMergeLosesWhatAliasesStandForAndEmptyFields() {
        String values = """
                base: &base {size: 1}
                copy: *base
                extended:
                  <<: *base
                  colour: red
                listed: [*base]
                empty:
                """;

        assertThat(request(tree("helmCharts:\n- {name: web, valuesInline: {copy: {size: 2}, more: 1}}\n")
                                .with("charts/web/values.yaml", values))
                        .values())
                .isEqualTo(yaml("{base: {size: 1}, extended: {colour: red}, listed: [{size: 1}], more: 1}"));
        assertThat(request(tree("helmCharts:\n- {name: web}\n").with("charts/web/values.yaml", values))
                        .values()
                        .path("copy"))
                .isEqualTo(yaml("size: 1"));
    }

    @Test
    void listsThatKubernetesMergesGrowAtTheEnd() {
        var tree = tree("""
                helmCharts:
                - name: web
                  valuesInline:
                    pod:
                      spec: {containers: [{name: two}, {name: one, tty: true}]}
                """).with("charts/web/values.yaml", """
                pod:
                  apiVersion: v1
                  kind: Pod
                  spec: {containers: [{name: one}]}
                """);

        assertThat(request(tree).values().at("/pod/spec"))
                .isEqualTo(yaml("containers: [{name: one, tty: true}, {name: two}]"));
    }

    @Test
    void additionalFilesLieOverAllElse() {
        var tree = tree("""
                helmCharts:
                - name: web
                  additionalValuesFiles: [one.yaml, two.yaml, three.yaml]
                  valuesInline: {a: {b: 1, c: 1, d: 1}}
                """)
                .with("one.yaml", "a: {b: 2, c: 2}\n")
                .with("two.yaml", "a: {c: null}\n")
                .with("three.yaml", "# nothing yet\n");

        assertThat(request(tree).values()).isEqualTo(yaml("{replicas: 1, colour: red, a: {b: 2, c: null, d: 1}}"));
    }

    @Test
    void theObjectsComeBetweenSecretsAndConfiguredGenerators() {
        var tree = tree("""
                buildMetadata: [originAnnotations]
                helmCharts: [{name: web}]
                generatorOptions: {disableNameSuffixHash: true}
                secretGenerator: [{name: secret}]
                generators:
                - |
                  apiVersion: builtin
                  kind: ConfigMapGenerator
                  metadata: {name: map}
                  options: {disableNameSuffixHash: true}
                """);

        assertThat(build(tree, new RecordingInflator(SERVICE)))
                .containsSubsequence("kind: Secret", "kind: Service", "kind: ConfigMap")
                .contains("""
                        kind: Service
                        metadata:
                          annotations:
                            config.kubernetes.io/origin: |
                              configuredIn: kustomization.yaml
                              configuredBy:
                                apiVersion: builtin
                                kind: HelmChartInflationGenerator
                        """);
    }

    @Test
    void aChartMayRenderToNothing() {
        assertThat(build(tree("helmCharts: [{name: web}]\n"), new RecordingInflator("---\n# Source: web\n")))
                .isEmpty();
    }

    @Test
    void whatIsNoObjectIsToldWhereTheChartIsNamed() {
        var inflator = new RecordingInflator("---\napiVersion: v1\nmetadata: {name: web}\n");

        assertThat(catchThrowableOfType(InvalidInput.class, () -> build(tree("helmCharts:\n- name: web\n"), inflator)))
                .hasMessage("kustomization.yaml:2: missing kind in object (line 2 of the text)");
    }

    @Test
    void aChartWithoutTheFlag() {
        assertThat(refusal(tree("helmCharts:\n- name: web\n"), KustomizeOptions.defaults()))
                .hasMessage("kustomization.yaml:2: must specify --enable-helm");
    }

    @Test
    void aChartWithoutARenderer() {
        assertThat(refusal(tree("helmCharts:\n- name: web\n"), options()))
                .hasMessage("kustomization.yaml:2: Helm charts cannot be rendered yet: chart web");
    }

    @Test
    void allMistakesAtOnce() {
        InvalidInput refusal = refusal(tree("""
                        helmCharts:
                        - version: 1.2.3
                        - name: web
                          valuesMerge: overide
                          additionalValuesFiles:
                          - missing.yaml
                        - name: db
                        - name: web
                          valuesFile: list.yaml
                          valuesInline: {colour: blue}
                        - name: web
                          valuesFile: ../outside.yaml
                        """).with("list.yaml", "- one\n"), options());

        assertThat(refusal.problems())
                .extracting(problem -> problem + " / " + problem.hint())
                .containsExactly(
                        "kustomization.yaml:2: chart name cannot be empty / null",
                        "kustomization.yaml:6: could not load additionalValuesFile: no such file or directory:"
                                + " missing.yaml (missing.yaml) / null",
                        "kustomization.yaml:4: valuesMerge must be one of [merge, override, replace], not overide"
                                + " / did you mean \"override\"?",
                        "kustomization.yaml:7: no repo specified for pull, no chart found at 'charts/db'"
                                + " / put the chart there, or name its repo",
                        "kustomization.yaml:9: could not merge valuesInline (the patch) into list.yaml (the object):"
                                + " the patch has a mapping at . where the object has a list / null",
                        "kustomization.yaml:12: the path '../outside.yaml' leaves the source's root"
                                + " / keep files inside the repository");
    }

    @Test
    void fieldsThatAreUnknownOrOfAnotherType() {
        InvalidInput refusal = refusal(tree("""
                helmGlobals:
                  chartsHome: library
                helmCharts:
                - name: web
                  valueFile: own.yaml
                  includeCRDs: "yes"
                  valuesInline: [a]
                """), options());

        assertThat(refusal.problems())
                .extracting(problem -> problem + " / " + problem.hint())
                .containsExactlyInAnyOrder(
                        "kustomization.yaml:2: unknown field \"helmGlobals.chartsHome\" / did you mean \"chartHome\"?",
                        "kustomization.yaml:5: unknown field \"helmCharts[0].valueFile\""
                                + " / did you mean \"valuesFile\"?",
                        "kustomization.yaml:6: invalid Kustomization: helmCharts[0].includeCRDs must be true or false,"
                                + " not a string / null",
                        "kustomization.yaml:7: invalid Kustomization: helmCharts[0].valuesInline must be a mapping,"
                                + " not a list / null");
    }
}
