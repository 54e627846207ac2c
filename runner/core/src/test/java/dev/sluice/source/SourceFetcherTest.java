package dev.sluice.source;

import static dev.sluice.source.GitRepositories.branch;
import static dev.sluice.source.GitRepositories.commit;
import static dev.sluice.source.GitRepositories.fetcher;
import static dev.sluice.source.GitRepositories.files;
import static dev.sluice.source.GitRepositories.gitRepository;
import static dev.sluice.source.GitRepositories.name;
import static dev.sluice.source.GitRepositories.semver;
import static dev.sluice.source.GitRepositories.tag;
import static dev.sluice.source.GitRepositories.withIgnore;
import static dev.sluice.source.GitRepositories.withInclude;
import static dev.sluice.source.GitRepositories.withSparseCheckout;
import static dev.sluice.source.GitRepositories.withSubmodules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidInput;
import dev.sluice.failure.Rejected;
import dev.sluice.source.SourceSpec.Include;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.UploadPack.RequestPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceFetcherTest {

    private static final String PATH = "/org/podinfo.git";

    private Path directory;

    private ServedRepository repository;
    private GitHttpServer server;
    private String first;
    private String second;

    @BeforeEach
    void serve(@TempDir Path temporary) throws IOException {
        directory = temporary;
        repository = new ServedRepository(directory.resolve("podinfo.git"));
        first = repository
                .file("README.md", "one")
                .file("deploy/app.yaml", "a: 1")
                .commit("main", "First\n\nwith a body");
        second = repository.file("README.md", "two").commit("main", "Second");
        server = GitHttpServer.http().serve(PATH, repository);
    }

    @AfterEach
    void stop() {
        server.close();
        repository.close();
    }

    @Test
    void fetchesABranch() {
        Source source = fetch(branch("main"));

        assertThat(source)
                .isEqualTo(new Source(server.url(PATH), "main@sha1:" + second, source.directory(), "commit 'Second'"));
        assertThat(files(source)).isEqualTo(Map.of("README.md", "two", "deploy/app.yaml", "a: 1"));
    }

    @Test
    void fetchesALightweightTag() {
        repository.reference("refs/tags/v1.0.0", first);

        assertThat(fetch(tag("v1.0.0")).revision()).isEqualTo("v1.0.0@sha1:" + first);
    }

    @Test
    void fetchesAnAnnotatedTagByTheCommitThatItPointsAt() {
        repository.annotatedTag("v1.0.0", first);

        Source source = fetch(tag("v1.0.0"));

        assertThat(source.revision()).isEqualTo("v1.0.0@sha1:" + first);
        assertThat(files(source)).containsEntry("README.md", "one");
    }

    @Test
    void trap27TakesTheNewestVersionOfARange() {
        repository
                .annotatedTag("v1.2.0", first)
                .reference("refs/tags/v1.10.0", second)
                .reference("refs/tags/v2.0.0-rc.1", second)
                .reference("refs/tags/v1.99", second);

        assertThat(fetch(semver("1.x")).revision()).isEqualTo("v1.10.0@sha1:" + second);
    }

    @Test
    void trap27BreaksATieOfVersionsByTheTimeOfTheirCommits() {
        repository.annotatedTag("v1.0.0+b", first).annotatedTag("v1.0.0+a", second);

        assertThat(fetch(semver("1.x")).revision()).isEqualTo("v1.0.0+a@sha1:" + second);
    }

    @Test
    void refusesARangeThatNoTagIsIn() {
        repository.reference("refs/tags/v1.0.0", first);

        assertThatThrownBy(() -> fetch(semver("3.x")))
                .isInstanceOf(Rejected.class)
                .hasMessage("GitRepository/apps/podinfo: failed to checkout and determine revision: "
                        + "no match found for semver: 3.x");
    }

    @Test
    void refusesWhatIsNoRange() {
        assertThatThrownBy(() -> fetch(semver("latest")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("GitRepository/apps/podinfo: semver parse error: improper constraint: \"latest\"");
    }

    @Test
    void fetchesAnyReferenceByItsFullName() {
        repository.reference("refs/pull/1/head", first);

        Source source = fetch(name("refs/pull/1/head"));

        assertThat(source.revision()).isEqualTo("refs/pull/1/head@sha1:" + first);
        assertThat(files(source)).containsEntry("README.md", "one");
    }

    @Test
    void keepsTheSuffixOfAPeeledTagInTheRevision() {
        repository.annotatedTag("v1.0.0", first);

        assertThat(fetch(name("refs/tags/v1.0.0^{}")).revision()).isEqualTo("refs/tags/v1.0.0^{}@sha1:" + first);
    }

    @Test
    void refusesANameThatNothingHas() {
        assertThatThrownBy(() -> fetch(name("refs/pull/2/head")))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("unable to resolve ref 'refs/pull/2/head' to a specific commit");
    }

    @Test
    void fetchesACommitThatTheServerHandsOutByName() {
        server.serve(PATH, repository, header -> true, RequestPolicy.ANY);

        Source source = fetch(commit(null, first));

        assertThat(source.revision()).isEqualTo("sha1:" + first);
        assertThat(files(source)).containsEntry("README.md", "one");
        assertThat(server.packs()).isEqualTo(1);
    }

    @Test
    void fetchesACommitThatTheServerDoesNotHandOutByName() {
        assertThat(files(fetch(commit(null, first)))).containsEntry("README.md", "one");
    }

    @Test
    void namesTheBranchOfACommit() {
        assertThat(fetch(commit("main", first)).revision()).isEqualTo("main@sha1:" + first);
    }

    @Test
    void refusesACommitThatIsNotOnItsBranch() {
        repository.file("README.md", "other").commit("other", "Other");

        assertThatThrownBy(() -> fetch(commit("other", first)))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("unable to resolve commit object for '" + first + "': object not found");
    }

    /** [doc≠code]: Flux's documentation says that a range comes before a tag. */
    @Test
    void trap26PrefersCommitToNameToTagToSemverToBranch() {
        repository
                .reference("refs/tags/v1.0.0", first)
                .reference("refs/tags/v2.0.0", second)
                .reference("refs/pull/1/head", second);

        assertThat(fetch(new GitReference("main", "v1.0.0", "2.x", "refs/pull/1/head", first))
                        .revision())
                .isEqualTo("refs/pull/1/head@sha1:" + first);
        assertThat(fetch(new GitReference("main", "v1.0.0", "2.x", "refs/pull/1/head", null))
                        .revision())
                .isEqualTo("refs/pull/1/head@sha1:" + second);
        assertThat(fetch(new GitReference("main", "v1.0.0", "2.x", null, null)).revision())
                .isEqualTo("v1.0.0@sha1:" + first);
        assertThat(fetch(new GitReference("main", null, "1.x", null, null)).revision())
                .isEqualTo("v1.0.0@sha1:" + first);
    }

    @Test
    void refusesABranchThatIsNotThere() {
        assertThatThrownBy(() -> fetch(GitReference.DEFAULT))
                .isInstanceOf(Rejected.class)
                .hasMessage("GitRepository/apps/podinfo: failed to checkout and determine revision: unable to clone '"
                        + server.url(PATH) + "': couldn't find remote ref \"refs/heads/master\"");
    }

    @Test
    void refusesAnEmptyRepository() throws IOException {
        try (var empty = new ServedRepository(directory.resolve("empty.git"))) {
            server.serve("/empty.git", empty);

            assertThatThrownBy(() ->
                            fetcher(cache()).fetch(gitRepository(server.url("/empty.git"), branch("main")), none()))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("GitRepository/apps/podinfo: git repository is empty");
            assertThatThrownBy(() -> fetcher(cache()).fetch(gitRepository(server.url("/empty.git"), tag("v1")), none()))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("remote repository is empty");
        }
    }

    @Test
    void refusesARepositoryThatIsNotThere() {
        assertThatThrownBy(
                        () -> fetcher(cache()).fetch(gitRepository(server.url("/nobody.git"), branch("main")), none()))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("repository not found");
    }

    @Test
    void refusesAnAddressThatIsNoServer() {
        assertThatThrownBy(() -> fetcher(cache()).fetch(gitRepository("file:///etc", branch("main")), none()))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("GitRepository/apps/podinfo: spec.url must start with http://, https:// or ssh://");
    }

    @Test
    void trap29LeavesOutLinksAndWhatFluxLeavesOut() {
        repository
                .file(".github/workflows/ci.yaml", "")
                .file("docs/logo.png", "")
                .file("vendor/x.yaml", "")
                .link("alias.yaml", "deploy/app.yaml")
                .executable("run.sh", "#!/bin/sh")
                .commit("main", "More");

        Source source = fetch(branch("main"));

        assertThat(files(source).keySet())
                .containsExactlyInAnyOrder("README.md", "deploy/app.yaml", "run.sh", "vendor/x.yaml");
        assertThat(Files.isExecutable(source.directory().resolve("run.sh"))).isTrue();
        assertThat(source.directory().resolve("alias.yaml")).doesNotExist();
        assertThat(source.directory().resolve(".github")).doesNotExist();
    }

    @Test
    void readsIgnoreFilesAlsoThroughLinksAndAlsoWhereTheyIgnoreThemselves() {
        repository
                .file("ignore-rules", "README.md\n.*\n")
                .link(".sourceignore", "ignore-rules")
                .commit("main", "Rules");

        assertThat(files(fetch(branch("main"))).keySet()).containsExactlyInAnyOrder("deploy/app.yaml", "ignore-rules");
    }

    @Test
    void trap28AppliesTheRulesOfTheObject() {
        SourceSpec spec = withIgnore(gitRepository(server.url(PATH), branch("main")), "/*\n!/deploy\n");

        assertThat(files(fetcher(cache()).fetch(spec, none())).keySet()).containsExactly("deploy/app.yaml");
    }

    @Test
    void checksOutTheDirectoriesThatAreAskedFor() {
        SourceSpec spec = withSparseCheckout(gitRepository(server.url(PATH), branch("main")), "./deploy");

        assertThat(files(fetcher(cache()).fetch(spec, none())).keySet()).containsExactly("deploy/app.yaml");
    }

    @Test
    void refusesASparseDirectoryThatIsNotThere() {
        SourceSpec spec = withSparseCheckout(gitRepository(server.url(PATH), branch("main")), "nowhere");

        assertThatThrownBy(() -> fetcher(cache()).fetch(spec, none()))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("sparse checkout dir 'nowhere' does not exist in repository");
    }

    @Test
    void putsIncludedSourcesInAndOver() throws IOException {
        Path other = Files.createDirectories(directory.resolve("other/sub"));
        Files.writeString(other.resolve("app.yaml"), "a: 2");
        Files.writeString(other.resolve("new.yaml"), "b: 1");
        SourceSpec spec =
                withInclude(gitRepository(server.url(PATH), branch("main")), new Include("other", "sub", "deploy"));

        Source source = fetcher(cache())
                .fetch(spec, none(), include -> new Source("other", "main@sha1:0", directory.resolve("other"), ""));

        assertThat(files(source))
                .isEqualTo(Map.of("README.md", "two", "deploy/app.yaml", "a: 2", "deploy/new.yaml", "b: 1"));
    }

    @Test
    void takesAnIncludedSourceThatChangedForAnotherTree() throws IOException {
        Path other = Files.createDirectories(directory.resolve("other"));
        var include = new Include("other", "", "other");
        SourceSpec spec = withInclude(gitRepository(server.url(PATH), branch("main")), include);
        var fetcher = fetcher(cache());
        Files.writeString(other.resolve("a.yaml"), "1");
        fetcher.fetch(spec, none(), any -> new Source("other", "main@sha1:0", other, ""));

        Files.writeString(other.resolve("a.yaml"), "2");
        Source source = fetcher.fetch(spec, none(), any -> new Source("other", "main@sha1:0", other, ""));

        assertThat(files(source)).containsEntry("other/a.yaml", "2");
    }

    @Test
    void keepsAnIncludeInsideOfTheTree() throws IOException {
        Path other = Files.createDirectories(directory.resolve("other"));
        Files.writeString(other.resolve("a.yaml"), "1");
        SourceSpec spec =
                withInclude(gitRepository(server.url(PATH), branch("main")), new Include("other", "", "../../x"));

        Source source = fetcher(cache()).fetch(spec, none(), include -> new Source("other", "main@sha1:0", other, ""));

        assertThat(files(source)).containsEntry("x/a.yaml", "1");
    }

    @Test
    void fetchesSubmodulesWithAddressesOfTheirOwnAndRelativeOnes() throws IOException {
        try (var library = new ServedRepository(directory.resolve("library.git"));
                var deep = new ServedRepository(directory.resolve("deep.git"))) {
            String deepCommit = deep.file("deep.yaml", "d").commit("main", "Deep");
            String libraryCommit = library.file("lib.yaml", "l")
                    .file(".gitmodules", modules("deep", server.url("/org/deep.git")))
                    .submodule("deep", deepCommit)
                    .commit("main", "Library");
            library.file("lib.yaml", "newer").commit("main", "Newer");
            server.serve("/org/library.git", library).serve("/org/deep.git", deep);
            repository
                    .file(".gitmodules", modules("vendor/library", "../library.git"))
                    .submodule("vendor/library", libraryCommit)
                    .commit("main", "Submodule");

            Source with =
                    fetcher(cache()).fetch(withSubmodules(gitRepository(server.url(PATH), branch("main"))), none());
            Source without = fetch(branch("main"));

            assertThat(files(with))
                    .containsEntry("vendor/library/lib.yaml", "l")
                    .containsEntry("vendor/library/deep/deep.yaml", "d");
            assertThat(files(without)).doesNotContainKey("vendor/library/lib.yaml");
            assertThat(without.directory().resolve("vendor/library")).isEmptyDirectory();
        }
    }

    private static String modules(String path, String url) {
        return "[submodule \"" + path + "\"]\n\tpath = " + path + "\n\turl = " + url + "\n";
    }

    private Source fetch(GitReference reference) {
        return fetcher(cache()).fetch(gitRepository(server.url(PATH), reference), none());
    }

    private Path cache() {
        return directory.resolve("cache");
    }

    private static Optional<SourceSpec.Credentials> none() {
        return Optional.empty();
    }
}
