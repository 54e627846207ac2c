package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import dev.sluice.failure.Rule;
import dev.sluice.report.RunReport.CheckLine;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {

    private static final String UNREADY = """
            Kustomization/flux-system/podinfo: health check failed
              Deployment/default/podinfo: InProgress
                Pod/default/podinfo-1: back-off""";

    private final TextReport plain = new TextReport(false);

    @Test
    void tellsGraphChangesSkippedVerdictAndTableOfAReconcile() {
        RunReport report = Reports.reconciled(List.of(Reports.configured(Reports.image()), Reports.created()));

        String text = plain.write(report);

        assertThat(text).isEqualTo("""
                Graph: 2 units
                  flux-system/flux-system: 1 object
                  flux-system/podinfo: 3 objects, waits for flux-system

                ► Deployment/default/podinfo configured
                  apps/deployment.yaml:3
                  spec.template.spec.containers.podinfod.image
                    - nginx:1
                    + ghcr.io/stefanprodan/podinfo:6.0.0
                ► Service/default/podinfo created

                1 configured, 1 created, 12 unchanged

                Left out
                  skipped (Flux component): Namespace/flux-system

                ✔ done in 1.2s: 1 change

                NAME         REVISION              SUSPENDED  READY  MESSAGE
                flux-system  master@sha1:4f9ab1c2  False      True   Applied revision: master@sha1:4f9ab1c2
                podinfo      master@sha1:4f9ab1c2  True       False  no|pe
                """);
    }

    @Test
    void saysDriftedWhereItOnlyLooks() {
        RunReport report = Reports.differing(List.of(Reports.configured(Reports.image())));

        String text = plain.write(report);

        assertThat(text)
                .startsWith("► Deployment/default/podinfo drifted\n")
                .doesNotContain("NAME")
                .endsWith("✔ differences in 1.2s: 1 difference\n");
    }

    @Test
    void saysThatNothingChanged() {
        String text = plain.write(Reports.reconciled(List.of()));

        assertThat(text).contains("Nothing changed: 12 objects as the repository says\n");
    }

    @Test
    void tellsEveryProblemWithItsHintOnce() {
        var first = new Problem("a.yaml:1", "no kind", "write one");
        var second = new Problem("b.yaml:2", "no kind", "write one");

        String text = plain.outcome(Reports.failed(List.of(first, second), "2 problems"));

        assertThat(text).isEqualTo("""
                Problems
                  a.yaml:1: no kind
                  b.yaml:2: no kind
                    hint: write one

                ✗ invalid in 1.2s: 2 problems
                """);
    }

    @Test
    void saysASingleProblemOnce() {
        var problem = Problem.of("a.yaml:1", "no kind");

        String text = plain.outcome(Reports.failed(List.of(problem), problem.toString()));

        assertThat(text).isEqualTo("""
                Problems
                  a.yaml:1: no kind

                ✗ invalid in 1.2s
                """);
    }

    @Test
    void indentsWhatExplainsAProblem() {
        var problem = Problem.of("", UNREADY);

        String text = plain.outcome(Reports.failed(List.of(problem), problem.toString()));

        assertThat(text).isEqualTo("""
                Problems
                  Kustomization/flux-system/podinfo: health check failed
                    Deployment/default/podinfo: InProgress
                      Pod/default/podinfo-1: back-off

                ✗ invalid in 1.2s
                """);
    }

    @Test
    void marksAChangeThatRestsOnSomething() {
        String text = plain.write(Reports.differing(List.of(Reports.assumed("checked when Namespace/a is there"))));

        assertThat(text).startsWith("""
                ► Service/default/podinfo created
                  (checked when Namespace/a is there)
                """);
    }

    @Test
    void tellsAPassedCheckAsFluxDoes() {
        var version = new CheckLine("Kubernetes v1.35.4 >=1.30", true, "");

        String text = plain.write(Reports.checked(Verdict.DONE, "prerequisites checks passed", version));

        assertThat(text).isEqualTo("""
                ✔ Kubernetes v1.35.4 >=1.30
                ✔ prerequisites checks passed

                ✔ done in 1.2s
                """);
    }

    @Test
    void tellsWhatWouldMendAFailedCheck() {
        var denied = new CheckLine("permissions", false, "1 would be refused", "kind: Role\nrules: []\n");

        String text = plain.write(Reports.checked(Verdict.REJECTED, "prerequisites checks failed", denied));

        assertThat(text).isEqualTo("""
                ✗ permissions: 1 would be refused
                    kind: Role
                    rules: []

                ✗ rejected in 1.2s: prerequisites checks failed
                """);
    }

    @Test
    void coloursOnDemandOnly() {
        RunReport report = Reports.reconciled(List.of(Reports.configured(Reports.image())));

        String coloured = new TextReport(true).write(report);

        assertThat(coloured).contains("\u001b[31m- nginx:1\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(plain.write(report));
    }

    @Test
    void tellsFindingsByFileAndLine() {
        Problem first =
                new Problem("a.yaml:3", "Deployment/web: image is latest", "name a version").under(Rule.IMAGE_LATEST);
        Problem second =
                new Problem("a.yaml:12", "Deployment/web: image is latest", "name a version").under(Rule.IMAGE_LATEST);
        Problem wrong = Problem.of("a.yaml:4", "Deployment/web: namespace not specified")
                .under(Rule.NAMESPACE_MISSING);
        Problem note = Problem.of("b.yaml:1", "not looked at").under(Rule.NOT_LOOKED_AT);

        String text =
                new TextReport(false).write(Reports.validated(List.of(wrong), List.of(second, first), List.of(note)));

        assertThat(text).isEqualTo("""
                warning: a.yaml:3: Deployment/web: image is latest [image-latest]
                  hint: name a version
                error: a.yaml:4: Deployment/web: namespace not specified [namespace-missing]
                warning: a.yaml:12: Deployment/web: image is latest [image-latest]
                  hint: name a version

                note: b.yaml:1: not looked at [not-looked-at]

                ✗ invalid in 1.2s: what was found
                """);
    }

    @Test
    void coloursTheLevelOfAFinding() {
        Problem wrong = Problem.of("a.yaml:4", "Deployment/web: namespace not specified")
                .under(Rule.NAMESPACE_MISSING);

        String text = new TextReport(true).write(Reports.validated(List.of(wrong), List.of(), List.of()));

        assertThat(text).startsWith("\u001b[31merror:\u001b[0m a.yaml:4: ");
    }
}
