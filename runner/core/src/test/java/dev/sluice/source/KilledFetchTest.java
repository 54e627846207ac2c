package dev.sluice.source;

import static dev.sluice.source.GitRepositories.branch;
import static dev.sluice.source.GitRepositories.fetcher;
import static dev.sluice.source.GitRepositories.files;
import static dev.sluice.source.GitRepositories.gitRepository;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class KilledFetchTest {

    /** Fetches {@code main} of an address into a cache; the process that is killed. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            fetcher(Path.of(arguments[0])).fetch(gitRepository(arguments[1], branch("main")), Optional.empty());
        }
    }

    @Test
    @Timeout(120)
    void leavesNothingThatHindersTheNextRun(@TempDir Path directory) throws Exception {
        Path cache = directory.resolve("cache");
        var asked = new CountDownLatch(1);
        try (var repository = new ServedRepository(directory.resolve("a.git"))) {
            repository.file("app.yaml", "a: 1").commit("main", "First");
            try (var stalling = GitHttpServer.http().serve("/a.git", repository).stall("/a.git", asked)) {
                Process child = start(directory, cache, stalling.url("/a.git"));
                try {
                    assertThat(asked.await(100, TimeUnit.SECONDS)).isTrue();
                } finally {
                    child.destroyForcibly().waitFor();
                }
                assertThat(unfinished(cache)).hasSize(1);

                stalling.proceed("/a.git");
                Source source =
                        fetcher(cache).fetch(gitRepository(stalling.url("/a.git"), branch("main")), Optional.empty());

                assertThat(files(source)).isEqualTo(Map.of("app.yaml", "a: 1"));
                assertThat(unfinished(cache)).isEmpty();
            }
        }
    }

    private static Process start(Path directory, Path cache, String url) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        Child.class.getName(),
                        cache.toString(),
                        url)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("child.log").toFile())
                .start();
    }

    private static List<Path> unfinished(Path cache) throws IOException {
        try (Stream<Path> paths = Files.walk(cache, 3)) {
            return paths.filter(path -> path.getFileName().toString().startsWith("work-"))
                    .toList();
        }
    }
}
