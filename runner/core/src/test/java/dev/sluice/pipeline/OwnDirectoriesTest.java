package dev.sluice.pipeline;

import static dev.sluice.pipeline.StagedRun.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.RunEvent;
import dev.sluice.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run writes into its own workspace is no part of what it reads. */
class OwnDirectoriesTest {

    @TempDir
    Path directory;

    private StagedRun run;
    private Path workspace;

    @BeforeEach
    void write() throws IOException {
        workspace = directory.resolve("workspace");
        run = new StagedRun(workspace);
        run.file("clusters/dev/a.yaml", configMap("a", "1"));
    }

    @Test
    void theTargetDoesNotChangeTheRevisionOfAFolder() {
        RunResult first = run.reconcile("dir:out/target");
        RunResult second = run.reconcile("dir:out/target");

        assertThat(first.exitCode()).isZero();
        assertThat(second.report().units().get(0).revision())
                .isEqualTo(first.report().units().get(0).revision());
        assertThat(second.report().changes()).isEmpty();
    }

    @Test
    void theTargetIsNotRendered() {
        run.reconcile("dir:clusters/dev/target");

        RunResult second = run.reconcile("dir:clusters/dev/target");

        assertThat(second.exitCode()).isZero();
        assertThat(second.report().unchanged()).isEqualTo(1);
    }

    @Test
    void whatTheFrontEndWritesDoesNotChangeTheRevisionOfAFolder() throws IOException {
        Path events = workspace.resolve("events.jsonl");
        RunResult first = run.reconcile("dir:out", request -> request.ownFiles(List.of(events)));
        Files.writeString(events, "{}");

        RunResult second = run.reconcile("dir:out", request -> request.ownFiles(List.of(events)));

        assertThat(second.report().units().get(0).revision())
                .isEqualTo(first.report().units().get(0).revision());
    }

    @Test
    void theTargetMakesNoCheckoutDirty() throws IOException, GitAPIException {
        try (Git git = Git.init().setDirectory(workspace.toFile()).call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("first")
                    .setSign(false)
                    .setAuthor("a", "a@b")
                    .setCommitter("a", "a@b")
                    .call();
        }
        run.reconcile("dir:out/target");

        run.reconcile("dir:out/target");

        assertThat(run.events()).noneMatch(RunEvent.Warning.class::isInstance);
    }

    @Test
    void otherNewFilesMakeACheckoutDirtyAllTheSame() throws IOException, GitAPIException {
        try (Git git = Git.init().setDirectory(workspace.toFile()).call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("first")
                    .setSign(false)
                    .setAuthor("a", "a@b")
                    .setCommitter("a", "a@b")
                    .call();
        }
        run.file("out/other.yaml", configMap("other", "1"));

        run.reconcile("dir:out/target");

        assertThat(run.events()).anyMatch(RunEvent.Warning.class::isInstance);
    }

    @Test
    void aTargetThatHoldsTheEntryIsRefused() throws IOException {
        RunResult result = run.reconcile("dir:.");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.report().problems()).singleElement().satisfies(problem -> assertThat(problem.what())
                .isEqualTo(workspace.toRealPath() + " holds what is to be applied"));
        assertThat(workspace.resolve(".sluice")).doesNotExist();
    }

    @Test
    void aDeletionMayRunInsideOfItsTarget() throws IOException {
        RunRequest request =
                RunRequest.builder(Command.DELETE, workspace).target("dir:.").build();

        assertThat(new OwnDirectories(request).outside(Workspace.folder(workspace), List.of(workspace.toRealPath())))
                .containsExactly(workspace.toRealPath());
    }
}
