package dev.sluice.source;

import static dev.sluice.source.GitRepositories.branch;
import static dev.sluice.source.GitRepositories.commit;
import static dev.sluice.source.GitRepositories.fetcher;
import static dev.sluice.source.GitRepositories.files;
import static dev.sluice.source.GitRepositories.gitRepository;
import static dev.sluice.source.GitRepositories.withIgnore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.Rejected;
import dev.sluice.failure.TransientFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceCacheTest {

    private Path directory;

    private ServedRepository repository;
    private GitHttpServer server;
    private String head;

    @BeforeEach
    void serve(@TempDir Path temporary) throws IOException {
        directory = temporary;
        repository = new ServedRepository(directory.resolve("a.git"));
        head = repository.file("app.yaml", "a: 1").file("b.md", "b").commit("main", "First");
        server = GitHttpServer.http().serve("/a.git", repository);
    }

    @AfterEach
    void stop() {
        server.close();
        repository.close();
    }

    @Test
    void asksForNoPackWhereTheCommitIsThere() {
        Source first = fetch(branch("main"));
        Source second = fetch(branch("main"));

        assertThat(second).isEqualTo(first);
        assertThat(server.packs()).isEqualTo(1);
    }

    @Test
    void asksTheServerNothingForACommitThatIsThere() {
        Source first = fetch(commit(null, head));
        int requests = server.requests().size();

        Source second = fetch(commit(null, head));

        assertThat(second).isEqualTo(first);
        assertThat(server.requests()).hasSize(requests);
    }

    @Test
    void fetchesAgainWhereTheBranchHasMoved() {
        fetch(branch("main"));
        repository.file("app.yaml", "a: 2").commit("main", "Second");

        assertThat(files(fetch(branch("main")))).containsEntry("app.yaml", "a: 2");
    }

    @Test
    void keepsTreesOfOtherRulesApart() {
        Source all = fetch(branch("main"));
        Source some = fetcher(cache()).fetch(withIgnore(spec(branch("main")), "*.md"), Optional.empty());

        assertThat(files(all)).containsOnlyKeys("app.yaml", "b.md");
        assertThat(files(some)).containsOnlyKeys("app.yaml");
    }

    @Test
    void fetchesOnceForAllWhoWantTheSame() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            var shared = fetcher(cache());
            var tasks = new ArrayList<Callable<Source>>();
            for (int i = 0; i < 3; i++) {
                tasks.add(() -> shared.fetch(spec(branch("main")), Optional.empty()));
                // Another object over the same directory stands for another process.
                tasks.add(() -> fetch(branch("main")));
            }

            List<Future<Source>> sources = threads.invokeAll(tasks);

            for (Future<Source> source : sources) {
                assertThat(files(source.get())).isEqualTo(Map.of("app.yaml", "a: 1", "b.md", "b"));
            }
            assertThat(server.packs()).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void fetchesAgainWhatWasChangedBehindItsBack() throws IOException {
        Source first = fetch(branch("main"));
        Files.writeString(first.directory().resolve("app.yaml"), "a: 9");

        Source second = fetch(branch("main"));

        assertThat(files(second)).containsEntry("app.yaml", "a: 1");
        assertThat(server.packs()).isEqualTo(2);
    }

    @Test
    void fetchesAgainWhatLostAFileOrItsMarker() throws IOException {
        Source first = fetch(branch("main"));
        Files.delete(first.directory().resolve("app.yaml"));
        assertThat(files(fetch(branch("main")))).containsKey("app.yaml");

        Files.delete(first.directory().resolveSibling("entry.json"));
        assertThat(files(fetch(branch("main")))).containsKey("app.yaml");
    }

    @Test
    void clearsAwayWhatAKilledRunLeft() throws IOException {
        Source first = fetch(branch("main"));
        Path repositoryDirectory = first.directory().resolve("../..").normalize();
        Path left = Files.createDirectories(repositoryDirectory.resolve("work-123456/tree/half"));
        Files.writeString(left.resolve("half.yaml"), "a:");
        repository.file("app.yaml", "a: 2").commit("main", "Second");

        Source second = fetch(branch("main"));

        assertThat(files(second)).isEqualTo(Map.of("app.yaml", "a: 2", "b.md", "b"));
        assertThat(names(repositoryDirectory)).noneMatch(name -> name.startsWith("work-"));
    }

    @Test
    void leavesNothingBehindWhereAFetchFails() throws IOException {
        SourceSpec spec = GitRepositories.withSparseCheckout(spec(branch("main")), "nowhere");

        assertThatThrownBy(() -> fetcher(cache()).fetch(spec, Optional.empty())).isInstanceOf(Rejected.class);

        assertThat(names(names(cache().resolve("git")).stream()
                        .map(name -> cache().resolve("git").resolve(name))
                        .findFirst()
                        .orElseThrow()))
                .containsExactly("lock");
    }

    @Test
    void waitsForAnotherProcessNoLongerThanItsTime() throws IOException {
        Source first = fetch(branch("main"));
        Path lock = first.directory().resolve("../../lock").normalize();
        repository.file("app.yaml", "a: 2").commit("main", "Second");
        SourceSpec hurried = GitRepositories.withTimeout(spec(branch("main")), Duration.ofSeconds(1));

        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThatThrownBy(() -> fetcher(cache()).fetch(hurried, Optional.empty()))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("another run has been fetching");
        }
    }

    @Test
    void saysThatTheCacheCannotBeWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> fetcher(file.resolve("cache")).fetch(spec(branch("main")), Optional.empty()))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("the cache cannot be written");
    }

    private Source fetch(GitReference reference) {
        return fetcher(cache()).fetch(spec(reference), Optional.empty());
    }

    private SourceSpec spec(GitReference reference) {
        return gitRepository(server.url("/a.git"), reference);
    }

    private Path cache() {
        return directory.resolve("cache");
    }

    private static List<String> names(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
