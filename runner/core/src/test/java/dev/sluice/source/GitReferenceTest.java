package dev.sluice.source;

import static dev.sluice.source.GitRepositories.branch;
import static dev.sluice.source.GitRepositories.commit;
import static dev.sluice.source.GitRepositories.fetcher;
import static dev.sluice.source.GitRepositories.gitRepository;
import static dev.sluice.source.GitRepositories.name;
import static dev.sluice.source.GitRepositories.tag;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.Rejected;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References that lead nowhere, in the words of Flux's Git client. */
class GitReferenceTest {

    private static final String PATH = "/podinfo.git";

    private Path cache;
    private ServedRepository repository;
    private GitHttpServer server;
    private String first;

    @BeforeEach
    void serve(@TempDir Path directory) throws IOException {
        cache = directory.resolve("cache");
        repository = new ServedRepository(directory.resolve("podinfo.git"));
        first = repository.file("README.md", "one").commit("main", "First");
        server = GitHttpServer.http().serve(PATH, repository);
    }

    @AfterEach
    void stop() {
        server.close();
        repository.close();
    }

    @Test
    void refusesANameThatBeginsOrEndsWithASlash() {
        for (String slashed : new String[] {"/refs/heads/main", "refs/heads/main/"}) {
            assertThatThrownBy(() -> fetch(name(slashed)))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("GitRepository/apps/podinfo: failed to checkout and determine revision: ref " + slashed
                            + " is invalid; Git refs cannot begin or end with a slash '/'");
        }
    }

    /** go-git lists it without the commit that it leads to, and so finds none. */
    @Test
    void refusesTheNameOfTheDefaultBranch() {
        assertThatThrownBy(() -> fetch(name("HEAD")))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("unable to resolve ref 'HEAD' to a specific commit");
    }

    @Test
    void refusesPartOfACommit() {
        assertThatThrownBy(() -> fetch(commit(null, first.substring(0, 10))))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith(
                        "unable to resolve commit object for '" + first.substring(0, 10) + "': object not found");
    }

    @Test
    void refusesATagThatIsNotThere() {
        assertThatThrownBy(() -> fetch(tag("v9")))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith(
                        "unable to clone '" + server.url(PATH) + "': couldn't find remote ref \"refs/tags/v9\"");
    }

    @Test
    void refusesACommitOnABranchThatIsNotThere() {
        assertThatThrownBy(() -> fetch(commit("nowhere", first)))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith(
                        "unable to clone '" + server.url(PATH) + "': couldn't find remote ref \"refs/heads/nowhere\"");
    }

    @Test
    void saysThatARepositoryIsEmptyWhateverIsAskedFor(@TempDir Path directory) throws IOException {
        try (var empty = new ServedRepository(directory.resolve("empty.git"))) {
            server.serve(PATH, empty);

            assertThatThrownBy(() -> fetch(branch("main"))).hasMessageEndingWith(": git repository is empty");
            assertThatThrownBy(() -> fetch(tag("v1")))
                    .hasMessageEndingWith(
                            "unable to clone: remote repository is empty: git repository: '" + server.url(PATH) + "'");
            assertThatThrownBy(() -> fetch(name("refs/heads/main")))
                    .hasMessageEndingWith(
                            "unable to list remote for '" + server.url(PATH) + "': remote repository is empty");
        }
    }

    private Source fetch(GitReference reference) {
        return fetcher(cache).fetch(gitRepository(server.url(PATH), reference), Optional.empty());
    }
}
