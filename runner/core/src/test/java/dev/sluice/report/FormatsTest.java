package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.failure.Problem;
import dev.sluice.report.RunReport.CheckLine;
import dev.sluice.report.RunReport.FieldLine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormatsTest {

    private static final FieldLine HOSTILE =
            new FieldLine("data.page", Optional.of("<script>"), Optional.of("```\n</script>"));

    @Test
    void jsonHoldsEveryPartOfAReport() throws Exception {
        RunReport report = Reports.differing(List.of(Reports.configured(Reports.image())));

        JsonNode json = new ObjectMapper().readTree(new JsonReport().write(report));

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "command",
                        "entry",
                        "target",
                        "verdict",
                        "exitCode",
                        "message",
                        "tookSeconds",
                        "units",
                        "changes",
                        "unchanged",
                        "skipped",
                        "checks",
                        "warnings",
                        "problems",
                        "notes",
                        "roots");
        assertThat(json.at("/exitCode").asInt()).isEqualTo(1);
        assertThat(json.at("/changes/0").toString()).isEqualTo("""
                {"group":"apps","kind":"Deployment","namespace":"default","name":"podinfo","verb":"drifted",\
                "unit":{"group":"kustomize.toolkit.fluxcd.io","kind":"Kustomization","namespace":"flux-system",\
                "name":"podinfo"},"file":"apps/deployment.yaml","line":3,\
                "fields":[{"path":"spec.template.spec.containers.podinfod.image","before":"nginx:1",\
                "after":"ghcr.io/stefanprodan/podinfo:6.0.0"}],"failure":null,"assumption":null}""");
    }

    @Test
    void markdownFencesWhateverAValueHolds() {
        String markdown = new MarkdownReport().write(Reports.differing(List.of(Reports.configured(HOSTILE))));

        assertThat(markdown).contains("""
                ````diff
                @@ data.page @@
                - <script>
                + ```
                + </script>
                ````
                """);
    }

    @Test
    void markdownTablesStayWhole() {
        String markdown = new MarkdownReport().write(Reports.differing(List.of()));

        assertThat(markdown)
                .contains(
                        "| flux-system/podinfo | master@sha1:4f9ab1c2 | False (suspended) | no\\|pe<br>second line |");
    }

    @Test
    void htmlEscapesWhateverAValueHolds() {
        RunReport report = Reports.differing(List.of(Reports.configured(HOSTILE)));

        String page = new HtmlReport().write(report);

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("<del>- &lt;script&gt;</del>")
                .doesNotContain("<script", "http:", "https:");
    }

    @Test
    void everyFormatTellsProblems() {
        var problem = new Problem("a.yaml:1", "no kind", "write one");
        RunReport report = Reports.failed(List.of(problem), problem.toString());

        assertThat(texts(report)).allSatisfy(text -> assertThat(text).contains("no kind", "write one"));
    }

    @Test
    void everyFormatTellsWhatAChangeRestsOn() {
        RunReport report = Reports.differing(List.of(Reports.assumed("checked when it is there")));

        assertThat(texts(report)).allSatisfy(text -> assertThat(text).contains("checked when it is there"));
    }

    @Test
    void everyFormatTellsWhatWouldMendAFailedCheck() {
        var denied = new CheckLine("permissions", false, "", "kind: Role\nrules: []\n");
        RunReport report = Reports.checked(Verdict.REJECTED, "failed", denied);

        assertThat(new JsonReport().write(report)).contains("\"remedy\" : \"kind: Role\\nrules: []\\n\"");
        assertThat(new MarkdownReport().write(report)).contains("```yaml\nkind: Role\nrules: []\n```\n");
        assertThat(new HtmlReport().write(report)).contains("<pre>kind: Role\nrules: []\n</pre>");
    }

    @Test
    void markdownKeepsTheIndentationOfAnExplanation() {
        var problem = Problem.of("", "Deployment/a/b: not ready\n  Pod/a/b-1: back-off\n    a log line");

        String markdown = new MarkdownReport().write(Reports.failed(List.of(problem), "1 failure"));

        assertThat(markdown).contains("""
                - Deployment/a/b: not ready

                  ```
                    Pod/a/b-1: back-off
                      a log line
                  ```
                """);
    }

    private static List<String> texts(RunReport report) {
        return List.of(new JsonReport(), new MarkdownReport(), new HtmlReport()).stream()
                .map(writer -> writer.write(report))
                .toList();
    }
}
