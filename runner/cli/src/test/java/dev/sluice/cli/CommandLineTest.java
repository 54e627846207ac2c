package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.InvalidInput;
import dev.sluice.pipeline.Command;
import dev.sluice.pipeline.RenderLayout;
import dev.sluice.pipeline.ReportFormat;
import dev.sluice.pipeline.RunRequest;
import dev.sluice.pipeline.RunResult;
import dev.sluice.report.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandLineTest {

    @TempDir
    private Path directory;

    @Test
    void leavesEveryDefaultToTheRequest() {
        var runner = RecordingRunner.ending(Verdict.DONE);

        Shelled.run(runner, directory, "reconcile");

        assertThat(runner.request())
                .isEqualTo(RunRequest.builder(Command.RECONCILE, directory).build());
    }

    @Test
    void turnsEveryOptionOfReconcileIntoARequest() {
        var runner = RecordingRunner.ending(Verdict.DONE);

        Shelled.run(
                runner,
                directory,
                "reconcile a b --name=n --namespace ns --no-prune --target dir:out --allow-empty --with-secrets"
                        .concat(" --local-source GitRepository/x/y=src --skip-kinds HelmRelease,Alert")
                        .concat(
                                " --no-strict-substitutions --no-remote-bases --retries 0 --timeout 1h30m --parallel 3 --every 5m")
                        .concat(" --grace 10s --cache c --template t.yaml --wait --lock-timeout 0")
                        .concat(" --kubeconfig k --context prod --insecure-kubeconfig-exec")
                        .concat(" --only Kustomization/x/a --only Kustomization/x/b --confirm-prune Namespace,all")
                        .split(" "));

        assertThat(runner.request())
                .isEqualTo(RunRequest.builder(Command.RECONCILE, directory)
                        .entries(List.of("a", "b"))
                        .name("n")
                        .namespace("ns")
                        .prune(false)
                        .target("dir:out")
                        .allowEmpty(true)
                        .withSecrets(true)
                        .localSources(Map.of("GitRepository/x/y", "src"))
                        .skipKinds(List.of("HelmRelease", "Alert"))
                        .strictSubstitutions(false)
                        .remoteBases(false)
                        .retries(0)
                        .timeout(Duration.ofMinutes(90))
                        .parallel(3)
                        .every(Duration.ofMinutes(5))
                        .grace(Duration.ofSeconds(10))
                        .cache(Path.of("c"))
                        .template(Path.of("t.yaml"))
                        .waitForAll(true)
                        .lockTimeout(Duration.ZERO)
                        .kubeconfig(Path.of("k"))
                        .context("prod")
                        .insecureKubeconfigExec(true)
                        .only(List.of("Kustomization/x/a", "Kustomization/x/b"))
                        .confirmPrune(List.of("Namespace", "all"))
                        .build());
    }

    @Test
    void takesWordsInAnyCase() {
        var diff = RecordingRunner.ending(Verdict.DONE);
        var render = RecordingRunner.ending(Verdict.DONE);

        Shelled.run(diff, directory, "diff", "--format", "Markdown");
        Shelled.run(render, directory, "render", "-o", "out", "--layout=units", "--keep-encrypted");

        assertThat(diff.request().format()).isEqualTo(ReportFormat.MARKDOWN);
        assertThat(render.request().layout()).isEqualTo(RenderLayout.UNITS);
        assertThat(render.request().keepEncrypted()).isTrue();
        assertThat(render.request().output()).contains(Path.of("out"));
    }

    @Test
    void validatesWithAFormatAndStrictly() {
        var runner = RecordingRunner.ending(Verdict.DONE);

        Shelled.run(runner, directory, "validate", "clusters/dev", "--format", "sarif", "--strict");

        assertThat(runner.request().command()).isEqualTo(dev.sluice.pipeline.Command.VALIDATE);
        assertThat(runner.request().format()).isEqualTo(ReportFormat.SARIF);
        assertThat(runner.request().strict()).isTrue();
    }

    @Test
    void takesSeveralRoots() {
        var runner = RecordingRunner.ending(Verdict.DONE);

        Shelled.run(runner, directory, "render", "--root", "clusters/dev", "--root=clusters/prod");

        assertThat(runner.request().roots()).containsExactly("clusters/dev", "clusters/prod");
        assertThat(runner.request().entries()).isEmpty();
    }

    @Test
    void printsWhatIsRenderedAsSoonAsItIs() {
        var runner = RecordingRunner.ending(Verdict.DONE).rendering("a: 1\n", "---\nb: 2\n");

        Shelled shelled = Shelled.run(runner, directory, "render", "--root", "a", "--root", "b");
        Shelled events = Shelled.run(runner, directory, "render", "--events", "-");

        assertThat(shelled.out()).isEqualTo("a: 1\n---\nb: 2\n");
        assertThat(events.out()).doesNotContain("b: 2");
        assertThat(events.err()).contains("a: 1\n---\nb: 2\n");
    }

    @Test
    void showsTheStackOfEachRootsFailureOnDemand() {
        var failure = new InvalidInput("a.yaml:1", "no kind");
        RunResult root = RunResult.of(RecordingRunner.report("render", "a", Verdict.INVALID), null, failure);
        RunResult both = new RunResult(root.report(), List.of(root, root), Optional.empty(), root.failure());

        Shelled shelled = Shelled.run(RecordingRunner.answering(both), directory, "render", "--root", "a", "-v");

        assertThat(shelled.err().split("InvalidInput: a.yaml:1: no kind", -1)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void endsWithTheExitCodeOfTheVerdict(Verdict verdict) {
        Shelled shelled = Shelled.run(RecordingRunner.ending(verdict), directory, "reconcile");

        assertThat(shelled.exitCode()).isEqualTo(verdict.exitCode());
    }

    @Test
    void keepsProgressOutOfResultsForPrograms() {
        var runner = RecordingRunner.ending(Verdict.DONE);

        Shelled diff = Shelled.run(runner, directory, "diff", "--format", "json");
        Shelled render = Shelled.run(runner, directory, "render");

        assertThat(diff.out()).startsWith("{").endsWith("}\n");
        assertThat(diff.err()).contains("► apply", "✔ done in 5ms: DONE");
        assertThat(render.out()).isEmpty();
        assertThat(render.err()).contains("✔ done in 5ms: DONE");
    }

    @Test
    void writesEventsAndReportWhereItIsTold() {
        Shelled.run(
                RecordingRunner.ending(Verdict.DONE),
                directory,
                "reconcile",
                "--events",
                "new/events.jsonl",
                "--report",
                "new/report.json");

        assertThat(directory.resolve("new/events.jsonl"))
                .content()
                .contains("\"reason\":\"ReconciliationSucceeded\"")
                .hasLineCount(1);
        assertThat(directory.resolve("new/report.json")).content().contains("\"verdict\" : \"done\"");
    }

    @Test
    void leavesStandardOutputToEventsThatGoThere() {
        Shelled shelled = Shelled.run(RecordingRunner.ending(Verdict.DONE), directory, "reconcile", "--events", "-");

        assertThat(shelled.out().lines()).hasSize(1).allMatch(line -> line.startsWith("{\"involvedObject\""));
        assertThat(shelled.err()).contains("Nothing changed");
    }

    @Test
    void isQuietUnlessSomethingIsWrong() {
        var failure = new InvalidInput("a.yaml:1", "no kind");

        Shelled good = Shelled.run(RecordingRunner.ending(Verdict.DONE), directory, "reconcile", "-q");
        Shelled bad = Shelled.run(RecordingRunner.failing(Verdict.INVALID, failure), directory, "reconcile", "-q");

        assertThat(good).isEqualTo(new Shelled(0, "", ""));
        assertThat(bad.out()).contains("no kind", "✗ invalid");
        assertThat(bad.err()).isEmpty();
    }

    @Test
    void showsTheStackOfAFailureOnDemand() {
        var failure = new InvalidInput("a.yaml:1", "no kind");

        Shelled brief = Shelled.run(RecordingRunner.failing(Verdict.INVALID, failure), directory, "reconcile");
        Shelled verbose = Shelled.run(RecordingRunner.failing(Verdict.INVALID, failure), directory, "reconcile", "-v");

        assertThat(brief.err()).doesNotContain("\tat ");
        assertThat(verbose.err()).contains("InvalidInput: a.yaml:1: no kind", "\tat dev.sluice.");
    }

    @Test
    void saysOfABugThatItIsOne() {
        var bug = new IllegalStateException("oops");

        Shelled shelled = Shelled.run(RecordingRunner.throwing(bug), directory, "reconcile");

        assertThat(shelled.exitCode()).isEqualTo(70);
        assertThat(shelled.err())
                .contains("this is a bug in Sluice", "IllegalStateException: oops", "\tat dev.sluice.");
    }

    @Test
    void refusesAFileThatCannotBeWrittenBeforeTheRun() throws Exception {
        Files.writeString(directory.resolve("file"), "");
        var runner = RecordingRunner.throwing(new IllegalStateException("ran"));

        Shelled shelled = Shelled.run(runner, directory, "reconcile", "--report", "file/report.json");

        assertThat(shelled.exitCode()).isEqualTo(3);
        assertThat(shelled.err()).startsWith("sluice: ").contains("a report cannot be written here");
    }

    @Test
    void drawsNothingOverItselfInACiJob() {
        Shelled live = Shelled.run(RecordingRunner.ending(Verdict.DONE), directory, true, Map.of(), "reconcile");
        Shelled job =
                Shelled.run(RecordingRunner.ending(Verdict.DONE), directory, true, Map.of("CI", "true"), "reconcile");
        Shelled dumb =
                Shelled.run(RecordingRunner.ending(Verdict.DONE), directory, true, Map.of("TERM", "dumb"), "reconcile");

        assertThat(live.err()).doesNotContain("► apply");
        assertThat(job.err()).contains("► apply").doesNotContain("\u001b[J");
        assertThat(dumb.out() + dumb.err()).doesNotContain("\u001b");
    }

    @Test
    void coloursOnATerminalUnlessToldNotTo() {
        Shelled coloured = Shelled.run(RecordingRunner.ending(Verdict.DONE), directory, true, Map.of(), "reconcile");
        Shelled option =
                Shelled.run(RecordingRunner.ending(Verdict.DONE), directory, true, Map.of(), "reconcile", "--no-color");
        Shelled variable = Shelled.run(
                RecordingRunner.ending(Verdict.DONE), directory, true, Map.of("NO_COLOR", "1"), "reconcile");

        assertThat(coloured.out()).contains("\u001b[32m✔");
        assertThat(option.out() + variable.out()).doesNotContain("\u001b");
    }
}
