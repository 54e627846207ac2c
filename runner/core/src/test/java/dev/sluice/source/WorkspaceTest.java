package dev.sluice.source;

import static dev.sluice.source.GitRepositories.branch;
import static dev.sluice.source.GitRepositories.commit;
import static dev.sluice.source.GitRepositories.name;
import static dev.sluice.source.GitRepositories.semver;
import static dev.sluice.source.GitRepositories.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceTest {

    private Path root;
    private String head;

    @BeforeEach
    void checkOut(@TempDir Path temporary) throws Exception {
        GitEnvironment.isolate();
        root = Files.createDirectories(temporary.toRealPath().resolve("checkout"));
        Files.createDirectories(root.resolve("clusters/dev"));
        Files.writeString(root.resolve("clusters/dev/app.yaml"), "a: 1");
        Files.writeString(root.resolve(".gitignore"), "target/\n");
        try (Git git =
                Git.init().setDirectory(root.toFile()).setInitialBranch("main").call()) {
            git.remoteAdd()
                    .setName("origin")
                    .setUri(new URIish("https://ci:s3cret@Git.Example.test/org/fleet.git"))
                    .call();
            head = commitAll(git, "Lay out the clusters\n\nAll of them.");
        }
    }

    @Test
    void isTheCheckoutThatHoldsADirectory() {
        Workspace workspace = Workspace.of(root.resolve("clusters/dev"), Map.of());

        assertThat(workspace.root()).isEqualTo(root);
        assertThat(workspace.commit()).contains(head);
        assertThat(workspace.remotes()).containsExactly("https://git.example.test/org/fleet.git");
        assertThat(workspace.source(null))
                .extracting(Source::repository, Source::revision, Source::directory, Source::summary)
                .containsExactly(root.toString(), "main@sha1:" + head, root, "commit 'Lay out the clusters'");
    }

    @Test
    void isTheWorktreeThatHoldsADirectory() throws IOException {
        // What `git worktree add` writes.
        Path worktree = Files.createDirectories(root.resolveSibling("worktree"));
        Path administration = Files.createDirectories(root.resolve(".git/worktrees/worktree"));
        Files.writeString(worktree.resolve(".git"), "gitdir: " + administration + "\n");
        Files.writeString(administration.resolve("commondir"), "../..\n");
        Files.writeString(administration.resolve("gitdir"), worktree.resolve(".git") + "\n");
        Files.writeString(administration.resolve("HEAD"), "ref: refs/heads/main\n");

        Workspace workspace = Workspace.of(worktree, Map.of());

        assertThat(workspace.root()).isEqualTo(worktree);
        assertThat(workspace.source(null).revision()).isEqualTo("main@sha1:" + head);
    }

    @Test
    void isTheFolderItselfOutsideOfGit() throws IOException {
        Path folder = folder("one");

        Workspace workspace = Workspace.of(folder, Map.of());

        assertThat(workspace.root()).isEqualTo(folder);
        assertThat(workspace.commit()).isEmpty();
        assertThat(workspace.isDirty()).isFalse();
        assertThat(workspace.source(null).revision()).matches("local@sha256:[0-9a-f]{64}");
    }

    @Test
    void givesEqualFoldersOneRevisionAndOthersAnother() throws IOException {
        Path one = folder("one");
        Path two = folder("two");
        assertThat(revision(one)).isEqualTo(revision(two));

        Files.writeString(two.resolve("picture.png"), "ignored by default");
        assertThat(revision(one)).isEqualTo(revision(two));

        assertThat(two.resolve("app.yaml").toFile().setExecutable(true)).isTrue();
        assertThat(revision(one)).isNotEqualTo(revision(two));
    }

    @Test
    void seesWhetherTheTreeDiffersFromTheCommit() throws IOException {
        assertThat(Workspace.of(root, Map.of()).isDirty()).isFalse();

        Files.createDirectories(root.resolve("target"));
        Files.writeString(root.resolve("target/built.yaml"), "");
        assertThat(Workspace.of(root, Map.of()).isDirty()).isFalse();

        Files.writeString(root.resolve("clusters/dev/new.yaml"), "");
        assertThat(Workspace.of(root, Map.of()).isDirty()).isTrue();
    }

    @Test
    void seesAChangedFile() throws IOException {
        Files.writeString(root.resolve("clusters/dev/app.yaml"), "a: 2");

        assertThat(Workspace.of(root, Map.of()).isDirty()).isTrue();
    }

    @Test
    void hidesWhatFluxWouldNotSee() throws IOException {
        Files.writeString(root.resolve(".sourceignore"), "*.md\n!.git/\n");
        Files.createSymbolicLink(root.resolve("linked"), Path.of("clusters"));

        Workspace workspace = Workspace.of(root, Map.of());
        SourceFilter filter = workspace.source("secret/").filter();

        assertThat(filter.ignored("clusters/dev/app.yaml", false)).isFalse();
        assertThat(filter.ignored("README.md", false)).isTrue();
        assertThat(filter.ignored("secret/a.yaml", false)).isTrue();
        assertThat(filter.ignored("linked", true)).isTrue();
        assertThat(filter.ignored("linked/dev/app.yaml", false)).isTrue();
        assertThat(filter.ignored(".git/config", false)).isTrue();
        assertThat(workspace.links()).containsExactly("linked");
    }

    @Test
    void tellsNothingOfLinksThatGitIgnores() throws IOException {
        Files.writeString(root.resolve(".gitignore"), "target/\n");
        Files.createDirectories(root.resolve("target"));
        Files.createSymbolicLink(root.resolve("target/linked"), Path.of("../clusters"));

        assertThat(Workspace.of(root, Map.of()).links()).isEmpty();
    }

    @Test
    void keepsAnIgnoredDirectoryForWhatIsIncludedAgainInIt() {
        SourceFilter filter = Workspace.of(root, Map.of())
                .source("/*\n!/clusters/dev/app.yaml")
                .filter();

        assertThat(filter.ignored("clusters", true)).isFalse();
        assertThat(filter.ignored("clusters/dev", true)).isFalse();
        assertThat(filter.ignored("clusters/dev/app.yaml", false)).isFalse();
    }

    @Test
    void isTheRepositoryOfItsRemoteInAllForms() {
        Workspace workspace = Workspace.of(root, Map.of());

        assertThat(List.of(
                        "https://git.example.test/org/fleet",
                        "https://git.example.test:443/org/fleet.git/",
                        "ssh://git@git.example.test/org/fleet.git",
                        "ssh://git@git.example.test:2222/org/fleet",
                        "git@git.example.test:org/fleet.git"))
                .allMatch(url -> workspace.matchesRemote(url, branch("main")));
        assertThat(List.of(
                        "https://git.example.test/org/other",
                        "https://git.example.test:8443/org/fleet",
                        "https://other.example.test/org/fleet",
                        "https://git.example.test/org/fleet.git.git"))
                .noneMatch(url -> workspace.matchesRemote(url, branch("main")));
    }

    @Test
    void isTheReferenceThatIsCheckedOutAndNoOther() throws Exception {
        try (Git git = Git.open(root.toFile())) {
            git.tag()
                    .setName("v1.0.0")
                    .setMessage("annotated")
                    .setAnnotated(true)
                    .setSigned(false)
                    .call();
        }

        assertThat(matching(Map.of()))
                .containsExactly(
                        branch("main"),
                        tag("v1.0.0"),
                        name("refs/heads/main"),
                        name("refs/tags/v1.0.0^{}"),
                        commit("other", head));
    }

    @Test
    void learnsADetachedBranchFromTheCi() throws Exception {
        detach();

        assertThat(matching(Map.of())).containsExactly(commit("other", head));
        assertThat(List.of(
                        Map.of("CI_COMMIT_BRANCH", "main", "CI_COMMIT_REF_NAME", "main", "CI_COMMIT_SHA", head),
                        Map.of("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "main", "CI_COMMIT_REF_NAME", "main"),
                        Map.of("CI_COMMIT_REF_NAME", "main"),
                        Map.of("GITHUB_HEAD_REF", "main", "GITHUB_REF", "refs/pull/1/merge"),
                        Map.of("GITHUB_REF", "refs/heads/main", "GITHUB_SHA", head),
                        Map.of("GIT_BRANCH", "origin/main"),
                        Map.of("GIT_BRANCH", "main", "GIT_COMMIT", head)))
                .allSatisfy(environment -> {
                    assertThat(matching(environment)).contains(branch("main"), name("refs/heads/main"));
                    assertThat(Workspace.of(root, environment).source(null).revision())
                            .isEqualTo("main@sha1:" + head);
                });
    }

    @Test
    void learnsADetachedTagFromTheCi() throws Exception {
        detach();

        assertThat(List.of(
                        Map.of("CI_COMMIT_TAG", "v1.0.0", "CI_COMMIT_REF_NAME", "v1.0.0"),
                        Map.of("GITHUB_REF", "refs/tags/v1.0.0"),
                        Map.of("GIT_BRANCH", "refs/tags/v1.0.0")))
                .allSatisfy(environment -> {
                    assertThat(matching(environment)).contains(tag("v1.0.0")).doesNotContain(branch("main"));
                    assertThat(Workspace.of(root, environment).source(null).revision())
                            .isEqualTo("v1.0.0@sha1:" + head);
                });
    }

    @Test
    void doesNotBelieveTheCiOfAnotherCheckout() throws Exception {
        detach();

        Workspace workspace = Workspace.of(root, Map.of("CI_COMMIT_BRANCH", "main", "CI_COMMIT_SHA", "0".repeat(40)));

        assertThat(workspace.source(null).revision()).isEqualTo("sha1:" + head);
    }

    @Test
    void hasNoCommitBeforeTheFirst() throws Exception {
        Path fresh = Files.createDirectories(root.resolveSibling("fresh"));
        Git.init().setDirectory(fresh.toFile()).call().close();
        Files.writeString(fresh.resolve("a.yaml"), "a: 1");

        Workspace workspace = Workspace.of(fresh, Map.of());

        assertThat(workspace.commit()).isEqualTo(Optional.empty());
        assertThat(workspace.source(null).revision()).startsWith("local@sha256:");
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        assertThatThrownBy(() -> Workspace.of(root.resolve("nowhere"), Map.of()))
                .isInstanceOf(InvalidInput.class)
                .hasMessageEndingWith("nowhere: no such directory");
    }

    /** Those of some references that the workspace stands for. */
    private List<GitReference> matching(Map<String, String> environment) {
        Workspace workspace = Workspace.of(root, environment);
        return List.of(
                        branch("main"),
                        branch("other"),
                        GitReference.DEFAULT,
                        tag("v1.0.0"),
                        tag("v2.0.0"),
                        semver(">=1.0.0"),
                        name("refs/heads/main"),
                        name("refs/tags/v1.0.0^{}"),
                        commit("other", head),
                        commit("main", "0".repeat(40)))
                .stream()
                .filter(reference -> workspace.matchesRemote("https://git.example.test/org/fleet", reference))
                .toList();
    }

    private void detach() throws IOException {
        Files.writeString(root.resolve(".git/HEAD"), head + "\n");
    }

    private Path folder(String name) throws IOException {
        Path folder = Files.createDirectories(root.resolveSibling(name));
        Files.writeString(folder.resolve("app.yaml"), "a: 1");
        return folder;
    }

    private static String revision(Path folder) {
        return Workspace.of(folder, Map.of()).source(null).revision();
    }

    private static String commitAll(Git git, String message) throws GitAPIException {
        git.add().addFilepattern(".").call();
        return git.commit()
                .setMessage(message)
                .setAuthor("Tester", "tester@example.test")
                .setCommitter("Tester", "tester@example.test")
                .setSign(false)
                .call()
                .name();
    }
}
