package dev.sluice.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {

    @TempDir
    Path directory;

    private final AtomicInteger builds = new AtomicInteger();

    @Test
    void buildsOnceForAllThatWait() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Path> get = () -> new ProgramCache(directory, this::build).get(Program.KWOK);

            List<Path> binaries = threads.invokeAll(List.of(get, get, get, get)).stream()
                    .map(ProgramCacheTest::result)
                    .distinct()
                    .toList();

            assertThat(binaries).hasSize(1).allMatch(Files::isExecutable);
            assertThat(builds).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void givesTheBuilderTheSourcesOfTheJar() {
        var seen = new AtomicInteger();
        var cache = new ProgramCache(directory, (module, flags, binary) -> {
            seen.set(Directories.read(module.resolve("stages.yaml")).length()
                    + Directories.read(module.resolveSibling("parent").resolve("parent.go"))
                            .length());
            build(module, flags, binary);
        });

        cache.get(Program.KWOK);

        assertThat(seen.get()).isPositive();
    }

    @Test
    void aFailedBuildLeavesNothing() throws IOException {
        var cache = new ProgramCache(directory, (module, flags, binary) -> {
            build(module, flags, binary);
            throw new ClusterUnusable("disk full");
        });

        assertThatThrownBy(() -> cache.get(Program.KWOK)).hasMessage("disk full");

        assertThat(names()).containsExactly("kwok.lock");
    }

    @Test
    void removesWhatAKilledBuildLeft() throws IOException {
        Files.createDirectories(directory.resolve("build-kwok-123").resolve("sources"));

        new ProgramCache(directory, this::build).get(Program.KWOK);

        assertThat(names()).containsExactlyInAnyOrder("kwok.lock", "kwok-" + Program.KWOK.digest());
    }

    @Test
    void isWhereTheEnvironmentSays() {
        Settings settings = new Settings(
                Map.of("SLUICE_CACHE", "/own", "XDG_CACHE_HOME", "/caches"), Map.of("user.home", "/home/jane"));

        assertThat(ProgramCache.directory(settings)).isEqualTo(Path.of("/own/test-cluster"));
    }

    @Test
    void isWithTheOtherCachesOfTheUser() {
        Settings settings = new Settings(Map.of("XDG_CACHE_HOME", "/caches"), Map.of("user.home", "/home/jane"));

        assertThat(ProgramCache.directory(settings)).isEqualTo(Path.of("/caches/sluice/test-cluster"));
    }

    @Test
    void isInTheUsersHomeOtherwise() {
        Settings settings = new Settings(Map.of(), Map.of("user.home", "/home/jane"));

        assertThat(ProgramCache.directory(settings)).isEqualTo(Path.of("/home/jane/.cache/sluice/test-cluster"));
    }

    @Test
    void tellsKubernetesItsVersion() {
        assertThat(Program.CONTROL_PLANE.linkerFlags())
                .matches("-s -w -X k8s\\.io/component-base/version\\.gitVersion=v1\\.\\d+\\.\\d+ "
                        + "-X k8s\\.io/component-base/version\\.gitMajor=1 "
                        + "-X k8s\\.io/component-base/version\\.gitMinor=\\d+");
    }

    private void build(Path module, String linkerFlags, Path binary) {
        builds.incrementAndGet();
        try {
            Files.createDirectories(binary.getParent());
            Files.writeString(binary, "binary of " + module.getFileName());
        } catch (IOException e) {
            throw new ClusterUnusable("test", e);
        }
        assertThat(binary.toFile().setExecutable(true)).isTrue();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
