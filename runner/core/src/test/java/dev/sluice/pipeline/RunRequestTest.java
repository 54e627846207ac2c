package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunRequestTest {

    @Test
    void aRequestWithDefaultsIsRight() {
        assertThat(request().build().problems()).isEmpty();
    }

    @Test
    void everythingThatIsWrongWithTheOptionsIsFoundAtOnce() {
        RunRequest request = request()
                .target("cluster:prod")
                .name("Flux System")
                .namespace("")
                .only(List.of("app", "Kustomization/flux-system/app"))
                .skipKinds(List.of("helmrelease", "HelmRelease"))
                .confirmPrune(List.of("namespace", "all"))
                .localSources(Map.of("podinfo", "."))
                .every(Duration.ZERO)
                .cron("* * * * *")
                .grace(Duration.ofSeconds(-1))
                .lockTimeout(Duration.ofSeconds(-1))
                .timeout(Duration.ZERO)
                .retries(-1)
                .parallel(-1)
                .build();

        assertThat(request.problems())
                .extracting(Problem::location)
                .containsExactly(
                        "--target",
                        "--local-source",
                        "--name",
                        "--namespace",
                        "--only",
                        "--skip-kinds",
                        "--confirm-prune",
                        "--every, --cron",
                        "--every",
                        "--grace",
                        "--lock-timeout",
                        "--timeout",
                        "--retries",
                        "--parallel");
    }

    @ParameterizedTest
    @EnumSource(names = "RENDER", mode = EnumSource.Mode.EXCLUDE)
    void placeholdersNeverMeetATarget(Command command) {
        RunRequest request = RunRequest.builder(command, Path.of("."))
                .target("dir:target")
                .keepEncrypted(true)
                .build();

        assertThat(request.problems()).extracting(Problem::location).containsExactly("--keep-encrypted");
    }

    @Test
    void aLayoutIsForADirectory() {
        RunRequest request = RunRequest.builder(Command.RENDER, Path.of("."))
                .layout(RenderLayout.UNITS)
                .build();

        assertThat(request.problems()).extracting(Problem::location).containsExactly("--layout");
    }

    @Test
    void onlyReconcileAndDiffCanBeScheduled() {
        RunRequest request = RunRequest.builder(Command.CHECK, Path.of("."))
                .target("dir:target")
                .every(Duration.ofMinutes(1))
                .build();

        assertThat(request.problems()).extracting(Problem::what).containsExactly("check cannot be scheduled");
    }

    @Test
    void aDirectoryNeedsNoCluster() {
        RunRequest request = request()
                .kubeconfig(Path.of("config"))
                .context("prod")
                .insecureKubeconfigExec(true)
                .build();

        assertThat(request.problems())
                .containsExactly(wrong("--kubeconfig"), wrong("--context"), wrong("--insecure-kubeconfig-exec"));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RENDER", "VALIDATE"})
    void withoutATargetBothWaysAreNamed(Command command) {
        RunRequest request = RunRequest.builder(command, Path.of(".")).build();

        assertThat(request.problems())
                .containsExactly(new Problem(
                        "--target",
                        "there is nothing to apply to: no directory is named, and no kubeconfig and no account of a pod is"
                                + " there",
                        "--kubeconfig PATH or KUBECONFIG for a cluster, --target dir:PATH for a directory"));
    }

    @Test
    void aRenderNeedsNoTarget() {
        assertThat(RunRequest.builder(Command.RENDER, Path.of(".")).build().problems())
                .isEmpty();
    }

    @Test
    void aDeletionIsOfAWholeRoot() {
        RunRequest request = RunRequest.builder(Command.DELETE, Path.of("."))
                .target("dir:target")
                .only(List.of("Kustomization/flux-system/app"))
                .build();

        assertThat(request.problems()).containsExactly(new Problem("--only", "delete removes a root as a whole", null));
    }

    @Test
    void entriesAndRootsAreTwoWaysToSayIt() {
        RunRequest request = render("a").entries(List.of("b")).build();

        assertThat(request.problems())
                .extracting(Problem::toString)
                .containsExactly("ENTRY, --root: only one of them can be given");
    }

    @Test
    void noRootIsNamedTwice() {
        RunRequest request = render("clusters/dev", "clusters/prod", "./clusters/../clusters/dev/")
                .build();

        assertThat(request.problems())
                .extracting(Problem::toString)
                .containsExactly("--root: ./clusters/../clusters/dev/: is the same directory as clusters/dev");
    }

    @Test
    void severalRootsHaveNoName() {
        assertThat(render("a", "b").name("app").build().problems())
                .extracting(Problem::toString)
                .containsExactly("--name: would give 2 roots one name");
        assertThat(render("a").name("app").build().problems()).isEmpty();
    }

    @Test
    void rootsThatLieInEachOtherAreNotWrittenIntoOneDirectory() {
        assertThat(render("clusters/dev", "clusters")
                        .output(Path.of("out"))
                        .build()
                        .problems())
                .extracting(Problem::toString)
                .containsExactly("--root: clusters/dev: lies in clusters, and so would what is written of them");
        assertThat(render("clusters/dev", "clusters").build().problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"RECONCILE", "DIFF", "DELETE", "CHECK"})
    void whatIsAboutATargetIsAboutOneRoot(Command command) {
        RunRequest.Builder request = RunRequest.builder(command, Path.of(".")).target("dir:target");

        assertThat(request.roots(List.of("a", "b")).build().problems())
                .extracting(Problem::toString)
                .containsExactly("--root: " + command.word()
                        + " of several roots needs a target for each of them, and there is one");
        assertThat(request.roots(List.of("a")).build().problems()).isEmpty();
    }

    private static RunRequest.Builder render(String... roots) {
        return RunRequest.builder(Command.RENDER, Path.of(".")).roots(List.of(roots));
    }

    private static Problem wrong(String option) {
        return new Problem(
                option, "does not go with --target dir:target", "leave out one of them: a directory needs no cluster");
    }

    private static RunRequest.Builder request() {
        return RunRequest.builder(Command.RECONCILE, Path.of(".")).target("dir:target");
    }
}
