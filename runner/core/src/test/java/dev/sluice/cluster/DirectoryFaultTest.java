package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.apply.Applied;
import dev.sluice.apply.Applier;
import dev.sluice.apply.ApplyOptions;
import dev.sluice.apply.Pruner;
import dev.sluice.change.PlanOptions;
import dev.sluice.change.Planner;
import dev.sluice.change.TestRepository;
import dev.sluice.event.CancelSignal;
import dev.sluice.event.RunListener;
import dev.sluice.failure.Rejected;
import dev.sluice.failure.TimedOut;
import dev.sluice.object.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left on the disk when a run dies, the disk is full, or another run is on. */
class DirectoryFaultTest {

    private static final int OBJECTS = 20;

    private final Path directory;

    DirectoryFaultTest(@TempDir Path directory) {
        this.directory = directory;
    }

    /** A process of its own that dies without a chance to clean up, the moment its Nth file is to appear. */
    static final class DyingRun {
        private DyingRun() {}

        public static void main(String[] arguments) {
            var left = new AtomicInteger(Integer.parseInt(arguments[1]));
            reconcile(Path.of(arguments[0]), repository(OBJECTS), file -> {
                if (left.decrementAndGet() == 0) {
                    Runtime.getRuntime().halt(137);
                }
            });
        }
    }

    private static TestRepository repository(int objects) {
        Manifest[] manifests = IntStream.range(0, objects)
                .mapToObj(i -> TestRepository.configMap("object-" + i, "1"))
                .toArray(Manifest[]::new);
        return new TestRepository().unit("apps", manifests);
    }

    private static Applied reconcile(Path directory, TestRepository repository, Consumer<Path> beforeRename) {
        var cluster = new DirectoryCluster(directory, false, Map.of(), Clock.systemUTC(), beforeRename);
        RunLock lock = cluster.state().lock(TestRepository.ROOT, Duration.ofSeconds(10), CancelSignal.never());
        try {
            var planner = new Planner(cluster, Runnable::run, new PlanOptions(false, Set.of()));
            var applied = new Applier(
                            cluster,
                            planner,
                            new ApplyOptions(false),
                            Runnable::run,
                            RunListener.NONE,
                            CancelSignal.never(),
                            Clock.systemUTC())
                    .apply(planner.plan(repository.rendered()));
            return new Pruner(
                            cluster, planner, Runnable::run, RunListener.NONE, CancelSignal.never(), Clock.systemUTC())
                    .prune(applied);
        } finally {
            lock.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 12, 25})
    void convergesAfterARunThatWasKilled(int files) throws Exception {
        Process dying = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingRun.class.getName(),
                        directory.toString(),
                        String.valueOf(files))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(dying.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(dying.exitValue()).isEqualTo(137);
        assertThat(texts(directory)).allMatch(text -> text.endsWith("\n"), "is a whole file");

        Applied next = reconcile(directory, repository(3), file -> {});

        assertThat(next.succeeded()).isTrue();
        assertThat(names(directory.resolve("shop")))
                .containsExactly("ConfigMap_object-0.yaml", "ConfigMap_object-1.yaml", "ConfigMap_object-2.yaml");
        assertThat(directory.resolve(".sluice/unfinished")).doesNotExist();
        assertThat(directory.resolve(".sluice/holder")).doesNotExist();
        assertThat(reconcile(directory, repository(3), file -> {}).done()).isEmpty();
    }

    @Test
    void saysThatTheDiskIsFullAndLosesNothing() throws Exception {
        Path small = directory.resolve("small");
        Files.createDirectories(small);
        assumeTrue(succeeds("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", small.toString()), "may not mount");
        try {
            Applied full = reconcile(small, repository(100), file -> {});

            assertThat(full.failures()).singleElement().satisfies(failure -> assertThat(failure)
                    .isInstanceOf(Rejected.class)
                    .hasMessageStartingWith(small + "/shop/ConfigMap_object-")
                    .hasMessageEndingWith(".yaml: cannot be written: No space left on device"));
            assertThat(texts(small)).allMatch(text -> text.endsWith("\n"), "is a whole file");

            assertThat(succeeds("mount", "-o", "remount,size=4m", small.toString()))
                    .isTrue();
            assertThat(reconcile(small, repository(2), file -> {}).succeeded()).isTrue();
            assertThat(names(small.resolve("shop"))).hasSize(2);
        } finally {
            succeeds("umount", small.toString());
        }
    }

    @Test
    void doesNotLetTwoRunsInAtOnce() {
        var first = new DirectoryCluster(directory, false, Map.of());
        var second = new DirectoryCluster(directory, false, Map.of());
        long process = ProcessHandle.current().pid();

        RunLock lock = first.state().lock(TestRepository.ROOT, Duration.ZERO, CancelSignal.never());
        try {
            assertThatThrownBy(() -> second.state().lock(TestRepository.ROOT, Duration.ZERO, CancelSignal.never()))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("another run is on: process " + process + " for flux-system/flux-system");
        } finally {
            lock.close();
        }

        second.state()
                .lock(TestRepository.ROOT, Duration.ZERO, CancelSignal.never())
                .close();
        assertThat(directory.resolve(".sluice/holder")).doesNotExist();
    }

    @Test
    void aRunThatIsToldToStopWaitsForNobody() {
        var cluster = new DirectoryCluster(directory, false, Map.of());
        RunLock held = cluster.state().lock(TestRepository.ROOT, Duration.ZERO, CancelSignal.never());
        CancelSignal told = CancelSignal.never();
        told.cancel("told to stop");

        try {
            assertThatThrownBy(() -> cluster.state().lock(TestRepository.ROOT, Duration.ofMinutes(1), told))
                    .isInstanceOf(TimedOut.class)
                    .hasMessage("run cancelled: told to stop");
        } finally {
            held.close();
        }
    }

    @Test
    void waitsForTheOtherRun() throws InterruptedException {
        var cluster = new DirectoryCluster(directory, false, Map.of());
        RunLock held = cluster.state().lock(TestRepository.ROOT, Duration.ZERO, CancelSignal.never());
        var waiting = new Thread(() -> cluster.state()
                .lock(TestRepository.ROOT, Duration.ofMinutes(1), CancelSignal.never())
                .close());

        waiting.start();
        held.close();
        waiting.join(Duration.ofMinutes(1).toMillis());

        assertThat(waiting.isAlive()).isFalse();
    }

    @Test
    void doesNotLetAnotherProcessInAndForgetsADeadOne() throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingRun.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(other.inputReader().readLine()).isEqualTo("locked");
        var cluster = new DirectoryCluster(directory, false, Map.of());

        assertThatThrownBy(() -> cluster.state().lock(TestRepository.ROOT, Duration.ZERO, CancelSignal.never()))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("process " + other.pid());

        other.destroyForcibly().waitFor();
        cluster.state()
                .lock(TestRepository.ROOT, Duration.ofSeconds(10), CancelSignal.never())
                .close();
    }

    /** A process of its own that holds the lock until it is killed. */
    static final class HoldingRun {
        private HoldingRun() {}

        public static void main(String[] arguments) throws IOException {
            var cluster = new DirectoryCluster(Path.of(arguments[0]), false, Map.of());
            cluster.state().lock(TestRepository.ROOT, Duration.ZERO, CancelSignal.never());
            System.out.println("locked");
            System.in.read();
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The text of every file that a person would look at: not the unfinished ones. */
    private static List<String> texts(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("unfinished") && !file.endsWith("lock"))
                    .map(DirectoryFaultTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
